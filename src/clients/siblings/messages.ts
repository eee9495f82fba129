import type { LimitRule, LimitState } from '../limiter/limiter.ts'

// What workers and their supervisor say to each other.

/** Something that a limiter is asked: what, under which key, by which rule, for how many points. */
export type LimitQuestion = [
  mode: 'consume' | 'peek' | 'penalise' | 'reset',
  key: string,
  points: number,
  windowSeconds: number,
  cost: number,
]

/** The answer; null for a `reset`. */
export type LimitAnswer = [allowed: boolean, remaining: number, resetSeconds: number] | null

export type FromWorker =
  /** `rings` is the JSON text of a list of topics and payloads; as text it need not be taken apart on its way. */
  | { kind: 'bells'; rings: string }
  | { kind: 'limits'; id: number; questions: LimitQuestion[] }
  | { kind: 'gather'; id: number; topic: string }
  | { kind: 'answer'; id: number; value: unknown }
  | { kind: 'lock'; id: number; name: string }
  | { kind: 'unlock'; id: number }

export type ToWorker =
  | { kind: 'bells'; rings: string }
  | { kind: 'limited'; id: number; answers: LimitAnswer[] }
  | { kind: 'question'; id: number; topic: string }
  | { kind: 'gathered'; id: number; values: unknown[] }
  | { kind: 'locked'; id: number }
  /** Somebody else waits for the lock. */
  | { kind: 'wanted'; id: number }

export function ruleOf([, , points, windowSeconds]: LimitQuestion): LimitRule {
  return { points, windowSeconds }
}

export function answerOf({ allowed, remaining, resetSeconds }: LimitState): LimitAnswer {
  return [allowed, remaining, resetSeconds]
}
