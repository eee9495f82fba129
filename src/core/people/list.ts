import type { Context } from '../context.ts'

/** Which page of a list is asked for. */
export interface ListInput {
  limit: number
  cursor?: string | undefined
}

/** Sorts after every id of ours. */
const afterAll = '~'

/** The id that a list of newest-first ids goes on below. Throws `cursor_invalid`. */
export function startOf(context: Context, list: string, { cursor }: ListInput): string {
  return cursor === undefined ? afterAll : String(context.cursors.decode(list, cursor)[0])
}
