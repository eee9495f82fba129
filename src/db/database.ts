import type { Sequelize } from 'sequelize'
import type { Models } from './models/index.ts'
import type { Dialect, Reader } from './sql.ts'
import type { Together, Unit } from './unit.ts'

/** The one door to stored data, alike on SQLite and PostgreSQL. */
export interface Database {
  readonly dialect: Dialect
  /** Committed data, for questions that change nothing. */
  readonly read: Reader
  /** For models outside a unit: reads only. */
  readonly sequelize: Sequelize
  /** Sequelize's models on this database; inside a unit they are given `{ transaction: unit.orm }`. */
  readonly models: Models
  /**
   * Runs the work as one unit: committed durably before the promise resolves, or not at all. The work may be run again
   * when it lost against another process, so it does nothing but talk to the unit. Not to be called inside a unit.
   */
  transaction<T>(work: (unit: Unit) => Promise<T>, together?: Together<T>): Promise<T>
  /**
   * Makes what was deleted from a table unreadable in the files as well. The table should be small, and its name is a
   * constant of ours. Not to be called inside a unit. Throws when readers were in the way; then it is tried again.
   */
  scrub(table: string): Promise<void>
  /** Runs questions that all see one and the same state of the data, while writing goes on. */
  snapshot<T>(work: (reader: Reader) => Promise<T>): Promise<T>
  /**
   * Writes a consistent copy of the whole database into a new file, while writing goes on. SQLite alone: PostgreSQL has
   * tools of its own for it, and there this answers false and copies nothing. Throws the signal's reason once it ends.
   */
  copyTo(file: string, signal?: AbortSignal): Promise<boolean>
  /** Whether the database answers; throws what is wrong. */
  ping(): Promise<void>
  /** A number that differs when another process may have changed data since it was last asked. */
  changeMark(): Promise<number>
  /** Units waiting to be written, and commits made, for metrics. */
  stats(): { waiting: number; commits: number; units: number }
  /** Ends what was begun, and closes every handle. */
  close(): Promise<void>
}
