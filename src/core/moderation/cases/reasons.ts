import { day, hour } from '../../../lib/clock.ts'

/** What may be reported. */
export const subjectTypes = ['user', 'post', 'comment', 'message', 'conversation', 'video'] as const

export type SubjectType = (typeof subjectTypes)[number]

interface Reason {
  /** How long operators have to decide. */
  readonly clockMs: number
  /** How much a report of this kind weighs towards hiding by itself. */
  readonly weight: number
}

/** The reasons people can give, gravest first, each with its clock. */
export const reportReasons = {
  child_safety: { clockMs: 0, weight: 4 },
  self_harm: { clockMs: 4 * hour, weight: 2 },
  violence: { clockMs: day, weight: 1 },
  intimate_image: { clockMs: 2 * day, weight: 4 },
  illegal: { clockMs: 2 * day, weight: 1 },
  hate: { clockMs: 3 * day, weight: 1 },
  harassment: { clockMs: 3 * day, weight: 1 },
  nudity: { clockMs: 3 * day, weight: 1 },
  impersonation: { clockMs: 7 * day, weight: 1 },
  spam: { clockMs: 7 * day, weight: 1 },
  other: { clockMs: 7 * day, weight: 0.5 },
} as const satisfies Record<string, Reason>

export type ReportReason = keyof typeof reportReasons

export const reasonNames = Object.keys(reportReasons) as [ReportReason, ...ReportReason[]]

/** What a filter's findings are filed under; nobody can report with it. */
export const filterReason = 'filter'

/** Whether what was kept outlasts the account of its author even after the decision: police and courts may ask for it. */
export function outlastsAccount(reason: string): boolean {
  return reason === 'child_safety' || reason === 'intimate_image'
}

/** How long operators have for a reason. */
export function clockOf(reason: string): number {
  return Object.hasOwn(reportReasons, reason) ? reportReasons[reason as ReportReason].clockMs : 7 * day
}

/** The graver of two reasons. */
export function graver(one: string, other: string): string {
  const place = (name: string): number => {
    const at = reasonNames.indexOf(name as ReportReason)
    return at === -1 ? reasonNames.length : at
  }
  return place(other) < place(one) ? other : one
}
