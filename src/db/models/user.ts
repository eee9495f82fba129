import {
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { bind, filled, flag, keyText, optionalText, optionalWhole, text, whole } from './columns.ts'

/** A person. Times are ms since the epoch. */
export class User extends Model<InferAttributes<User>, InferCreationAttributes<User>> {
  declare id: string
  declare username: string
  declare usernameKey: string
  declare email: CreationOptional<string | null>
  declare emailKey: CreationOptional<string | null>
  declare emailVerifiedAt: CreationOptional<number | null>
  declare pendingEmail: CreationOptional<string | null>
  declare passwordHash: string
  declare role: CreationOptional<string>
  declare status: CreationOptional<string>
  declare displayName: string
  declare bio: CreationOptional<string>
  declare link: CreationOptional<string | null>
  declare birthDate: CreationOptional<string | null>
  declare photoId: CreationOptional<string | null>
  declare photoPath: CreationOptional<string | null>
  declare isPrivate: CreationOptional<boolean>
  declare isVerified: CreationOptional<boolean>
  declare messagesFrom: CreationOptional<string>
  declare readReceipts: CreationOptional<boolean>
  declare presence: CreationOptional<boolean>
  declare locale: CreationOptional<string | null>
  declare timeZone: CreationOptional<string | null>
  declare followersCount: CreationOptional<number>
  declare followingCount: CreationOptional<number>
  declare postsCount: CreationOptional<number>
  declare publicPostsCount: CreationOptional<number>
  declare isCounted: CreationOptional<boolean>
  declare searchKey: string
  declare lastSeenAt: CreationOptional<number | null>
  declare suspendedUntil: CreationOptional<number | null>
  declare silencedUntil: CreationOptional<number | null>
  declare mustResetPassword: CreationOptional<boolean>
  declare eraseAfter: CreationOptional<number | null>
  declare accessChangedAt: CreationOptional<number | null>
  declare createdAt: number
  declare updatedAt: number
}

/** What may be shown of a person in a list, for the `attributes` of a query. */
export const summaryAttributes = ['id', 'username', 'displayName', 'photoPath', 'isVerified'] as const

/** `users` on this connection. The secrets of two-factor sign-in have no column here: no ordinary query may carry them. */
export function defineUser(sequelize: Sequelize): typeof User {
  return bind(sequelize, User, 'users', {
    id: keyText,
    username: text,
    usernameKey: text,
    email: optionalText,
    emailKey: optionalText,
    emailVerifiedAt: optionalWhole,
    pendingEmail: optionalText,
    passwordHash: text,
    role: filled(text, 'user'),
    status: filled(text, 'active'),
    displayName: text,
    bio: filled(text, ''),
    link: optionalText,
    birthDate: optionalText,
    photoId: optionalText,
    photoPath: optionalText,
    isPrivate: filled(flag('isPrivate'), false),
    isVerified: filled(flag('isVerified'), false),
    messagesFrom: filled(text, 'everyone'),
    readReceipts: filled(flag('readReceipts'), true),
    presence: filled(flag('presence'), true),
    locale: optionalText,
    timeZone: optionalText,
    followersCount: filled(whole, 0),
    followingCount: filled(whole, 0),
    postsCount: filled(whole, 0),
    publicPostsCount: filled(whole, 0),
    isCounted: filled(flag('isCounted'), true),
    searchKey: text,
    lastSeenAt: optionalWhole,
    suspendedUntil: optionalWhole,
    silencedUntil: optionalWhole,
    mustResetPassword: filled(flag('mustResetPassword'), false),
    eraseAfter: optionalWhole,
    accessChangedAt: optionalWhole,
    createdAt: whole,
    updatedAt: whole,
  })
}
