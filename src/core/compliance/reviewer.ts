import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { newId } from '../../lib/ids.ts'
import { acceptAllRequired, markDeleted } from '../accounts/index.ts'
import type { Person } from '../actor.ts'
import { recordAudit } from '../audit/index.ts'
import { sendMessage, startConversation } from '../chat/index.ts'
import type { Context } from '../context.ts'
import { failure } from '../errors.ts'
import { newIncomingPath, storeUpload } from '../media/index.ts'
import { createPerson } from '../moderation/index.ts'
import { followPerson } from '../people/index.ts'
import { publishPost, writeComment } from '../posts/index.ts'
import { drawGradient } from './draw-gradient.ts'

/** What the reviewers of a store sign in with. */
export interface ReviewerAccount {
  username: string
  password: string
  /** The account that the sample content is from. */
  companion: string
}

/** Gives a context to somebody, as the doors do. */
export type ContextFor = (person: Person) => Context

/**
 * Makes an account for the reviewers of a store, and a second one that has posted, written and followed, so that every
 * screen has something to show, also for reporting and blocking. Nothing else differs from other accounts. Throws
 * `conflict` when there is one already.
 */
export async function makeReviewer(
  context: Context,
  contextFor: ContextFor,
  email: string | null,
): Promise<ReviewerAccount> {
  if ((await findReviewers(context)).length > 0) {
    throw failure('conflict', 'There is a reviewer account already; remove it first.')
  }
  const ending = randomBytes(3).toString('hex')
  const password = randomBytes(15).toString('base64url')
  const reviewer = await makePerson(
    context,
    `reviewer_${ending}`,
    email ?? `reviewer-${ending}@reviewer.invalid`,
    password,
  )
  const other = `sample_${ending}`
  const companion = await makePerson(context, other, `${other}@reviewer.invalid`, randomBytes(24).toString('base64url'))
  await addSamples(contextFor(reviewer), contextFor(companion))
  return { username: reviewer.username, password, companion: companion.username }
}

async function makePerson(context: Context, username: string, email: string, password: string): Promise<Person> {
  const displayName = username.startsWith('reviewer') ? 'App review' : 'Sample content'
  const reason = 'for the reviewers of the app store'
  const { id } = await createPerson(context, { username, email, password, displayName, role: 'user', reason })
  await context.write(async (unit) => {
    await acceptAllRequired(unit, context, id)
    await recordAudit(unit, context, {
      action: 'reviewer.create',
      subjectType: 'user',
      subjectId: id,
      subjectName: username,
      reason,
      before: null,
      after: { username },
    })
  })
  return {
    kind: 'person',
    userId: id,
    username,
    role: 'user',
    sessionId: newId(context.now()),
    scope: 'full',
    silencedUntil: null,
    secondFactorDueAt: null,
  }
}

const captions = ['A sample post to report, hide or comment on #sample', 'Another one, to like and to save #sample']

async function addSamples(reviewer: Context, companion: Context): Promise<void> {
  const [reviewerName, companionName] = [nameOf(reviewer), nameOf(companion)]
  await followPerson(reviewer, companionName)
  await followPerson(companion, reviewerName)
  const posts: string[] = []
  for (const [index, caption] of captions.entries()) posts.push(await post(companion, index, caption))
  await post(reviewer, 2, 'A post of your own, to edit or to delete #sample')
  await writeComment(companion, posts[0]!, { text: 'A sample comment, to reply to or to report.' })
  const { conversationId } = await startConversation(companion, { username: reviewerName })
  for (const [index, text] of ['Hello! This is a sample conversation.', 'Messages can be reported, too.'].entries()) {
    await sendMessage(companion, conversationId, { clientId: `sample-${index}`, text })
  }
}

async function post(context: Context, index: number, caption: string): Promise<string> {
  const { userId: ownerId } = context.actor as Person
  const path = await newIncomingPath(context, '.png')
  await writeFile(path, drawGradient(960, 720, index), { mode: 0o600 })
  const { mediaId } = await storeUpload(context, { ownerId, path, purpose: 'post', alt: 'A gradient of two colours' })
  const { postId } = await publishPost(context, {
    caption,
    media: [mediaId],
    visibility: 'public',
    sensitive: false,
    commentsFrom: 'everyone',
  })
  return postId
}

function nameOf({ actor }: Context): string {
  return (actor as Person).username
}

/**
 * Deletes the reviewer account and its samples: gone from view at once, erased by the job within the hour. Answers the
 * user names.
 */
export async function removeReviewer(context: Context): Promise<string[]> {
  const found = await findReviewers(context)
  for (const { id: userId, username } of found) {
    await context.write(async (unit) => {
      await markDeleted(unit, context, { userId, by: 'operator' })
      await unit.run('UPDATE users SET erase_after = $2 WHERE id = $1', [userId, context.now()])
      await recordAudit(unit, context, {
        action: 'reviewer.remove',
        subjectType: 'user',
        subjectId: userId,
        subjectName: username,
        reason: 'the review is over',
        before: { username },
        after: null,
      })
    })
  }
  return found.map(({ username }) => username)
}

// By the audit log, which cannot be changed: nobody can be erased by taking a name.
function findReviewers({ db }: Context): Promise<{ id: string; username: string }[]> {
  return db.read.all(
    `SELECT u.id, u.username FROM users u WHERE u.status <> 'deleted' AND u.id IN
       (SELECT subject_id FROM audit_entries WHERE action = 'reviewer.create' AND subject_type = 'user') ORDER BY u.id`,
  )
}
