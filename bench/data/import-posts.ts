import type { SqlValue } from '../../src/db/sql.ts'
import type { SqliteHandle } from '../../src/db/sqlite/handle.ts'
import { seedId } from './ids.ts'
import type { PeopleIds } from './import-people.ts'
import { insertRows } from './insert.ts'
import { readInGroups, type Seed } from './read.ts'
import type { SeedPost } from './rows.ts'

/** The ids of the imported posts by their number in the data set. */
export type PostIds = Map<number, string>

const groupSize = 5000
const emoji = ['👍', '❤️', '😂', '🔥', '🎉', '😮']

/** Imports posts with one picture or video each, their reactions and comments. */
export async function importPosts(db: SqliteHandle, seed: Seed, people: PeopleIds): Promise<PostIds> {
  const ids: PostIds = new Map()
  for await (const group of readInGroups(seed, 'posts', groupSize)) await importGroup(db, group, people, ids)
  await importReactions(db, seed, people, ids)
  await importComments(db, seed, people, ids)
  return ids
}

async function importGroup(
  db: SqliteHandle,
  group: readonly SeedPost[],
  people: PeopleIds,
  ids: PostIds,
): Promise<void> {
  const posts: SqlValue[][] = []
  const media: SqlValue[][] = []
  const attached: SqlValue[][] = []
  for (const post of group) {
    const id = seedId('post', post.id, post.createdAt)
    const mediaId = seedId('media', post.id, post.createdAt)
    const author = people.get(post.userId)!
    ids.set(post.id, id)
    const path = post.id.toString(16).padStart(32, '0')
    const facts = factsOf(post)
    const shown = `[["${mediaId}","${path}",${facts}]]`
    posts.push([id, author, post.caption, 'public', post.createdAt, shown])
    media.push([mediaId, author, 'post', 'ready', 'public', 'post', id, path, facts, 200_000, post.createdAt])
    attached.push([id, 0, mediaId])
  }
  await insertRows(db, 'posts', ['id', 'author_id', 'caption', 'visibility', 'created_at', 'media'], posts)
  const columns = ['id', 'owner_id', 'purpose', 'state', 'scope', 'attached_type', 'attached_id', 'public_path']
  await insertRows(db, 'media', [...columns, 'facts', 'bytes', 'created_at'], media)
  await insertRows(db, 'post_media', ['post_id', 'position', 'media_id'], attached)
}

function factsOf(post: SeedPost): string {
  const isVideo = post.kind === 'video'
  return JSON.stringify({
    state: 'ready',
    problem: null,
    kind: post.kind,
    mimeType: isVideo ? 'video/mp4' : 'image/webp',
    width: post.width,
    height: post.height,
    durationMs: post.durationMs,
    bytes: 200_000,
    placeholder: '1QcSHQRnh493V4dIh4eXh1h4kJUI',
    alt: null,
    files: {
      main: isVideo ? 'video.mp4' : 'large.webp',
      medium: isVideo ? null : 'medium.webp',
      thumbnail: 'small.webp',
      poster: isVideo ? 'poster.webp' : null,
    },
  })
}

async function importReactions(db: SqliteHandle, seed: Seed, people: PeopleIds, posts: PostIds): Promise<void> {
  let number = 0
  for await (const group of readInGroups(seed, 'likes', groupSize)) {
    const rows = group.map((like): SqlValue[] => {
      number += 1
      const id = seedId('reaction', number, like.createdAt)
      return [posts.get(like.postId)!, people.get(like.userId)!, emoji[number % emoji.length]!, id, like.createdAt]
    })
    await insertRows(db, 'reactions', ['post_id', 'user_id', 'emoji', 'id', 'created_at'], rows)
  }
}

async function importComments(db: SqliteHandle, seed: Seed, people: PeopleIds, posts: PostIds): Promise<void> {
  for await (const group of readInGroups(seed, 'comments', groupSize)) {
    const rows = group.map((comment): SqlValue[] => {
      const id = seedId('comment', comment.id, comment.createdAt)
      return [id, posts.get(comment.postId)!, people.get(comment.userId)!, comment.body, comment.createdAt]
    })
    await insertRows(db, 'comments', ['id', 'post_id', 'author_id', 'text', 'created_at'], rows)
  }
}
