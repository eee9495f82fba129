import type { AdminVideo } from '../../api-types.ts'
import { api } from '../../command.ts'
import { showCommand } from '../../show-command.ts'
import { videoColumns } from './columns.ts'

export const { define: defineShow, run: runShow } = showCommand<AdminVideo>({
  arguments: [{ name: 'id', summary: "YouTube's id of the video" }],
  path: ({ args }) => api`/admin/videos/${args[0]!}`,
  fields: videoColumns,
  next: (video) => [
    video.state === 'hidden' ? `momentum videos restore ${video.id}` : `momentum videos hide ${video.id} --reason "…"`,
  ],
})
