import { z } from 'zod'
import { type PlannedChange, recordAudit } from '../../audit/index.ts'
import type { Context } from '../../context.ts'
import { invalidField } from '../../errors.ts'
import {
  type CategoryConfig,
  categoryConfig,
  categoryFields,
  categorySlug,
  type VideoCategory,
} from '../categories/category.ts'
import { readCategories } from '../categories/read-categories.ts'
import { allCategories } from '../ingest/admission.ts'
import { refileAllVideos } from '../ingest/refile-videos.ts'

/** What is to be changed of a category; what is left out stays. An id that is new makes a new category. */
export const setCategoryInput = z.strictObject({
  id: categorySlug.refine((slug) => slug !== allCategories, 'This id means every category.'),
  ...z.object(categoryFields).partial().shape,
})

export type SetCategoryInput = z.output<typeof setCategoryInput>

/** What the videos of a new category have in common must be said; the rest has a default. */
const emptyCategory: CategoryConfig = {
  name: '',
  enabled: true,
  youtubeCategories: [],
  regions: [],
  phrases: {},
  allowChannels: [],
  denyChannels: [],
  denyWords: [],
  kidsOnly: false,
}

/**
 * Changes a category or adds one, and files the stored videos anew, so that what no longer belongs is gone from the feed
 * when this answers. Throws `validation_failed` for a new one without name, or without anything to find videos by.
 */
export async function setCategory(
  context: Context,
  input: SetCategoryInput,
  reason: string,
): Promise<{ auditId: string; id: string }> {
  const auditId = await context.write(async (unit) => {
    const { before, after } = changed(await readCategories(context, unit), input)
    await unit.run(
      `INSERT INTO video_categories (slug, config, updated_at) VALUES ($1, $2, $3)
       ON CONFLICT (slug) DO UPDATE SET config = excluded.config, updated_at = excluded.updated_at`,
      [input.id, JSON.stringify(after), context.now()],
    )
    return recordAudit(unit, context, {
      action: 'category.set',
      subjectType: 'video_category',
      subjectId: input.id,
      reason,
      before: before === null ? null : { ...before },
      after: { ...after },
    })
  })
  await refileAllVideos(context)
  return { auditId, id: input.id }
}

/** What the change would do. Throws as `setCategory` does. */
export async function planCategory(context: Context, input: SetCategoryInput): Promise<PlannedChange[]> {
  const { before, after } = changed(await readCategories(context), input)
  const subject = { type: 'video_category', id: input.id, name: after.name }
  return [{ action: 'category.set', subject, before: before === null ? null : { ...before }, after: { ...after } }]
}

function changed(
  categories: readonly VideoCategory[],
  input: SetCategoryInput,
): { before: CategoryConfig | null; after: CategoryConfig } {
  const { id, ...patch } = input
  const found = categories.find(({ slug }) => slug === id)
  const { slug: _, ...before } = found ?? { slug: id, ...emptyCategory }
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
  const after = categoryConfig.parse({
    ...before,
    ...given,
    ...(found || patch.name !== undefined ? {} : { name: '-' }),
  })
  if (found) return { before, after }
  if (patch.name === undefined) throw invalidField('name', 'A new category needs a name.')
  const hasSource = after.youtubeCategories.length > 0 || Object.keys(after.phrases).length > 0
  if (!hasSource) throw invalidField('youtubeCategories', 'A new category needs YouTube categories or phrases.')
  return { before: null, after }
}

/** Every category with how many videos its feeds hold. */
export async function listCategories(context: Context): Promise<(VideoCategory & { videos: number })[]> {
  const counts = await context.db.read.all<{ category: string; count: number }>(
    'SELECT category, count(DISTINCT youtube_id) AS count FROM video_feed GROUP BY category',
  )
  const byCategory = new Map(counts.map(({ category, count }) => [category, count]))
  return (await readCategories(context)).map((category) => ({
    ...category,
    videos: byCategory.get(category.slug) ?? 0,
  }))
}
