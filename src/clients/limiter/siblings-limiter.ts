import type { Clock } from '../../lib/clock.ts'
import type { Logger } from '../../lib/logger.ts'
import type { LimitAnswer, LimitQuestion } from '../siblings/messages.ts'
import type { Siblings } from '../siblings/siblings.ts'
import type { Limiter, LimitRule, LimitState } from './limiter.ts'
import { createMemoryLimiter } from './memory-limiter.ts'

const patienceMs = 300
// After questions that were not answered the supervisor is left alone for so long: if it hangs, not every request must wait.
const restMs = 1000

interface Asked {
  question: LimitQuestion
  settle(answer: LimitAnswer | undefined): void
}

/**
 * A limiter that all workers of a server share: their supervisor counts. What is asked within a turn of the loop goes in
 * one message. While the supervisor does not answer each worker counts for itself, from nothing, which is looser by the
 * number of workers at most; both changes are logged once.
 */
export function createSiblingsLimiter(options: { siblings: Siblings; log: Logger; clock?: Clock }): Limiter {
  const { siblings, log } = options
  const fallback = createMemoryLimiter(options.clock)
  let next: Asked[] = []
  let restUntil = 0
  let isHanging = false

  /** Undefined when no answer came in time. */
  function ask(question: LimitQuestion): Promise<LimitAnswer | undefined> {
    if (!siblings.isConnected() || performance.now() < restUntil) return Promise.resolve(undefined)
    return new Promise((settle) => {
      if (next.length === 0) setImmediate(send)
      next.push({ question, settle })
    })
  }

  function send(): void {
    const asked = next
    next = []
    let isOver = false
    const settle = (answers: readonly LimitAnswer[] | undefined): void => {
      if (isOver) return
      isOver = true
      clearTimeout(timer)
      note(answers !== undefined)
      for (const [index, one] of asked.entries()) one.settle(answers?.[index])
    }
    // Where this process itself was busy for so long, the answer waits in the line: it is looked into once more.
    const timer = setTimeout(() => setImmediate(settle, undefined), patienceMs)
    siblings.count(asked.map(({ question }) => question)).then(settle, () => settle(undefined))
  }

  function note(isAnswered: boolean): void {
    if (!isAnswered) restUntil = performance.now() + restMs
    if (isAnswered === !isHanging) return
    isHanging = !isAnswered
    if (isAnswered) log.info('the supervisor counts the limits again')
    else log.warn('the supervisor does not count the limits; counting in this process')
  }

  async function run(mode: 'consume' | 'peek' | 'penalise', key: string, rule: LimitRule, cost: number) {
    const answer = await ask([mode, key, rule.points, rule.windowSeconds, cost])
    if (answer) return stateOf(rule, answer)
    return mode === 'peek' ? fallback.peek(key, rule) : fallback[mode](key, rule, cost)
  }

  return {
    consume: (key, rule, cost = 1) => run('consume', key, rule, cost),
    peek: (key, rule) => run('peek', key, rule, 0),
    penalise: (key, rule, cost = 1) => run('penalise', key, rule, cost),
    async reset(key) {
      await fallback.reset(key)
      await ask(['reset', key, 0, 0, 0])
    },
    async close() {},
  }
}

function stateOf(rule: LimitRule, [allowed, remaining, resetSeconds]: NonNullable<LimitAnswer>): LimitState {
  return { allowed, limit: rule.points, remaining, resetSeconds }
}
