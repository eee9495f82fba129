import type { Binding } from '../../bindings.ts'
import { openActDialog, reasonField } from '../../frame/act-dialog.tsx'
import type { ScreenTools } from '../../frame/screen.ts'
import { pictureBindings, type Reveals } from '../reveal.ts'
import {
  type DecisionAction,
  decisionCommand,
  isPossible,
  needsTyping,
  whatIsMissing,
  withNextDuration,
  withRule,
  withToggled,
} from './decision.ts'
import { picturesOf, type TriageControls } from './use-triage.ts'

const actionKeys: readonly (readonly [key: string, action: DecisionAction])[] = [
  ['h', 'hide'],
  ['d', 'delete'],
  ['w', 'warn'],
  ['m', 'silence'],
  ['s', 'suspend'],
]

/** Deciding a case: the rule, what follows, and `a`; everything else is for looking closer. */
export function triageBindings(tools: ScreenTools, triage: TriageControls, reveals: Reveals): Binding[] {
  const state = () => triage.state.get()
  const noCase = () => (triage.current() === null ? 'there is no case' : null)
  const notOurs = () => {
    if (triage.current() === null) return 'there is no case'
    return state().claimedUntil === null ? 'this case is not yours; c claims it' : null
  }
  const pictures = () => {
    const { detail } = state()
    return detail === null ? [] : picturesOf(detail)
  }
  const hasReportedPicture = () =>
    (state().detail?.evidence ?? []).some((item) => item.reported && item.pictures.length > 0)
  const link = () => (state().detail?.evidence ?? []).find((item) => item.reported)?.link ?? null
  const picture = () => pictures()[state().picture]
  const oneAtMost = () => (pictures().length < 2 ? 'there is no other picture' : null)
  const close = () => tools.open(null)

  const apply = async () => {
    const { detail, decision } = state()
    if (detail === null) return
    if (!needsTyping(decision)) return triage.apply()
    const dialog = openActDialog(
      tools,
      {
        act: null,
        title: `${[...decision.actions].join(' and ')}: ${detail.person}`,
        about: 'This cannot be taken back by itself.',
        targets: [{ id: detail.id, name: detail.person }],
        fields: [],
        dangerous: true,
        done: '',
        command: () => decisionCommand(detail, decision),
        perform: async () => {
          await triage.apply()
          return { auditId: null }
        },
      },
      close,
    )
    tools.open(dialog)
  }

  const ask = (title: string, label: string, initial: string, then: (text: string) => Promise<void> | void) => {
    const dialog = openActDialog(
      tools,
      {
        act: null,
        title,
        targets: [{ id: '', name: '' }],
        fields: [{ ...reasonField, label, initial }],
        done: '',
        perform: async (_target, { reason = '' }) => {
          await then(reason)
          return { auditId: null }
        },
      },
      close,
    )
    tools.open(dialog)
  }

  const rule: Binding = {
    keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'],
    keysLabel: '1-9',
    label: 'rule',
    group: 'act',
    shown: 'footer',
    dangerous: true,
    whyDisabled: notOurs,
    run: (key) => {
      const chosen = state().rules[Number(key) - 1]
      if (chosen === undefined) tools.tell(`there is no rule ${key}`, { role: 'warning' })
      else triage.decide((decision) => withRule(decision, chosen, state().detail?.subjectType ?? ''))
    },
  }
  const actions = actionKeys.map(
    ([key, action]): Binding => ({
      keys: [key],
      label: action,
      group: 'act',
      dangerous: true,
      whyDisabled: () => {
        const type = state().detail?.subjectType ?? ''
        return notOurs() ?? (isPossible(action, type) ? null : `a ${type} cannot be ${action}d`)
      },
      run: () => triage.decide((decision) => withToggled(decision, action)),
    }),
  )
  return [
    rule,
    {
      keys: ['a', 'enter'],
      label: 'apply',
      group: 'act',
      shown: 'footer',
      dangerous: true,
      whyDisabled: () => notOurs() ?? whatIsMissing(state().decision),
      run: apply,
    },
    ...actions,
    {
      keys: ['t'],
      label: 'duration',
      group: 'act',
      dangerous: true,
      whyDisabled: notOurs,
      run: () => triage.decide(withNextDuration),
    },
    {
      keys: ['B'],
      label: 'block pictures',
      group: 'act',
      dangerous: true,
      whyDisabled: () => notOurs() ?? (hasReportedPicture() ? null : 'nothing reported here has a picture'),
      run: () => triage.decide((decision) => ({ ...decision, blockMedia: !decision.blockMedia })),
    },
    {
      keys: ['n'],
      label: 'note',
      group: 'act',
      shown: 'footer',
      dangerous: true,
      whyDisabled: notOurs,
      run: () =>
        ask('Note on the decision', 'note', state().decision.note, (note) =>
          triage.decide((decision) => ({ ...decision, note })),
        ),
    },
    {
      keys: ['D'],
      label: 'dismiss',
      group: 'act',
      shown: 'footer',
      dangerous: true,
      whyDisabled: notOurs,
      run: () => triage.dismiss('no rule was broken'),
    },
    { keys: [']'], label: 'skip', group: 'go', shown: 'footer', run: () => triage.skip(1), whyDisabled: noCase },
    { keys: ['['], label: 'case before', group: 'go', run: () => triage.skip(-1), whyDisabled: noCase },
    { keys: ['c'], label: 'claim', group: 'act', dangerous: true, run: triage.claim, whyDisabled: noCase },
    { keys: ['C'], label: 'release', group: 'act', dangerous: true, run: triage.release, whyDisabled: notOurs },
    ...pictureBindings(
      tools,
      reveals,
      () => (picture() === undefined ? [] : [picture()!]),
      () => state().detail?.reason ?? '',
    ),
    { keys: ['}'], label: 'next picture', group: 'view', run: () => triage.turnPicture(1), whyDisabled: oneAtMost },
    { keys: ['{'], label: 'picture before', group: 'view', run: () => triage.turnPicture(-1), whyDisabled: oneAtMost },
    {
      keys: ['V'],
      label: 'large picture',
      group: 'view',
      run: triage.enlarge,
      whyDisabled: () => (picture() === undefined ? 'there is no picture' : null),
    },
    {
      keys: ['Y'],
      label: 'copy link',
      group: 'view',
      run: () => tools.copy(link() ?? ''),
      whyDisabled: () => (link() === null ? 'there is no link' : null),
    },
    {
      keys: ['E'],
      label: 'people',
      group: 'go',
      run: () => tools.go({ screen: 'user', id: triage.current()?.person ?? '' }),
      whyDisabled: noCase,
    },
    { keys: ['j', 'down'], label: 'down', group: 'move', run: () => triage.scroll(1) },
    { keys: ['k', 'up'], label: 'up', group: 'move', run: () => triage.scroll(-1) },
    {
      keys: ['y'],
      label: 'copy id',
      group: 'view',
      run: () => tools.copy(triage.current()?.id ?? ''),
      whyDisabled: noCase,
    },
  ]
}
