import { commandFor } from '../../acts.ts'
import type { CaseDetail, Rule } from '../../console-shapes.ts'
import { writeDuration } from '../../draw/words.ts'

/** What a case can lead to, in the order it is shown; content can be hidden or deleted, people warned or kept out. */
export const decisionActions = ['hide', 'delete', 'warn', 'silence', 'suspend'] as const

export type DecisionAction = (typeof decisionActions)[number]

/** A decision as it is being put together by keys. */
export interface Decision {
  rule: Rule | null
  actions: ReadonlySet<DecisionAction>
  /** For silence and suspend; null is for good. */
  durationSeconds: number | null
  note: string
  /** The pictures that were reported cannot be uploaded again. */
  blockMedia: boolean
}

/** Nothing decided yet. */
export const emptyDecision: Decision = {
  rule: null,
  actions: new Set(),
  durationSeconds: 604_800,
  note: '',
  blockMedia: false,
}

const durations = [86_400, 259_200, 604_800, 2_592_000, 7_776_000, null]

/** Takes a rule with what it usually leads to; on a person, nothing can be hidden or deleted. */
export function withRule(decision: Decision, rule: Rule, subjectType: string): Decision {
  const usual = rule.actions.filter((action): action is DecisionAction => isPossible(action, subjectType))
  return {
    ...decision,
    rule,
    actions: new Set(usual),
    durationSeconds: rule.durationSeconds ?? decision.durationSeconds,
  }
}

/** Puts an action in or takes it out. */
export function withToggled(decision: Decision, action: DecisionAction): Decision {
  const actions = new Set(decision.actions)
  if (!actions.delete(action)) actions.add(action)
  return { ...decision, actions }
}

/** The next usual duration. */
export function withNextDuration(decision: Decision): Decision {
  const at = durations.indexOf(decision.durationSeconds)
  return { ...decision, durationSeconds: durations[(at + 1) % durations.length] ?? null }
}

/** Whether an action makes sense on a subject of this type. */
export function isPossible(action: string, subjectType: string): boolean {
  const isContent = subjectType !== 'user' && subjectType !== 'conversation'
  if (action === 'hide' || action === 'delete') return isContent
  return (decisionActions as readonly string[]).includes(action) && subjectType !== 'video'
}

/** Why it cannot be applied yet, in words; null when it can. */
export function whatIsMissing(decision: Decision): string | null {
  if (decision.rule === null) return 'choose the rule first, 1–9; D dismisses'
  return decision.actions.size === 0 ? 'choose what to do: h d w m s; D dismisses' : null
}

/** Whether the name must be typed: it cannot be undone, or keeps someone out for good. */
export function needsTyping({ actions, durationSeconds }: Decision): boolean {
  return actions.has('delete') || (actions.has('suspend') && durationSeconds === null)
}

/** What is sent to the server; the rule is the reason, which the audit keeps and the person is told. */
export function decisionBody({ rule, actions, durationSeconds, note, blockMedia }: Decision): Record<string, unknown> {
  return {
    actions: decisionActions
      .filter((action) => actions.has(action))
      .map((type) => (isTimed(type) && durationSeconds !== null ? { type, durationSeconds } : { type })),
    reason: rule?.title ?? '',
    ...(note === '' ? {} : { note }),
    ...(blockMedia ? { blockMedia } : {}),
  }
}

/** The command that does the same. */
export function decisionCommand(subject: CaseDetail, decision: Decision): string {
  const { rule, actions, durationSeconds, note, blockMedia } = decision
  const list = decisionActions.filter((action) => actions.has(action))
  const lasts = list.some(isTimed) && durationSeconds !== null ? writeDuration(durationSeconds) : null
  return commandFor('cases.resolve', [subject.id], {
    flags: { action: list, for: lasts, 'block-media': blockMedia ? true : null, note, reason: rule?.title },
  })
}

function isTimed(action: DecisionAction): boolean {
  return action === 'silence' || action === 'suspend'
}
