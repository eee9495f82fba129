import type { Reader } from '../../../db/sql.ts'
import type { Context } from '../../context.ts'
import { categoryConfig, type VideoCategory } from './category.ts'
import { defaultCategories } from './defaults.ts'

/** Every category, the defaults first, each as operators have left it. */
export async function readCategories(context: Context, reader: Reader = context.db.read): Promise<VideoCategory[]> {
  const rows = await reader.all<{ slug: string; config: string }>(
    'SELECT slug, config FROM video_categories ORDER BY slug',
  )
  const stored = new Map<string, VideoCategory>()
  for (const { slug, config } of rows) {
    const parsed = categoryConfig.safeParse(JSON.parse(config))
    if (parsed.success) stored.set(slug, { slug, ...parsed.data })
    else context.log.warn({ category: slug }, 'a stored category cannot be read any more; its default is used')
  }
  const known = defaultCategories.map((category) => stored.get(category.slug) ?? category)
  const added = [...stored.values()].filter(({ slug }) => !defaultCategories.some((one) => one.slug === slug))
  return [...known, ...added]
}

/** The categories that are fetched and shown. */
export async function enabledCategories(context: Context, reader: Reader = context.db.read): Promise<VideoCategory[]> {
  return (await readCategories(context, reader)).filter(({ enabled }) => enabled)
}

/** The regions a category is fetched for. */
export function regionsOf(context: Context, category: VideoCategory): readonly string[] {
  const all = context.instance.videoRegions
  return category.regions.length === 0 ? all : all.filter((region) => category.regions.includes(region))
}
