import type { Context } from '../context.ts'

/** What is remembered of the outside world, so that the log tells each change once, whichever process meets it. */
export type YoutubeStateName = 'api' | 'bucket:general' | 'bucket:search' | 'bucket:stats' | 'key'

/** Stores a state; answers whether it is another than before, which is true for one process alone. */
export function changeState(context: Context, name: YoutubeStateName, value: string): Promise<boolean> {
  return context.db.transaction(async (unit) => {
    const changed = await unit.get(
      `INSERT INTO youtube_states (name, value, since) VALUES ($1, $2, $3)
       ON CONFLICT (name) DO UPDATE SET value = excluded.value, since = excluded.since
         WHERE youtube_states.value <> excluded.value
       RETURNING name`,
      [name, value, context.now()],
    )
    return changed !== undefined
  })
}
