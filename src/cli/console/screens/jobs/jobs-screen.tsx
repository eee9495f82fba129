import type { ScreenDefinition } from '../../frame/screen.ts'
import { listScreen } from '../../list/list-screen.tsx'
import { jobsBindings } from './bindings.ts'
import { useJobRuns, useJobs } from './use-jobs.ts'

/** The jobs, or the runs of one. */
export const jobsScreen: ScreenDefinition = {
  name: 'jobs',
  aliases: ['job', 'runs'],
  about: 'jobs: runs, progress, run now, pause',
  takesId: 'optional',
  complete: async (tools, typed) =>
    (await tools.api.jobs()).map((job) => job.name).filter((name) => name.startsWith(typed)),
  open: (tools, name) => {
    if (name === null) {
      const list = useJobs(tools)
      return listScreen({ name: 'jobs', tools, list, bindings: jobsBindings(tools, list) })
    }
    const list = useJobRuns(tools, name)
    return listScreen({ name: 'jobs', title: () => `runs of ${name}`, tools, list, bindings: [] })
  },
}
