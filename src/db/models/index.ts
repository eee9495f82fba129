import type { Sequelize } from 'sequelize'
import { defineLoginAlert } from './login-alert.ts'
import { defineRelations } from './relations.ts'
import { defineSession } from './session.ts'
import { defineUser } from './user.ts'

// Models serve ordinary reads and writes; what runs at every request is SQL. Inside a unit each call is given
// `{ transaction: unit.orm }`, outside one they only read.

/** Every model, bound to one connection. */
export type Models = ReturnType<typeof defineModels>

/** Binds the models to the connection of one database. */
export function defineModels(sequelize: Sequelize) {
  const User = defineUser(sequelize)
  const Session = defineSession(sequelize)
  const LoginAlert = defineLoginAlert(sequelize)
  User.hasMany(Session, { as: 'sessions', foreignKey: 'userId' })
  User.hasMany(LoginAlert, { as: 'loginAlerts', foreignKey: 'userId' })
  return { User, Session, LoginAlert, ...defineRelations(sequelize, User) }
}

export { Op } from 'sequelize'
export type { LoginAlert } from './login-alert.ts'
export type { Block, Follower, Mute } from './relations.ts'
export type { Session } from './session.ts'
export { summaryAttributes, type User } from './user.ts'
