import { hour } from '../../../lib/clock.ts'
import type { Context } from '../../context.ts'
import type { VideoCategory } from '../categories/category.ts'
import { enabledCategories, regionsOf } from '../categories/read-categories.ts'
import { addSources, type NewSource, type SourceKind } from './source.ts'

/** Brings the list of charts and searches in line with the categories and regions as they are now. */
export async function planSources(context: Context): Promise<void> {
  const categories = await enabledCategories(context)
  const wanted = [...charts(context, categories), ...searches(context, categories), ...allowed(context, categories)]
  const ids = new Set(wanted.map(({ id }) => id))
  const stored = await context.db.read.all<{ id: string; kind: SourceKind; category: string | null }>(
    `SELECT id, kind, category FROM video_sources`,
  )
  const known = new Set(stored.map(({ id }) => id))
  const slugs = new Set(categories.map(({ slug }) => slug))
  const missing = wanted.filter(({ id }) => !known.has(id))
  const surplus = stored.filter(({ id, kind, category }) =>
    kind === 'uploads' ? category !== null && !slugs.has(category) : !ids.has(id),
  )
  if (missing.length === 0 && surplus.length === 0) return
  await context.db.transaction(async (unit) => {
    await addSources(unit, context, missing)
    for (const { id } of surplus) await unit.run('DELETE FROM video_sources WHERE id = $1', [id])
  })
}

function charts(context: Context, categories: readonly VideoCategory[]): NewSource[] {
  const slices = new Map<string, NewSource>()
  const add = (region: string, youtubeCategory: string | null): void => {
    const id = `chart:${region}:${youtubeCategory ?? ''}`
    slices.set(id, { ...blank, id, kind: 'chart', region, youtubeCategory, nextAt: context.now() })
  }
  for (const category of categories) {
    for (const region of regionsOf(context, category)) {
      for (const youtubeCategory of category.youtubeCategories) add(region, youtubeCategory)
      add(region, null)
    }
  }
  return [...slices.values()]
}

function searches(context: Context, categories: readonly VideoCategory[]): NewSource[] {
  return categories.flatMap((category) =>
    regionsOf(context, category).flatMap((region) =>
      (['short', 'long'] as const).map(
        (kind): NewSource => ({
          ...blank,
          id: `search:${category.slug}:${region}:${kind}`,
          kind: 'search',
          region,
          category: category.slug,
          youtubeCategory: kind,
          nextAt: context.now(),
        }),
      ),
    ),
  )
}

function allowed(context: Context, categories: readonly VideoCategory[]): NewSource[] {
  return categories.flatMap((category) =>
    category.allowChannels.map((channelId) =>
      uploadsSource(context, { channelId, category: category.slug, region: regionsOf(context, category)[0] ?? '' }, 0),
    ),
  )
}

const blank = { category: null, youtubeCategory: null, channelId: null }

/** The source that a channel's uploads are; `turn` spreads first looks over half a day. */
export function uploadsSource(
  context: Context,
  channel: { channelId: string; category: string; region: string },
  turn: number,
): NewSource {
  return {
    ...blank,
    id: `uploads:${channel.channelId}`,
    kind: 'uploads',
    region: channel.region,
    category: channel.category,
    channelId: channel.channelId,
    nextAt: context.now() + (turn % 12) * hour,
  }
}
