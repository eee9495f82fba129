import type { Logger } from '../../lib/logger.ts'
import { createMemoryLimiter } from '../limiter/memory-limiter.ts'
import type { Channel } from './channel.ts'
import { createLockTable } from './lock-table.ts'
import { answerOf, type FromWorker, type LimitAnswer, type LimitQuestion, ruleOf, type ToWorker } from './messages.ts'
import { mostUnsent } from './siblings.ts'

/** What the supervisor does for its workers: it passes bells on, counts limits, gathers answers and keeps locks. */
export interface Switchboard {
  /** Joins a worker; `number` names it until it is removed. */
  add(number: number, channel: Channel): void
  /** To be called when a worker is gone: nobody waits for it any more. */
  remove(number: number): void
}

/** How long workers have to answer what another gathers, in ms. */
const gatherMs = 1000

interface Gathering {
  from: number
  id: number
  waitingFor: Set<number>
  values: unknown[]
  timer: NodeJS.Timeout
}

/** The supervisor's end of all lines. Bells for a worker that does not keep up are dropped, and the first is logged. */
export function createSwitchboard(log: Logger): Switchboard {
  const channels = new Map<number, Channel>()
  const behind = new Set<number>()
  const limiter = createMemoryLimiter()
  const gatherings = new Map<number, Gathering>()
  const locks = createLockTable((worker, kind, id) => tell(worker, { kind, id }))
  let lastQuestion = 0

  function tell(worker: number, message: ToWorker, weight?: number): void {
    channels.get(worker)?.send(message, weight)
  }

  function passOn(from: number, rings: string): void {
    for (const [number, channel] of channels) {
      if (number === from) continue
      if (channel.unsent <= mostUnsent) {
        behind.delete(number)
        tell(number, { kind: 'bells', rings }, rings.length)
      } else if (!behind.has(number)) {
        behind.add(number)
        log.warn({ of: number }, 'a worker does not keep up; it is not told of news, and finds them by itself')
      }
    }
  }

  async function count(from: number, id: number, questions: readonly LimitQuestion[]): Promise<void> {
    const answers = await Promise.all(questions.map((question) => countOne(question)))
    tell(from, { kind: 'limited', id, answers })
  }

  async function countOne(question: LimitQuestion): Promise<LimitAnswer> {
    const [mode, key, , , cost] = question
    if (mode === 'peek') return answerOf(await limiter.peek(key, ruleOf(question)))
    if (mode !== 'reset') return answerOf(await limiter[mode](key, ruleOf(question), cost))
    await limiter.reset(key)
    return null
  }

  function gather(from: number, id: number, topic: string): void {
    const others = [...channels.keys()].filter((number) => number !== from)
    lastQuestion += 1
    const question = lastQuestion
    const timer = setTimeout(() => finish(question), gatherMs)
    gatherings.set(question, { from, id, waitingFor: new Set(others), values: [], timer })
    for (const number of others) tell(number, { kind: 'question', id: question, topic })
    if (others.length === 0) finish(question)
  }

  function answered(from: number, question: number, value: unknown): void {
    const gathering = gatherings.get(question)
    if (!gathering?.waitingFor.delete(from)) return
    if (value !== null) gathering.values.push(value)
    if (gathering.waitingFor.size === 0) finish(question)
  }

  function finish(question: number): void {
    const gathering = gatherings.get(question)
    if (gathering === undefined) return
    clearTimeout(gathering.timer)
    gatherings.delete(question)
    tell(gathering.from, { kind: 'gathered', id: gathering.id, values: gathering.values })
  }

  return {
    add(number, channel) {
      channels.set(number, channel)
      channel.listen((given) => {
        // What a worker sent before it went away may still arrive when another has its number.
        if (channels.get(number) !== channel) return
        const message = given as FromWorker
        if (message.kind === 'bells') passOn(number, message.rings)
        else if (message.kind === 'limits') void count(number, message.id, message.questions)
        else if (message.kind === 'gather') gather(number, message.id, message.topic)
        else if (message.kind === 'answer') answered(number, message.id, message.value)
        else if (message.kind === 'lock') locks.lock(number, message.id, message.name)
        else if (message.kind === 'unlock') locks.unlock(number, message.id)
      })
    },
    remove(number) {
      channels.delete(number)
      behind.delete(number)
      locks.forget(number)
      for (const question of [...gatherings.keys()]) answered(number, question, null)
    },
  }
}
