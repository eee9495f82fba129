import { actCommand } from '../../act-command.ts'
import type { AdminJob, ChangeAnswer } from '../../api-types.ts'
import { api } from '../../command.ts'
import { jobsArgument } from './columns.ts'

export const { define: defineRun, run: runRun } = actCommand<AdminJob & ChangeAnswer>({
  arguments: [jobsArgument],
  path: (name) => api`/admin/jobs/${name}/run`,
  reason: 'required',
  confirm: 'no',
  done: (_, name) => `${name} will run at once. See how it went: momentum jobs runs ${name}`,
})
