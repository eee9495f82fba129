import type { Reader } from '../../../db/sql.ts'
import type { Unit } from '../../../db/unit.ts'
import type { Context } from '../../context.ts'
import type { EventBus } from '../../events.ts'
import { type FilterEffect, filtersInUse, findImageFilters, hasImageFilters } from '../../filters/index.ts'
import { attachedHashes, attachedWords } from '../../media/index.ts'
import { hideAutomatically } from '../cases/hide-by-score.ts'
import { openCase } from '../cases/open-case.ts'
import { filterReason } from '../cases/reasons.ts'
import type { Subject } from '../cases/subjects.ts'

interface Written extends Subject {
  type: 'user' | 'post' | 'comment' | 'message'
}

/** Asks the filters about everything that people write, in the unit that stores it. */
export function subscribeFilters(events: EventBus): void {
  const check = (type: Written['type'], id: string, authorId: string, unit: Unit, context: Context) =>
    filterContent(unit, context, { type, id }, authorId)
  for (const event of ['post.published', 'post.edited'] as const) {
    events.subscribe(event, (unit, context, { postId, authorId }) => check('post', postId, authorId, unit, context))
  }
  for (const event of ['comment.created', 'comment.edited'] as const) {
    events.subscribe(event, (unit, context, { commentId, authorId }) =>
      check('comment', commentId, authorId, unit, context),
    )
  }
  for (const event of ['message.sent', 'message.edited'] as const) {
    events.subscribe(event, (unit, context, { messageId, senderId }) =>
      check('message', messageId, senderId, unit, context),
    )
  }
  for (const event of ['profile.changed', 'photo.changed'] as const) {
    events.subscribe(event, (unit, context, { userId }) => check('user', userId, userId, unit, context))
  }
  // Whoever tries to bring back what was removed is shown to operators.
  events.subscribe('media.refused', async (unit, context, { ownerId }) => {
    await openCase(unit, context, { subject: { type: 'user', id: ownerId }, userId: ownerId, reason: filterReason })
  })
}

const strength: Record<FilterEffect, number> = { flag: 0, hold: 1, hide: 2 }

/** Carries out the strongest of the filters that find something. A profile is never hidden, only shown to operators. */
async function filterContent(unit: Unit, context: Context, subject: Written, authorId: string): Promise<void> {
  const found = await findMatching(unit, context, subject)
  if (found.length === 0) return
  for (const { id } of found) await unit.run('UPDATE filters SET matches_count = matches_count + 1 WHERE id = $1', [id])
  const effect = found
    .map((filter) => filter.effect)
    .reduce((one, other) => (strength[one] >= strength[other] ? one : other))
  const isHidden = effect !== 'flag' && subject.type !== 'user'
  const opened =
    effect === 'hide' && isHidden
      ? null
      : await openCase(unit, context, { subject, userId: authorId, reason: filterReason })
  if (!isHidden || (await isHiddenAlready(unit, subject))) return
  const reason =
    effect === 'hold'
      ? 'A filter found something in it; it stays hidden until an operator has looked at it.'
      : 'A filter found something in it that is against the rules.'
  await hideAutomatically(unit, context, {
    caseId: opened?.id ?? null,
    subject,
    userId: authorId,
    actor: 'filter',
    reason,
  })
}

async function findMatching(
  unit: Unit,
  context: Context,
  subject: Written,
): Promise<{ id: string; effect: FilterEffect }[]> {
  const filters = await filtersInUse(unit)
  const asksPictures = filters.length > 0 || (await hasImageFilters(unit))
  const imageHashes = asksPictures ? await readImageHashes(unit, subject) : []
  const imageDistance = context.settings.get('moderation.imageDistance')
  const images = await findImageFilters(unit, imageHashes, imageDistance)
  if (filters.length === 0) return images
  const { text } = (await unit.get<{ text: string }>(texts[subject.type], [subject.id])) ?? { text: '' }
  const input = { text: `${text ?? ''}${await readWordsOfMedia(unit, subject)}`, imageHashes, imageDistance }
  return [...filters.filter(({ matches }) => matches(input)), ...images]
}

const tables = { post: 'posts', comment: 'comments', message: 'messages', user: null } as const

// An edit of what is hidden is no further decision.
async function isHiddenAlready(reader: Reader, { type, id }: Written): Promise<boolean> {
  const table = tables[type]
  if (table === null) return false
  return (await reader.get(`SELECT id FROM ${table} WHERE id = $1 AND hidden_at IS NOT NULL`, [id])) !== undefined
}

const texts: Record<Written['type'], string> = {
  user: `SELECT display_name || '\n' || bio || '\n' || COALESCE(link, '') AS text FROM users WHERE id = $1`,
  post: 'SELECT caption AS text FROM posts WHERE id = $1',
  comment: 'SELECT text FROM comments WHERE id = $1',
  message: 'SELECT text FROM messages WHERE id = $1',
}

const attachments = { post: 'post', message: 'message', user: 'photo', comment: null } as const

async function readImageHashes(reader: Reader, { type, id }: Written): Promise<string[]> {
  const attached = attachments[type]
  return attached === null ? [] : ((await attachedHashes(reader, attached, [id])).get(id) ?? [])
}

// What pictures are said to show is read by people too.
async function readWordsOfMedia(reader: Reader, { type, id }: Written): Promise<string> {
  const attached = attachments[type]
  return attached === null ? '' : ((await attachedWords(reader, attached, [id])).get(id) ?? '')
}
