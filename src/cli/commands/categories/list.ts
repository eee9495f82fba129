import type { VideoCategory } from '../../api-types.ts'
import { listCommand } from '../../list-command.ts'
import { id, number, text } from '../../output/columns.ts'

export const { define: defineList, run: runList } = listCommand<VideoCategory>({
  path: '/admin/categories',
  paged: false,
  columns: [
    id('Id', (category) => category.id),
    text('Name', (category) => category.name),
    text('On', (category) => category.enabled),
    number('Videos', (category) => category.videos),
    text('Regions', (category) => category.regions.join(' '), { drop: 1 }),
    text('YouTube', (category) => category.youtubeCategories.join(' '), { drop: 2 }),
  ],
  empty: 'No categories.',
  next: (first) => `momentum categories set ${first.id} --off --reason "…"`,
})
