import {
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { bind, filled, keyText, optionalText, optionalWhole, text, whole } from './columns.ts'

/** A device signed in. Its token is not kept, only the hash. */
export class Session extends Model<InferAttributes<Session>, InferCreationAttributes<Session>> {
  declare id: string
  declare userId: string
  declare tokenHash: string
  declare scope: CreationOptional<string>
  declare door: string
  declare deviceName: string
  declare deviceKey: string
  declare ip: string
  declare network: string
  declare createdAt: number
  declare lastSeenAt: number
  declare endedAt: CreationOptional<number | null>
  declare endReason: CreationOptional<string | null>
}

/** `sessions` on this connection. */
export function defineSession(sequelize: Sequelize): typeof Session {
  return bind(sequelize, Session, 'sessions', {
    id: keyText,
    userId: text,
    tokenHash: text,
    scope: filled(text, 'full'),
    door: text,
    deviceName: text,
    deviceKey: text,
    ip: text,
    network: text,
    createdAt: whole,
    lastSeenAt: whole,
    endedAt: optionalWhole,
    endReason: optionalText,
  })
}
