import { DataTypes, type Model, type ModelAttributeColumnOptions, type ModelStatic, type Sequelize } from 'sequelize'

type Column = ModelAttributeColumnOptions

/** An id of ours, or any text. */
export const text: Column = { type: DataTypes.TEXT, allowNull: false }

/** A text that may be missing. */
export const optionalText: Column = { type: DataTypes.TEXT }

/** A whole number, or a moment in ms since the epoch. */
export const whole: Column = { type: DataTypes.BIGINT, allowNull: false }

/** A whole number or a moment that may be missing. */
export const optionalWhole: Column = { type: DataTypes.BIGINT }

/** A truth value, a boolean on both databases. */
export function flag(name: string): Column {
  return {
    type: DataTypes.BOOLEAN,
    allowNull: false,
    // SQLite keeps 0 and 1 in a column of integers, and Sequelize hands them on as they are.
    get(this: Model): boolean {
      return Boolean(this.getDataValue(name))
    },
  }
}

/** A text that is part of the primary key. */
export const keyText: Column = { type: DataTypes.TEXT, allowNull: false, primaryKey: true }

/** A column that the database fills when a new row leaves it out. */
export function filled(column: Column, fallback: string | number | boolean | null): Column {
  return { ...column, defaultValue: fallback }
}

/**
 * Binds a model to one connection. Each database that is opened has classes of its own: the class of the module is only
 * their type, so that two databases in one process keep apart.
 */
export function bind<Class extends ModelStatic<Model>>(
  sequelize: Sequelize,
  Base: Class,
  tableName: string,
  columns: Record<string, Column>,
): Class {
  const Bound = class extends (Base as ModelStatic<Model>) {}
  // Copies, because Sequelize writes each attribute's name into its description.
  const own = Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, { ...column }]))
  // The model goes by the table's name: SQLite would not tell the alias `Follower` from the association `follower`.
  Bound.init(own, { sequelize, tableName, modelName: tableName, underscored: true, timestamps: false })
  return Bound as unknown as Class
}
