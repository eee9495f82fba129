import { z } from 'zod'
import type { Unit } from '../../db/unit.ts'
import { personOf } from '../actor.ts'
import type { Context } from '../context.ts'
import { failure, invalidField, notFound } from '../errors.ts'
import type { MediaAttachment } from './bind.ts'
import { lockMedia, type MediaFacts, mediaById } from './facts.ts'
import { altField } from './fields.ts'

export const describeMediaInput = z.strictObject({
  alt: altField.nullable().describe('What it shows, in words; null for none.'),
})

export type DescribeMediaInput = z.output<typeof describeMediaInput>

/**
 * Says in words what an upload of the person who acts shows, until something takes it: so that it can be on its way while
 * somebody still writes. Throws `not_found`, and `forbidden` once a post or message has it.
 */
export async function describeMedia(context: Context, mediaId: string, { alt }: DescribeMediaInput): Promise<void> {
  const { userId } = personOf(context.actor)
  await context.write(async (unit) => {
    await lockMedia(unit, mediaId)
    const item = await unit.row(mediaById, [mediaId])
    if (item === undefined || item.ownerId !== userId || item.purpose === 'photo') throw notFound()
    if (item.attachedType !== null) throw failure('forbidden', 'What has been published or sent stays as it is.')
    await setAlt(unit, mediaId, JSON.parse(item.facts) as MediaFacts, alt)
  })
}

/** What something attached shows, in other words than before. */
export interface Description {
  id: string
  alt: string | null
}

/**
 * Says anew what items show that are attached somewhere; answers whether that changed anything. What is held for a case
 * keeps its words. Throws `validation_failed` for what is not attached there.
 */
export async function describeAttached(
  unit: Unit,
  attachedTo: MediaAttachment,
  descriptions: readonly Description[],
): Promise<boolean> {
  let hasChanged = false
  for (const [index, { id, alt }] of descriptions.entries()) {
    await lockMedia(unit, id)
    const item = await unit.row(mediaById, [id])
    if (item === undefined || item.attachedType !== attachedTo.type || item.attachedId !== attachedTo.id) {
      throw invalidField(`media.${index}.id`, `The ${attachedTo.type} has no such item.`)
    }
    hasChanged = (await setAlt(unit, id, JSON.parse(item.facts) as MediaFacts, alt)) || hasChanged
  }
  return hasChanged
}

async function setAlt(unit: Unit, mediaId: string, facts: MediaFacts, words: string | null): Promise<boolean> {
  const alt = words === '' ? null : words
  if (alt === facts.alt) return false
  await unit.run('UPDATE media SET facts = $2 WHERE id = $1', [mediaId, JSON.stringify({ ...facts, alt })])
  return true
}
