import type { AdminVideo } from '../../api-types.ts'
import { listCommand } from '../../list-command.ts'
import { videoColumns } from './columns.ts'

export const { define: defineList, run: runList } = listCommand<AdminVideo>({
  arguments: [{ name: 'query', summary: 'words in the title or channel', optional: true }],
  flags: [
    { flags: '--kind <kind>', summary: 'short or long', choices: ['short', 'long'], query: 'kind' },
    { flags: '--category <category>', summary: 'only this category', query: 'category' },
    { flags: '--region <region>', summary: 'only this region, such as DE', query: 'region' },
    { flags: '--state <state>', summary: 'visible or hidden', query: 'state' },
  ],
  examples: ['momentum videos list --kind short --category music'],
  path: '/admin/videos',
  query: ({ args }) => ({ query: args[0] }),
  columns: videoColumns,
  empty: 'No videos like that. `momentum jobs list` shows when they are fetched.',
})
