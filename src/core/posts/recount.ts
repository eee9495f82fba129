import type { Flag } from '../../db/sql.ts'
import type { Unit } from '../../db/unit.ts'
import type { Context } from '../context.ts'
import { countsSql } from './comment-counts.ts'

/** A count that differed from the rows, and what it was set to. */
export interface RecountedPosts {
  table: 'posts' | 'comments' | 'users'
  id: string
  field: string
  was: number
  is: number
}

// Each column beside what the rows say. A person's own counts hold what no operator has hidden; those of posts and
// comments what people wrote and did whose accounts are active.
const counted = {
  comments: {
    isCounted: ['comments.is_counted', countsSql],
  },
  replies: {
    repliesCount: [
      'comments.replies_count',
      `(SELECT COUNT(*) FROM comments r WHERE r.post_id = comments.post_id AND r.thread_id = comments.id AND r.is_counted)`,
    ],
    reactionsCount: [
      'comments.reactions_count',
      `(SELECT COUNT(*) FROM comment_reactions x JOIN users xu ON xu.id = x.user_id
        WHERE x.comment_id = comments.id AND xu.status = 'active')`,
    ],
  },
  posts: {
    reactionsCount: [
      'posts.reactions_count',
      `(SELECT COUNT(*) FROM reactions x JOIN users xu ON xu.id = x.user_id
        WHERE x.post_id = posts.id AND xu.status = 'active')`,
    ],
    commentsCount: [
      'posts.comments_count',
      '(SELECT COUNT(*) FROM comments c WHERE c.post_id = posts.id AND c.is_counted)',
    ],
  },
  users: {
    postsCount: [
      'users.posts_count',
      '(SELECT COUNT(*) FROM posts p WHERE p.author_id = users.id AND p.hidden_at IS NULL)',
    ],
    publicPostsCount: [
      'users.public_posts_count',
      `(SELECT COUNT(*) FROM posts p WHERE p.author_id = users.id AND p.hidden_at IS NULL AND p.visibility = 'public')`,
    ],
  },
} as const satisfies Record<string, Record<string, readonly [column: string, truth: string]>>

/** The order matters: what counts as a comment is put right before comments are counted. */
const steps = [
  { table: 'comments', fields: counted.comments },
  { table: 'comments', fields: counted.replies },
  { table: 'posts', fields: counted.posts },
  { table: 'users', fields: counted.users },
] as const

const batch = 200

/**
 * Counts reactions, comments, replies and posts anew and answers what differed; with `repair` it is put right. It goes
 * through the tables in batches, each a unit of its own, so that a running server is not held up.
 */
export async function recountPosts(context: Context, options: { repair: boolean }): Promise<RecountedPosts[]> {
  const wrong: RecountedPosts[] = []
  for (const { table, fields } of steps) {
    for (let after = ''; ; ) {
      const from = after
      const rows = await (options.repair
        ? context.write((unit) => repairBatch(unit, table, fields, from))
        : context.db.read.all<Row>(select(table, fields), [from, batch]))
      wrong.push(...rows.flatMap((row) => differences(table, fields, row)))
      if (rows.length < batch) break
      after = rows.at(-1)!.id
    }
  }
  return wrong
}

type Table = RecountedPosts['table']
type Fields = Readonly<Record<string, readonly [column: string, truth: string]>>
type Row = { id: string } & Record<string, string | number | Flag>

function select(table: Table, fields: Fields): string {
  const columns = Object.values(fields).map(
    ([column, truth], index) => `${column} AS was${index}, ${truth} AS is${index}`,
  )
  return `SELECT ${table}.id, ${columns.join(', ')} FROM ${table} WHERE ${table}.id > $1 ORDER BY ${table}.id LIMIT $2`
}

async function repairBatch(unit: Unit, table: Table, fields: Fields, after: string): Promise<Row[]> {
  if (unit.dialect === 'postgres') {
    await unit.all(`SELECT id FROM ${table} WHERE id > $1 ORDER BY id LIMIT $2 FOR NO KEY UPDATE`, [after, batch])
  }
  const rows = await unit.all<Row>(select(table, fields), [after, batch])
  for (const row of rows) {
    if (differences(table, fields, row).length === 0) continue
    const sets = Object.values(fields).map(([column, truth]) => `${column.split('.')[1]} = ${truth}`)
    await unit.run(`UPDATE ${table} SET ${sets.join(', ')} WHERE id = $1`, [row.id])
  }
  return rows
}

function differences(table: Table, fields: Fields, row: Row): RecountedPosts[] {
  return Object.keys(fields).flatMap((field, index) => {
    const [was, is] = [Number(row[`was${index}`]), Number(row[`is${index}`])]
    return was === is ? [] : [{ table, id: row.id, field, was, is }]
  })
}
