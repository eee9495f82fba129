import type { Unit } from '../../db/unit.ts'
import type { Context } from '../context.ts'
import { countUnread, holdBoxes } from './boxes.ts'
import type { Change, Told } from './changes.ts'
import { readOnes } from './read-ones.ts'
import { isNoNews, recordAct, undoAct } from './record-act.ts'
import { recordActs } from './record-acts.ts'
import { recipientsOf, removeActs, showAnew } from './settle.ts'
import { tellOfChanges } from './tell.ts'

const pending = new WeakMap<Unit, Change[]>()

/**
 * Changes what people are notified of, in the transaction of whatever happened. All changes of a unit are made together at
 * its end, under the boxes of everybody concerned, held in ascending order: so the number of unread notifications is
 * always that of the list, and two units never wait for each other crosswise.
 */
export function changeNotifications(unit: Unit, context: Context, changes: readonly Change[]): void {
  if (changes.length === 0) return
  const waiting = pending.get(unit)
  if (waiting) {
    waiting.push(...changes)
    return
  }
  const collected = [...changes]
  pending.set(unit, collected)
  unit.beforeCommit(() => makeChanges(unit, context, collected))
}

async function makeChanges(unit: Unit, context: Context, asked: readonly Change[]): Promise<void> {
  const changes = await newsAmong(unit, context, asked)
  if (changes.length === 0) return
  // SQLite runs one unit at a time: there boxes are looked at only where a number may have changed.
  const held = unit.dialect === 'postgres' ? await holdAll(unit, changes) : undefined
  const told: Told = { changed: new Map(), created: new Map(), dirty: new Set() }
  const acts = changes.filter((change) => change.kind === 'act')
  if (unit.dialect === 'sqlite' && acts.length > 1 && acts.length === changes.length) {
    await recordActs(unit, context, acts, told)
  } else {
    await makeOneByOne(unit, context, changes, { held, told })
  }
  const dirty = [...told.dirty].sort()
  const counts = held ?? (await holdBoxes(unit, dirty))
  const unread = await countUnread(unit, dirty)
  const recounted = [...unread].filter(([userId, count]) => counts.get(userId) !== count).map(([userId]) => userId)
  await tellOfChanges(unit, context, told, recounted)
}

async function makeOneByOne(
  unit: Unit,
  context: Context,
  changes: readonly Change[],
  { held, told }: { held: Map<string, number> | undefined; told: Told },
): Promise<void> {
  for (const change of changes) {
    // Somebody who is gone has no box, and hears of nothing.
    if (held !== undefined && 'userId' in change && !held.has(change.userId)) continue
    await makeChange(unit, context, change, told)
  }
}

/** What is left of changes without the one act that repeats and changes nothing; of several, `recordActs` leaves it out. */
async function newsAmong(unit: Unit, context: Context, changes: readonly Change[]): Promise<readonly Change[]> {
  const repeating = changes.filter((change) => change.kind === 'act').filter(({ repeats }) => repeats === true)
  // Any other change may be about the same acts.
  if (repeating.length < changes.length) return changes
  if (repeating.length > 1) return changes
  return (await isNoNews(unit, context, repeating[0]!)) ? [] : changes
}

async function holdAll(unit: Unit, changes: readonly Change[]): Promise<Map<string, number>> {
  const named = changes.flatMap((change) => ('userId' in change ? [change.userId] : []))
  const scopes = changes.flatMap((change) => ('scope' in change ? [change.scope] : []))
  return holdBoxes(unit, [...new Set([...named, ...(await recipientsOf(unit, scopes))])])
}

function makeChange(unit: Unit, context: Context, change: Change, told: Told): Promise<void> {
  switch (change.kind) {
    case 'act':
      return recordAct(unit, context, change, told)
    case 'undo':
      return undoAct(unit, context, change, told)
    case 'show-anew':
      return showAnew(unit, change.scope, told)
    case 'remove':
      return removeActs(unit, change.scope, told)
    case 'read':
      return readOnes(unit, change, told)
  }
}
