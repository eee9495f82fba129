import { createServer } from 'node:http'
import { join } from 'node:path'
import { listMessages } from '../../src/core/chat/index.ts'
import type { Context } from '../../src/core/context.ts'
import { readProfile } from '../../src/core/people/index.ts'
import { readFeed, readPost } from '../../src/core/posts/index.ts'
import { readFeed as readVideoFeed } from '../../src/core/videos/index.ts'
import { openDatabase } from '../../src/db/open.ts'
import { cursorCodec } from '../../src/lib/cursor.ts'
import { presentMessage } from '../../src/presenters/message.ts'
import { pageJson } from '../../src/presenters/page-json.ts'
import { presentProfile } from '../../src/presenters/person.ts'
import { feedPostJson, presentPost } from '../../src/presenters/post.ts'
import { videoJson } from '../../src/presenters/video.ts'
import { seedToken } from '../data/ids.ts'
import { seedRegion } from '../data/import-videos.ts'

// The yardstick: node:http and nothing else around the very same prepared statements and presenters. No session is looked
// up (a map knows the tokens), nothing is limited, checked, logged or counted.

const folder = process.env.MOMENTUM_DATA!
const db = await openDatabase({
  url: process.env.DATABASE_URL,
  file: join(folder, 'momentum.db'),
  poolSize: 12,
  onError: (error) => console.error(error),
})
const cursors = cursorCodec(Buffer.alloc(32))
const instance = { videoRegions: [seedRegion] }
const tokens = new Map<string, string>()
for (const row of await db.read.all<{ userId: string; seedNumber: number }>(
  "SELECT user_id, device_key AS seed_number FROM sessions WHERE device_name = 'bench'",
)) {
  tokens.set(`Bearer ${seedToken(Number(row.seedNumber))}`, row.userId)
}

type Route = (context: Context, parts: string[], query: URLSearchParams, userId: string) => Promise<unknown>

const limitOf = (query: URLSearchParams): number => Number(query.get('limit') ?? 20)

const routes: Record<string, Route> = {
  users: async (context, parts) => presentProfile(await readProfile(context, decodeURIComponent(parts[4]!))),
  feed: async (context, _parts, query) => {
    const { items, nextCursor } = await readFeed(context, { limit: limitOf(query) })
    return pageJson(items.map(feedPostJson), { nextCursor })
  },
  posts: async (context, parts) => presentPost(await readPost(context, parts[4]!)),
  conversations: async (context, parts, query) => {
    const page = await listMessages(context, parts[4]!, { limit: limitOf(query) })
    const { nextCursor, previousCursor } = page
    return { items: page.items.map(presentMessage), nextCursor, previousCursor }
  },
  videos: async (context, _parts, query, userId) => {
    const { items, nextCursor, region, reason } = await readVideoFeed(context, {
      userId,
      kind: query.get('kind') as 'short' | 'long',
      category: query.get('category') ?? undefined,
      region: undefined,
      limit: limitOf(query),
      cursor: undefined,
    })
    return pageJson(items.map(videoJson), { nextCursor, region, reason })
  },
}

const server = createServer((request, response) => {
  const [path = '', query = ''] = request.url!.split('?')
  const parts = path.split('/')
  const userId = tokens.get(request.headers.authorization ?? '')
  const route = routes[parts[3] ?? '']
  if (route === undefined || userId === undefined) {
    response.writeHead(path.startsWith('/health') ? 200 : 404).end()
    return
  }
  const actor = { kind: 'person', userId }
  const context = { db, cursors, instance, now: () => Date.now(), actor } as unknown as Context
  route(context, parts, new URLSearchParams(query), userId).then(
    (body) => {
      const text = typeof body === 'string' ? body : JSON.stringify(body)
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) })
      response.end(text)
    },
    (error) => response.writeHead(500).end(String(error)),
  )
})
server.listen(Number(process.env.PORT), '127.0.0.1', () => console.log(`listening ${process.env.PORT}`))
