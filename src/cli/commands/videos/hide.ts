import { actCommand } from '../../act-command.ts'
import type { AdminVideo, ChangeAnswer } from '../../api-types.ts'
import { api } from '../../command.ts'
import { idsArgument } from '../specs.ts'

export const { define: defineHide, run: runHide } = actCommand<AdminVideo & ChangeAnswer>({
  arguments: [{ ...idsArgument, summary: "YouTube's id of the video" }],
  path: (id) => api`/admin/videos/${id}/hide`,
  reason: 'required',
  confirm: 'no',
  done: (_, id) => `The video ${id} is out of the feed.`,
})
