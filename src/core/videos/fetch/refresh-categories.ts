import { ask, type YoutubeWork } from '../work.ts'

/** Reads which categories YouTube has in each region, and which of them videos can be in. A unit a region. */
export async function refreshCategories(on: YoutubeWork): Promise<void> {
  const { context, youtube, signal, report } = on
  for (const region of context.instance.videoRegions) {
    const asked = await ask(on, () => youtube.listVideoCategories({ regionCode: region, signal }))
    if (asked.kind === 'over') return
    if (asked.kind !== 'value') continue
    const { items } = asked.value
    await context.db.transaction(async (unit) => {
      await unit.run('DELETE FROM youtube_categories WHERE region = $1', [region])
      for (const { id, title, isAssignable } of items) {
        await unit.run(
          `INSERT INTO youtube_categories (region, id, title, is_assignable, fetched_at) VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT DO NOTHING`,
          [region, id, title, isAssignable, context.now()],
        )
      }
    })
    report.count('categories', items.length)
  }
}
