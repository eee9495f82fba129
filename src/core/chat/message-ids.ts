import { idTime, newId } from '../../lib/ids.ts'

/**
 * The id of a message that comes after the newest of its conversation: the order of ids is the order of both logs, also
 * when another process with a faster clock wrote the one before.
 */
export function idAfter(newest: string, now: number): string {
  const id = newId(now)
  return id > newest ? id : newId(idTime(newest) + 1)
}
