import type { Binding } from '../../bindings.ts'
import type { ScreenTools } from '../../frame/screen.ts'
import type { PulseControls } from './use-pulse.ts'

/** From the overview to where the work is. */
export function pulseBindings(tools: ScreenTools, controls: PulseControls): Binding[] {
  const to = (key: string, label: string, screen: string): Binding => ({
    keys: [key],
    label,
    group: 'go',
    shown: 'footer',
    run: () => tools.go({ screen }),
  })
  return [
    to('enter', 'open', 'triage'),
    to('F', 'triage', 'triage'),
    to('E', 'people', 'users'),
    to('J', 'jobs', 'jobs'),
    to('A', 'audit', 'audit'),
    to('L', 'log', 'log'),
    { keys: ['j', 'down'], label: 'down', group: 'move', run: () => controls.scroll(1) },
    { keys: ['k', 'up'], label: 'up', group: 'move', run: () => controls.scroll(-1) },
  ]
}
