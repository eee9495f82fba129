import { YoutubeFailure } from './failure.ts'
import type { YoutubePage } from './read-page.ts'

/**
 * Reads a list page by page, each a full call, up to `maxPages` calls. A page token gone stale begins the list again,
 * once; so the same item may come twice. Throws what `fetchPage` throws.
 */
export async function* walkPages<Item>(
  fetchPage: (pageToken: string | undefined) => Promise<YoutubePage<Item>>,
  maxPages: number,
): AsyncGenerator<YoutubePage<Item>> {
  let pageToken: string | undefined
  let mayRestart = true
  for (let calls = 0; calls < maxPages; calls += 1) {
    let page: YoutubePage<Item>
    try {
      page = await fetchPage(pageToken)
    } catch (error) {
      if (!(error instanceof YoutubeFailure) || error.action !== 'restart-list' || !mayRestart) throw error
      mayRestart = false
      pageToken = undefined
      continue
    }
    yield page
    if (page.nextPageToken === null) return
    pageToken = page.nextPageToken
  }
}
