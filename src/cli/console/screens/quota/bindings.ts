import type { Binding } from '../../bindings.ts'
import type { ScreenTools } from '../../frame/screen.ts'

/** From what was spent to those who spend it. */
export function quotaBindings(tools: ScreenTools): Binding[] {
  return [{ keys: ['J'], label: 'jobs', group: 'go', shown: 'footer', run: () => tools.go({ screen: 'jobs' }) }]
}
