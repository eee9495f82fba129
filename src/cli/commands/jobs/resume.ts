import { actCommand } from '../../act-command.ts'
import type { AdminJob, ChangeAnswer } from '../../api-types.ts'
import { api } from '../../command.ts'
import { jobsArgument } from './columns.ts'

export const { define: defineResume, run: runResume } = actCommand<AdminJob & ChangeAnswer>({
  arguments: [jobsArgument],
  path: (name) => api`/admin/jobs/${name}/resume`,
  reason: 'required',
  confirm: 'no',
  done: (_, name) => `${name} runs on its schedule again.`,
})
