import type { Flag } from '../../db/sql.ts'
import { rowQuery } from '../../db/sql.ts'
import type { Unit } from '../../db/unit.ts'
import { failure, notFound } from '../errors.ts'
import { keepActive } from './author.ts'
import { mayCommentSql, type PostVisibility, visiblePostSql } from './post-rows.ts'

/** A post that a change is about, held until the unit ends. */
export interface HeldPost {
  id: string
  authorId: string
  visibility: PostVisibility
  caption: string
  /** Whether whoever acts may comment. */
  canComment: Flag
  isHidden: Flag
}

const columns = {
  id: 'p.id',
  authorId: 'p.author_id',
  visibility: 'p.visibility',
  caption: 'p.caption',
  canComment: mayCommentSql('$2'),
  isHidden: '(p.hidden_at IS NOT NULL)',
}

const from = 'FROM posts p JOIN users a ON a.id = p.author_id WHERE p.id = $1'
const visible = rowQuery<HeldPost & { viewerStatus: string }>(
  { ...columns, viewerStatus: '(SELECT me.status FROM users me WHERE me.id = $2)' },
  `${from} AND ${visiblePostSql('$2')}`,
)
const own = rowQuery<HeldPost>(columns, `${from} AND a.id = $2`)
const any = rowQuery<HeldPost>({ ...columns, canComment: '(1 = 0)' }, from)

/** Keeps others from changing or deleting a post until the unit ends. */
export async function lockPost(unit: Unit, postId: string): Promise<void> {
  if (unit.dialect === 'postgres') await unit.get('SELECT id FROM posts WHERE id = $1 FOR NO KEY UPDATE', [postId])
}

/** The post, if it exists for the viewer. Throws `not_found`. */
export async function holdVisiblePost(unit: Unit, viewerId: string, postId: string): Promise<HeldPost> {
  await lockPost(unit, postId)
  const post = await unit.row(visible, [postId, viewerId])
  if (post === undefined) throw notFound()
  return post
}

/**
 * The post, for somebody who is going to do something at it: their account stays as it is until the unit ends. Throws
 * `account_suspended` as `keepActive` does, and `not_found`.
 */
export async function holdPostToActAt(unit: Unit, userId: string, postId: string): Promise<HeldPost> {
  // One look tells both where nothing has to be held in an order.
  if (unit.dialect === 'sqlite') {
    const post = await unit.row(visible, [postId, userId])
    if (post?.viewerStatus === 'active') return post
  }
  await keepActive(unit, userId)
  return holdVisiblePost(unit, userId, postId)
}

/** A post of one's own, also one that an operator has hidden. Throws `forbidden` for one of others, or `not_found`. */
export async function holdOwnPost(unit: Unit, userId: string, postId: string): Promise<HeldPost> {
  await lockPost(unit, postId)
  const post = await unit.row(own, [postId, userId])
  if (post !== undefined) return post
  await holdVisiblePost(unit, userId, postId)
  throw failure('forbidden', 'This post is not yours.')
}

/** Any post, for operators. Throws `not_found`. */
export async function holdAnyPost(unit: Unit, postId: string): Promise<HeldPost> {
  await lockPost(unit, postId)
  const post = await unit.row(any, [postId])
  if (post === undefined) throw notFound()
  return post
}
