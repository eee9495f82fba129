import type { Unit } from '../../db/unit.ts'
import type { Context } from '../context.ts'
import { appendToLog, type LogEntry } from '../log/index.ts'
import type { Told } from './changes.ts'

/** So many notifications of one person that look different are told one by one; who missed some looks at the list. */
const maxChangesTold = 50

/** Writes what changed into the logs of the people concerned; `recounted` are those whose unread number is another. */
export function tellOfChanges(unit: Unit, context: Context, told: Told, recounted: readonly string[]): Promise<void> {
  const entries: LogEntry[] = []
  for (const [userId, ids] of told.created) {
    for (const subjectId of ids) entries.push({ userId, type: 'notification.created', subjectId })
  }
  for (const [userId, ids] of told.changed) {
    const created = told.created.get(userId)
    const others = [...ids].filter((id) => created?.has(id) !== true).slice(0, maxChangesTold)
    for (const subjectId of others) entries.push({ userId, type: 'notification.updated', subjectId })
  }
  for (const userId of recounted) entries.push({ userId, type: 'notification.count', subjectId: userId })
  return appendToLog(unit, context, entries)
}
