import type { Unit } from '../../db/unit.ts'
import type { Context } from '../context.ts'
import { failure, invalidField } from '../errors.ts'
import { type MediaPurpose, type MediaScope, type MediaState, mediaById } from './facts.ts'
import { newPublicPath } from './public-path.ts'
import { removeMedia } from './remove.ts'

/** What an item belongs to: `post` and its id, `message` and its id, `photo` and the person's id. */
export interface MediaAttachment {
  type: 'post' | 'message' | 'photo'
  id: string
}

export interface BindMediaInput {
  mediaIds: readonly string[]
  ownerId: string
  purpose: MediaPurpose
  attachedTo: MediaAttachment
  /** Who may fetch the files from now on. */
  scope: MediaScope
  /** The conversation, for the scope `conversation`. */
  scopeId?: string
  /** The field that names the items, for failures. Default `media`. */
  field?: string
}

/**
 * Attaches a person's own uploads to what they were made for, each of them once. In the unit that stores it. Throws
 * `media_not_ready`, and `validation_failed` for items that are not theirs, for something else, or in use.
 */
export async function bindMedia(unit: Unit, context: Context, input: BindMediaInput): Promise<void> {
  const { attachedTo, field = 'media' } = input
  for (const [index, id] of input.mediaIds.entries()) {
    const path = `${field}.${index}`
    const bound = await unit.run(
      `UPDATE media SET attached_type = $2, attached_id = $3, scope = $4, scope_id = $5, expires_at = NULL
       WHERE id = $1 AND owner_id = $6 AND purpose = $7 AND state = 'ready' AND attached_type IS NULL
         AND (expires_at IS NULL OR expires_at > $8)`,
      [
        id,
        attachedTo.type,
        attachedTo.id,
        input.scope,
        input.scopeId ?? null,
        input.ownerId,
        input.purpose,
        context.now(),
      ],
    )
    if (bound === 0) await refuse(unit, input, id, path)
  }
}

async function refuse(unit: Unit, input: BindMediaInput, id: string, path: string): Promise<never> {
  const item = await unit.row(mediaById, [id])
  if (item === undefined || item.ownerId !== input.ownerId)
    throw invalidField(path, 'There is no such upload of yours.')
  if (item.purpose !== input.purpose) throw invalidField(path, `This was uploaded for a ${item.purpose}.`)
  if (item.attachedType !== null) throw invalidField(path, 'This upload is in use already.')
  if (item.state === 'ready') throw invalidField(path, 'There is no such upload of yours.')
  throw failure('media_not_ready', notReady[item.state], { extra: { mediaId: id, state: item.state } })
}

const notReady: Record<Exclude<MediaState, 'ready'>, string> = {
  processing: 'An upload is still being converted; wait for media.ready.',
  failed: 'An upload could not be converted; leave it out or upload another.',
}

/** Removes everything attached there: rows in this unit, files once it is committed. Answers how many items there were. */
export async function releaseMedia(unit: Unit, context: Context, attachedTo: MediaAttachment): Promise<number> {
  const items = await unit.all<{ id: string }>(
    'SELECT id FROM media WHERE attached_type = $1 AND attached_id = $2 ORDER BY id',
    [attachedTo.type, attachedTo.id],
  )
  await removeMedia(
    unit,
    context,
    items.map((item) => item.id),
  )
  return items.length
}

/**
 * Sets who may fetch what is attached there, and gives each item a new address: the old one answers 404 from this commit
 * on. For what is hidden (`owner`), shown again, or made narrower.
 */
export async function changeMediaScope(
  unit: Unit,
  _context: Context,
  attachedTo: MediaAttachment,
  scope: MediaScope,
): Promise<void> {
  const items = await unit.all<{ id: string }>(
    'SELECT id FROM media WHERE attached_type = $1 AND attached_id = $2 ORDER BY id',
    [attachedTo.type, attachedTo.id],
  )
  for (const { id } of items) {
    await unit.run('UPDATE media SET scope = $2, public_path = $3 WHERE id = $1', [id, scope, newPublicPath()])
  }
}
