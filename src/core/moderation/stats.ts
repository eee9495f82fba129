import { statfs } from 'node:fs/promises'
import { minute } from '../../lib/clock.ts'
import type { Context } from '../context.ts'

/** How the installation is doing, by what the database and the disk say. */
export interface ServiceStats {
  counts: Record<string, number>
  messagesPerMinute: number
  online: number
  /** Cases that wait. */
  waiting: number
  /** The same by reason, with the age of the oldest in seconds. */
  queue: { reason: string; count: number; oldestSeconds: number }[]
  appeals: number
  takedowns: number
  jobs: { failing: string[]; paused: string[] }
  disk: { free: number; size: number } | null
}

// Estimates would do for the tables of millions, and exact counts of them are what a pulse cannot pay for every second.
const keptMs = 5000
const kept = new WeakMap<Context['db'], { at: number; counts: Record<string, number> }>()

/** Reads what operators see first; the sizes of the large tables are at most five seconds old. */
export async function readStats(context: Context): Promise<ServiceStats> {
  const { read } = context.db
  const now = context.now()
  const [counts, messages, online, queue, waiting, jobs, disk] = await Promise.all([
    countRows(context),
    read.get<{ count: number }>('SELECT COUNT(*) AS count FROM messages WHERE id > $1', [idAt(now - minute)]),
    read.get<{ count: number }>('SELECT COUNT(DISTINCT user_id) AS count FROM presences WHERE online_until > $1', [
      now,
    ]),
    read.all<{ reason: string; count: number; oldest: number }>(
      "SELECT reason, COUNT(*) AS count, MIN(created_at) AS oldest FROM cases WHERE state = 'open' GROUP BY reason ORDER BY reason",
    ),
    read.get<{ appeals: number; takedowns: number }>(
      `SELECT (SELECT COUNT(*) FROM appeals WHERE state = 'open') AS appeals,
         (SELECT COUNT(*) FROM takedowns WHERE state = 'open') AS takedowns`,
    ),
    readJobHealth(context),
    readDisk(context.instance.dataFolder),
  ])
  return {
    counts,
    messagesPerMinute: messages!.count,
    online: online!.count,
    waiting: queue.reduce((sum, row) => sum + row.count, 0),
    queue: queue.map(({ reason, count, oldest }) => ({
      reason,
      count,
      oldestSeconds: Math.max(0, Math.round((now - oldest) / 1000)),
    })),
    ...waiting!,
    jobs,
    disk,
  }
}

async function countRows(context: Context): Promise<Record<string, number>> {
  const before = kept.get(context.db)
  if (before !== undefined && Math.abs(context.now() - before.at) < keptMs) return before.counts
  const counts = (await context.db.read.get<Record<string, number>>(
    `SELECT (SELECT COUNT(*) FROM users WHERE status <> 'deleted') AS users, (SELECT COUNT(*) FROM posts) AS posts,
       (SELECT COUNT(*) FROM comments) AS comments, (SELECT COUNT(*) FROM messages) AS messages,
       (SELECT COUNT(*) FROM videos) AS videos`,
  ))!
  kept.set(context.db, { at: context.now(), counts })
  return counts
}

async function readJobHealth(context: Context): Promise<ServiceStats['jobs']> {
  const jobs = await context.db.read.all<{ name: string; pausedAt: number | null; outcome: string | null }>(
    `SELECT j.name, j.paused_at, (SELECT r.outcome FROM job_runs r WHERE r.job = j.name ORDER BY r.id DESC LIMIT 1) AS outcome
     FROM jobs j ORDER BY j.name`,
  )
  return {
    failing: jobs.filter(({ outcome }) => outcome === 'failed').map(({ name }) => name),
    paused: jobs.filter(({ pausedAt }) => pausedAt !== null).map(({ name }) => name),
  }
}

async function readDisk(folder: string): Promise<ServiceStats['disk']> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder)
    return { free: bavail * bsize, size: blocks * bsize }
  } catch {
    return null
  }
}

/** An id smaller than every one made from this moment on: UUIDv7 begins with the milliseconds. */
function idAt(at: number): string {
  const hex = at.toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}`
}
