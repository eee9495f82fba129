import type { Binding } from '../../bindings.ts'
import type { JobRow } from '../../console-shapes.ts'
import type { ScreenTools } from '../../frame/screen.ts'
import type { ListControls } from '../../list/list-controls.ts'
import { actBinding } from '../act-binding.ts'

/** Running a job now, pausing and resuming it, and its runs. */
export function jobsBindings(tools: ScreenTools, list: ListControls<JobRow>): Binding[] {
  const common = {
    many: 'jobs',
    shown: 'footer' as const,
    targets: () => list.targets().map((job) => ({ id: job.name, name: job.name })),
    after: () => {
      list.clearMarks()
      void list.rows.refresh()
    },
  }
  const isPaused = () => list.selected()?.state === 'paused'
  return [
    {
      keys: ['enter'],
      label: 'open',
      group: 'go',
      shown: 'footer',
      run: () => {
        const job = list.selected()
        if (job !== null) tools.go({ screen: 'jobs', id: job.name })
      },
    },
    actBinding(tools, { ...common, key: 'X', label: 'run now', act: 'jobs.run', verb: 'Run', did: 'asked to run' }),
    actBinding(tools, {
      ...common,
      key: 'z',
      label: 'pause',
      act: 'jobs.pause',
      verb: 'Pause',
      did: 'paused',
      whyDisabled: () => (isPaused() ? 'it is paused; Z resumes it' : null),
    }),
    actBinding(tools, {
      ...common,
      key: 'Z',
      label: 'resume',
      act: 'jobs.resume',
      verb: 'Resume',
      did: 'resumed',
      whyDisabled: () => (isPaused() ? null : 'it is not paused'),
    }),
  ]
}
