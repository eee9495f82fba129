import { actCommand } from '../../act-command.ts'
import type { AdminJob, ChangeAnswer } from '../../api-types.ts'
import { api } from '../../command.ts'
import { jobsArgument } from './columns.ts'

export const { define: definePause, run: runPause } = actCommand<AdminJob & ChangeAnswer>({
  arguments: [jobsArgument],
  path: (name) => api`/admin/jobs/${name}/pause`,
  reason: 'required',
  confirm: 'no',
  done: (_, name) => `${name} is paused.`,
})
