import type { Binding } from '../../bindings.ts'
import type { UserDetail } from '../../console-shapes.ts'
import type { ScreenTools } from '../../frame/screen.ts'
import type { RecordControls } from '../../list/record-screen.tsx'
import { personBindings } from '../person-bindings.ts'

/** The acts on this person, and the way to what they posted. */
export function userBindings(tools: ScreenTools, controls: RecordControls<UserDetail>): Binding[] {
  const user = () => controls.state.get().record
  const targets = () => {
    const record = user()
    return record === null ? [] : [{ id: record.id, name: record.username }]
  }
  const notThere = () => (user() === null ? 'not loaded' : null)
  const show = (screen: string) => () => {
    const record = user()
    if (record !== null) tools.go({ screen, id: record.username })
  }
  return [
    ...personBindings(tools, targets, () => void controls.load()),
    { keys: ['P'], label: 'posts', group: 'go', run: show('posts'), whyDisabled: notThere },
    { keys: ['M'], label: 'comments', group: 'go', run: show('comments'), whyDisabled: notThere },
    { keys: ['A'], label: 'audit', group: 'go', run: show('audit'), whyDisabled: notThere },
  ]
}
