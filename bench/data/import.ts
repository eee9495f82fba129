import sqlite3 from 'sqlite3'
import { SqliteHandle } from '../../src/db/sqlite/handle.ts'
import { importChat } from './import-chat.ts'
import { importPeople } from './import-people.ts'
import { importPosts } from './import-posts.ts'
import { importVideos } from './import-videos.ts'
import type { Seed } from './read.ts'

// Nothing is lost with this file, and a server that opens it sets its own again: so nothing is synced, logged or checked
// while millions of rows go in, and the indexes are made when they are all there.
const pragmas = `PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF; PRAGMA secure_delete=OFF;
  PRAGMA locking_mode=EXCLUSIVE; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-1048576`

/** Imports a data set into the freshly migrated SQLite file. */
export async function importSeed(file: string, seed: Seed, passwordHash: string): Promise<void> {
  const db = await SqliteHandle.open(file, { mode: sqlite3.OPEN_READWRITE, pragmas })
  const indexes = await db.all<{ name: string; sql: string }>(
    "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
  )
  await db.exec(`BEGIN; ${indexes.map(({ name }) => `DROP INDEX ${name};`).join(' ')}`)
  const people = await importPeople(db, seed, passwordHash)
  await importPosts(db, seed, people)
  await importChat(db, seed, people)
  await importVideos(db, seed)
  for (const { sql } of indexes) await db.exec(sql)
  await count(db)
  await db.exec('COMMIT; ANALYZE; PRAGMA journal_mode=WAL')
  await db.close()
}

async function count(db: SqliteHandle): Promise<void> {
  await db.exec(`UPDATE posts SET
    reactions_count = (SELECT count(*) FROM reactions r WHERE r.post_id = posts.id),
    comments_count = (SELECT count(*) FROM comments c WHERE c.post_id = posts.id);
  UPDATE users SET
    posts_count = (SELECT count(*) FROM posts p WHERE p.author_id = users.id),
    public_posts_count = (SELECT count(*) FROM posts p WHERE p.author_id = users.id),
    followers_count = (SELECT count(*) FROM followers f WHERE f.followee_id = users.id),
    following_count = (SELECT count(*) FROM followers f WHERE f.follower_id = users.id)`)
}
