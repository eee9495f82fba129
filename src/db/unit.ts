import type { Transaction } from 'sequelize'
import type { Reader, SqlValue } from './sql.ts'

/** What an ending may do: it is the last of its transaction. */
export interface EndingUnit extends Reader {
  /** Runs a statement for its effect; answers how many rows it changed. */
  run(sql: string, params?: readonly SqlValue[]): Promise<number>
  /** Runs once the commit is durable, and never if it is not. What it does may be lost, so it only wakes others. */
  afterCommit(wake: () => void): void
}

/** Work that units which are committed together do once for all of them, at the end of their transaction. */
export type Ending<Item> = (unit: EndingUnit, items: readonly Item[]) => Promise<void>

/**
 * One transaction: everything done through it is committed together or not at all. Statements that forget it wait for
 * it to end, so helpers that write take it as a required argument.
 */
export interface Unit extends EndingUnit {
  /** The same transaction for Sequelize's models: `{ transaction: unit.orm }`. */
  readonly orm: Transaction
  /**
   * Runs inside the unit when its work is done, just before it is committed, in the order given; what it throws undoes the
   * unit. Such work may give more of it, which then comes last.
   */
  beforeCommit(work: () => Promise<void>): void
  /**
   * Leaves something to an ending, which comes after everything given to `beforeCommit`. On SQLite several units share a
   * commit, and the ending writes what all of them left in one go, in the order they left it: so it has to bear that what
   * it writes about was removed by one of them meanwhile.
   */
  atEnd<Item>(ending: Ending<Item>, item: Item): void
  /**
   * Stands for the transaction that the unit is part of, which on SQLite several units share: nobody else writes while
   * it lasts. What was read may be remembered under it until one of its units changes it.
   */
  readonly transaction: object
}

/**
 * How units of one kind that wait at the same moment are done as one, in far fewer statements. Only SQLite's queue does so;
 * everywhere else, and for a unit that waits alone, its own work is done.
 */
export interface Together<Value> {
  /**
   * Does the items of several units in their order. Answers the value of each, or undefined for one whose own work has to be
   * done instead, as for everything that is refused. When it throws, nothing of it is kept and all do their own work.
   */
  readonly all: (unit: Unit, items: readonly never[]) => Promise<readonly (Value | undefined)[]>
  /** What this unit is about. */
  readonly item: unknown
}

/** An item and what is done with it and others of its kind. */
export function together<Item, Value>(
  all: (unit: Unit, items: readonly Item[]) => Promise<readonly (Value | undefined)[]>,
  item: Item,
): Together<Value> {
  return { all, item }
}

/** What units left to endings, by ending, in the order in which the endings were first named. */
export class Endings {
  readonly #items = new Map<Ending<never>, unknown[]>()

  add<Item>(ending: Ending<Item>, item: Item): void {
    const items = this.#items.get(ending)
    if (items) items.push(item)
    else this.#items.set(ending, [item])
  }

  /** Adds what another unit left. */
  addAll(others: Endings): void {
    for (const [ending, items] of others.#items) for (const item of items) this.add(ending, item as never)
  }

  async run(unit: EndingUnit): Promise<void> {
    for (const [ending, items] of this.#items) await ending(unit, items as never[])
  }
}

/** Runs the hooks of a committed unit; one that throws must not keep the others from their turn. */
export function runHooks(hooks: readonly (() => void)[], onError: (error: unknown) => void): void {
  for (const hook of hooks) {
    try {
      hook()
    } catch (error) {
      onError(error)
    }
  }
}
