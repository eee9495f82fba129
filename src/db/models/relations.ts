import {
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type NonAttribute,
  type Sequelize,
} from 'sequelize'
import { bind, keyText, optionalWhole, text, whole } from './columns.ts'
import type { User } from './user.ts'

/** Somebody who follows, or has asked to follow, somebody. `id` orders the lists. */
export class Follower extends Model<InferAttributes<Follower>, InferCreationAttributes<Follower>> {
  declare followerId: string
  declare followeeId: string
  declare state: 'accepted' | 'requested'
  declare id: string
  declare createdAt: number
  declare follower?: NonAttribute<User>
  declare followee?: NonAttribute<User>
}

/** Somebody who wants nothing to do with somebody. */
export class Block extends Model<InferAttributes<Block>, InferCreationAttributes<Block>> {
  declare blockerId: string
  declare blockedId: string
  declare id: string
  declare createdAt: number
  declare blocked?: NonAttribute<User>
}

/** Somebody who does not want to hear from somebody, until then or for good. */
export class Mute extends Model<InferAttributes<Mute>, InferCreationAttributes<Mute>> {
  declare muterId: string
  declare mutedId: string
  declare id: string
  declare until: CreationOptional<number | null>
  declare createdAt: number
  declare muted?: NonAttribute<User>
}

/** `followers`, `blocks` and `mutes` on this connection, each tied to the people it is about. */
export function defineRelations(
  sequelize: Sequelize,
  BoundUser: typeof User,
): { Follower: typeof Follower; Block: typeof Block; Mute: typeof Mute } {
  const BoundFollower = bind(sequelize, Follower, 'followers', {
    followerId: keyText,
    followeeId: keyText,
    state: text,
    id: text,
    createdAt: whole,
  })
  const BoundBlock = bind(sequelize, Block, 'blocks', {
    blockerId: keyText,
    blockedId: keyText,
    id: text,
    createdAt: whole,
  })
  const BoundMute = bind(sequelize, Mute, 'mutes', {
    muterId: keyText,
    mutedId: keyText,
    id: text,
    until: optionalWhole,
    createdAt: whole,
  })
  BoundFollower.belongsTo(BoundUser, { as: 'follower', foreignKey: 'followerId' })
  BoundFollower.belongsTo(BoundUser, { as: 'followee', foreignKey: 'followeeId' })
  BoundBlock.belongsTo(BoundUser, { as: 'blocked', foreignKey: 'blockedId' })
  BoundMute.belongsTo(BoundUser, { as: 'muted', foreignKey: 'mutedId' })
  return { Follower: BoundFollower, Block: BoundBlock, Mute: BoundMute }
}
