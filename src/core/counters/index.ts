import { recountChat } from '../chat/index.ts'
import type { Context } from '../context.ts'
import { recountFiles, recountUsage } from '../media/index.ts'
import { recountNotifications } from '../notifications/index.ts'
import { recountPeople } from '../people/index.ts'
import { recountPosts } from '../posts/index.ts'

/** How many counters of each kind differed from the rows they count. */
export type CountersThatDiffer = Record<
  'people' | 'posts' | 'notifications' | 'unread' | 'mediaUsage' | 'mediaFiles',
  number
>

/**
 * Counts everything anew that is kept as a number beside the rows: followers, posts, comments, reactions, notifications,
 * unread messages, what people store and who refers to each stored file. With `repair` what differs is put right. A running server is not held up.
 */
export async function recountEverything(context: Context, options: { repair: boolean }): Promise<CountersThatDiffer> {
  return {
    people: (await recountPeople(context, options)).length,
    posts: (await recountPosts(context, options)).length,
    notifications: (await recountNotifications(context, options)).length,
    unread: (await recountChat(context, options)).length,
    mediaUsage: (await recountUsage(context, options)).length,
    mediaFiles: await recountFiles(context, options),
  }
}
