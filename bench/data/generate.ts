import { once } from 'node:events'
import { createWriteStream, mkdirSync, type WriteStream, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SeedActor, SeedFiles } from './rows.ts'

/** How large a data set is, by its number of people: everything else is in proportion. */
export interface SeedSize {
  people: number
  seed: number
}

const spanMs = 90 * 86_400_000
const words =
  'sunset morning coffee city river light dance studio remix travel mountain ocean street food friends weekend live session release recipe garden winter summer night market photo film camera guitar piano team match score goal run yoga code design paint'.split(
    ' ',
  )
const emoji = ['👍', '❤️', '😂', '🔥', '🎉', '😮']
const categories = ['music', 'gaming', 'news', 'sports', 'comedy', 'education']

/** A generator of numbers from 0 to 1 that repeats itself for the same seed (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/**
 * Writes a data set of the usual shape as lines of JSON: log-normal numbers of people followed (50 on average), a heavy
 * tail of followers, 10 posts, 60 reactions, 20 comments, 30 messages and 20 notifications a person, over 90 days that
 * end at `now`. The same arguments make the same files.
 */
export async function generateSeed(folder: string, size: SeedSize, now: number): Promise<void> {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'meta.json'), JSON.stringify({ now, users: size.people, seed: size.seed }))
  const random = numbers(size.seed)
  const below = (limit: number): number => Math.floor(random() * limit)
  const when = (): number => now - Math.floor(random() * spanMs)
  const pick = <Item>(items: readonly Item[]): Item => items[below(items.length)]!
  const sentence = (): string => Array.from({ length: 4 + below(16) }, () => pick(words)).join(' ')
  // A heavy tail: the first people are followed, and write, far more than the last.
  const popular = (): number => Math.min(size.people, 1 + Math.floor(size.people * random() ** 3))
  const gauss = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const { people } = size

  await write(folder, 'users', people, (id) => ({
    id,
    username: `user${id}`,
    email: `user${id}@example.org`,
    password: 'correct horse battery staple',
    displayName: `${pick(words)} ${pick(words)} ${id}`,
    bio: sentence(),
    createdAt: now - spanMs - (people - id) * 1000,
  }))

  const following = new Map<number, number[]>()
  const follows: SeedFiles['follows'][] = []
  for (let followerId = 1; followerId <= people; followerId += 1) {
    const wanted = Math.min(people - 1, Math.max(1, Math.round(Math.exp(3.55 + 0.85 * gauss()))))
    const chosen = new Set<number>()
    for (let tries = 0; chosen.size < wanted && tries < wanted * 4; tries += 1) {
      const followeeId = popular()
      if (followeeId !== followerId) chosen.add(followeeId)
    }
    following.set(followerId, [...chosen])
    for (const followeeId of chosen) follows.push({ followerId, followeeId, createdAt: when() })
  }
  await write(folder, 'follows', follows.length, (index) => follows[index - 1]!)

  const authors: number[] = []
  const posts = people * 10
  await write(folder, 'posts', posts, (id) => {
    const isVideo = random() < 0.2
    const userId = popular()
    authors[id] = userId
    return {
      id,
      userId,
      kind: isVideo ? 'video' : 'image',
      caption: sentence(),
      width: 1080,
      height: 1350,
      durationMs: isVideo ? 5000 + below(55_000) : null,
      createdAt: now - spanMs + Math.floor((id / posts) * spanMs),
    }
  })
  const likes = new Set<number>()
  await write(folder, 'likes', people * 60, () => {
    for (;;) {
      const pair = (1 + below(posts)) * (people + 1) + 1 + below(people)
      if (likes.has(pair)) continue
      likes.add(pair)
      return { postId: Math.floor(pair / (people + 1)), userId: pair % (people + 1), createdAt: when() }
    }
  })
  await write(folder, 'comments', people * 20, (id) => ({
    id,
    postId: 1 + below(posts),
    userId: 1 + below(people),
    body: sentence(),
    createdAt: when(),
  }))

  const pairs = new Map<string, SeedFiles['conversations']>()
  while (pairs.size < Math.round(people * 0.6)) {
    const [userA, userB] = [1 + below(people), 1 + below(people)].sort((one, other) => one - other) as [number, number]
    if (userA === userB || pairs.has(`${userA}:${userB}`)) continue
    pairs.set(`${userA}:${userB}`, { id: pairs.size + 1, userA, userB, createdAt: now - spanMs })
  }
  const conversations = [...pairs.values()]
  await write(folder, 'conversations', conversations.length, (index) => conversations[index - 1]!)
  const messages = people * 30
  const reacted: SeedFiles['reactions'][] = []
  await write(folder, 'messages', messages, (id) => {
    const conversation = conversations[below(conversations.length)]!
    if (random() < 0.095) reacted.push({ messageId: id, side: pick(['A', 'B'] as const), emoji: pick(emoji) })
    return {
      id,
      conversationId: conversation.id,
      senderId: pick([conversation.userA, conversation.userB]),
      body: sentence(),
      createdAt: now - spanMs + Math.floor((id / messages) * spanMs),
    }
  })
  await write(folder, 'reactions', reacted.length, (index) => reacted[index - 1]!)
  await write(folder, 'notifications', people * 20, (id) => ({
    id,
    userId: 1 + below(people),
    actorId: 1 + below(people),
    type: pick(['like', 'comment', 'follow', 'message'] as const),
    entityId: 1 + below(posts),
    isRead: random() < 0.7,
    createdAt: now - spanMs + Math.floor((id / (people * 20)) * spanMs),
  }))
  await write(folder, 'videos', Math.max(500, Math.round(people / 5)), (id) => ({
    id,
    youtubeId: id.toString(36).padStart(11, '_'),
    kind: random() < 0.6 ? 'shorts' : 'video',
    category: pick(categories),
    title: sentence(),
    channel: `channel ${below(200)}`,
    durationS: 10 + below(900),
    views: below(1_000_000),
    publishedAt: when(),
  }))

  const own = new Map<number, number[]>()
  for (const { id, userA, userB } of conversations) {
    for (const userId of [userA, userB]) own.set(userId, [...(own.get(userId) ?? []), id])
  }
  const candidates = [...own.keys()].filter((userId) => (following.get(userId)?.length ?? 0) >= 10)
  const actors = Array.from({ length: Math.min(400, candidates.length) }, (): SeedActor => {
    const userId = pick(candidates)
    return {
      userId,
      username: `user${userId}`,
      conversationIds: own.get(userId)!.slice(0, 5),
      postIds: Array.from({ length: 10 }, () => 1 + below(posts)),
      usernames: following
        .get(userId)!
        .slice(0, 20)
        .map((id) => `user${id}`),
    }
  })
  const unique = [...new Map(actors.map((actor) => [actor.userId, actor])).values()]
  await write(folder, 'actors', unique.length, (index) => unique[index - 1]!)
}

async function write<Name extends keyof SeedFiles>(
  folder: string,
  name: Name,
  count: number,
  row: (number: number) => SeedFiles[Name],
): Promise<void> {
  const file: WriteStream = createWriteStream(join(folder, `${name}.jsonl`))
  for (let number = 1; number <= count; number += 1) {
    if (!file.write(`${JSON.stringify(row(number))}\n`)) await once(file, 'drain')
  }
  file.end()
  await once(file, 'close')
}
