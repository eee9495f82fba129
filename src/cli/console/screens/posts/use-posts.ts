import type { ContentRow } from '../../console-shapes.ts'
import type { ScreenTools } from '../../frame/screen.ts'
import { createListControls, type ListControls } from '../../list/list-controls.ts'
import { contentColumns } from '../content-list.tsx'

/** Posts, newest first; of one person when `author` is given. */
export function usePosts(tools: ScreenTools, author: string | null): ListControls<ContentRow> {
  const by: Record<string, string> = author === null ? {} : { author }
  return createListControls({
    columns: contentColumns,
    now: tools.now,
    idOf: (item) => item.id,
    load: (query, signal) => tools.api.posts({ ...query, filter: { ...query.filter, ...by } }, signal),
    serverSearches: true,
    tabs: [
      { name: 'all', filter: {} },
      { name: 'hidden', filter: { state: 'hidden' } },
      { name: 'held', filter: { state: 'held' } },
    ],
    hears: /^(post|case|appeal|audit)\./,
  })
}
