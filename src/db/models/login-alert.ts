import {
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { bind, filled, flag, keyText, optionalWhole, text, whole } from './columns.ts'

/** A sign-in from a device or network that was new. */
export class LoginAlert extends Model<InferAttributes<LoginAlert>, InferCreationAttributes<LoginAlert>> {
  declare id: string
  declare userId: string
  declare sessionId: string
  declare deviceName: string
  declare ip: string
  declare newDevice: boolean
  declare newNetwork: boolean
  declare state: CreationOptional<string>
  declare answeredAt: CreationOptional<number | null>
  declare createdAt: number
}

/** `login_alerts` on this connection. */
export function defineLoginAlert(sequelize: Sequelize): typeof LoginAlert {
  return bind(sequelize, LoginAlert, 'login_alerts', {
    id: keyText,
    userId: text,
    sessionId: text,
    deviceName: text,
    ip: text,
    newDevice: flag('newDevice'),
    newNetwork: flag('newNetwork'),
    state: filled(text, 'pending'),
    answeredAt: optionalWhole,
    createdAt: whole,
  })
}
