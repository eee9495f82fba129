import type { Channel } from './channel.ts'
import type { FromWorker, LimitAnswer, LimitQuestion, ToWorker } from './messages.ts'

/** The other workers of this server, as one of them sees them; everything goes through their supervisor. */
export interface Siblings {
  /** Which of them this one is, from 1. */
  readonly number: number
  /** Whether it is the one that does what is to be done once: mails, pushes, conversions, jobs. */
  readonly isFirst: boolean
  /** Whether the supervisor is there. */
  isConnected(): boolean
  /** Hands rings (the JSON text of a list) to every other worker; they are dropped where one does not keep up. */
  ring(rings: string): void
  onRings(listener: (rings: string) => void): void
  /** Has the supervisor count; the answers come in the order of the questions, or never. */
  count(questions: LimitQuestion[]): Promise<LimitAnswer[]>
  /** What the other workers answer to `topic`; who does not answer in time is left out. */
  gather(topic: string): Promise<unknown[]>
  /** Answers the others' `gather` of this topic from now on. */
  answer(topic: string, make: () => Promise<unknown>): void
  /**
   * Waits until nobody else of all workers holds `name`, then holds it. `onWanted` is called when somebody else waits for
   * it. Answers what gives it back. Throws the signal's reason once it ends.
   */
  lock(name: string, options: { signal: AbortSignal; onWanted: () => void }): Promise<() => void>
}

/** What may wait on the line of one worker, in bytes; bells over it are dropped rather than kept. */
export const mostUnsent = 4 * 1024 * 1024

/** How long a worker waits for what the others answer, in ms; the supervisor itself gives up earlier. */
const gatherMs = 2000

/** The end of the line that a worker holds. */
export function createSiblings(channel: Channel, place: { number: number; isFirst: boolean }): Siblings {
  const counting = new Map<number, (answers: LimitAnswer[]) => void>()
  const gathering = new Map<number, (values: unknown[]) => void>()
  const answers = new Map<string, () => Promise<unknown>>()
  const locks = new Map<number, { granted: () => void; wanted: () => void }>()
  const ringListeners: ((rings: string) => void)[] = []
  let lastId = 0

  const send = (message: FromWorker, weight?: number): void => channel.send(message, weight)
  const answer = async (id: number, topic: string): Promise<void> => {
    const value = await Promise.resolve(answers.get(topic)?.()).catch(() => undefined)
    send({ kind: 'answer', id, value: value ?? null })
  }
  channel.listen((given) => {
    const message = given as ToWorker
    if (message.kind === 'bells') for (const listener of ringListeners) listener(message.rings)
    else if (message.kind === 'limited') take(counting, message.id)?.(message.answers)
    else if (message.kind === 'gathered') take(gathering, message.id)?.(message.values)
    else if (message.kind === 'question') void answer(message.id, message.topic)
    else if (message.kind === 'locked') locks.get(message.id)?.granted()
    else if (message.kind === 'wanted') locks.get(message.id)?.wanted()
  })

  return {
    ...place,
    isConnected: () => channel.isOpen,
    ring(rings) {
      if (channel.unsent <= mostUnsent) send({ kind: 'bells', rings }, rings.length)
    },
    onRings: (listener) => {
      ringListeners.push(listener)
    },
    count(questions) {
      lastId += 1
      const id = lastId
      return new Promise((resolve) => {
        counting.set(id, resolve)
        send({ kind: 'limits', id, questions })
      })
    },
    gather(topic) {
      lastId += 1
      const id = lastId
      return new Promise((resolve) => {
        const timer = setTimeout(() => take(gathering, id)?.([]), gatherMs)
        gathering.set(id, (values) => {
          clearTimeout(timer)
          resolve(values)
        })
        send({ kind: 'gather', id, topic })
      })
    },
    answer: (topic, make) => {
      answers.set(topic, make)
    },
    lock(name, { signal, onWanted }) {
      lastId += 1
      const id = lastId
      return new Promise((resolve, reject) => {
        const release = (): void => {
          if (locks.delete(id)) send({ kind: 'unlock', id })
        }
        const giveUp = (): void => {
          release()
          reject(signal.reason as Error)
        }
        if (signal.aborted) {
          reject(signal.reason as Error)
          return
        }
        signal.addEventListener('abort', giveUp, { once: true })
        const granted = (): void => {
          signal.removeEventListener('abort', giveUp)
          resolve(release)
        }
        locks.set(id, { granted, wanted: onWanted })
        send({ kind: 'lock', id, name })
      })
    },
  }
}

function take<Value>(map: Map<number, Value>, id: number): Value | undefined {
  const value = map.get(id)
  map.delete(id)
  return value
}
