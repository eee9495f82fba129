import type { Unit } from '../db/unit.ts'
import type { Context } from './context.ts'

/**
 * Lets units of the same name run one after another, whichever process they run in: for rules about several rows, such
 * as "at least one admin stays", which two units side by side could each find kept.
 */
export async function takeTurn(unit: Unit, context: Context, name: string): Promise<void> {
  await unit.run(
    `INSERT INTO turns (name, taken_at) VALUES ($1, $2)
     ON CONFLICT (name) DO UPDATE SET taken_at = excluded.taken_at`,
    [name, context.now()],
  )
}
