import {
  type Channel,
  createSiblings,
  createSwitchboard,
  type Siblings,
  type Switchboard,
} from '../../src/clients/siblings/index.ts'
import { type Logger, silentLogger } from '../../src/lib/logger.ts'

/** A line between a worker and its supervisor within this process, as text like the real one. */
export interface Line {
  /** What the worker has sent. */
  readonly sent: object[]
  /** The supervisor's messages wait while it is true, as for a worker that is busy. */
  isHeld: boolean
  /** Neither end hears the other any more, without knowing so: as with a process that hangs. */
  isDead: boolean
}

export interface TestWorkers {
  readonly switchboard: Switchboard
  readonly siblings: Siblings[]
  readonly lines: Line[]
  /** Ends a worker, as the supervisor would notice. */
  remove(number: number): void
}

/** Workers as they see each other, joined by a switchboard, without processes. */
export function joinWorkers(count: number, log: Logger = silentLogger()): TestWorkers {
  const switchboard = createSwitchboard(log)
  const lines: Line[] = []
  const siblings = Array.from({ length: count }, (_, index) => {
    const line: Line = { sent: [], isHeld: false, isDead: false }
    lines.push(line)
    const [own, theirs] = channelPair(line)
    switchboard.add(index + 1, theirs)
    return createSiblings(own, { number: index + 1, isFirst: index === 0 })
  })
  return { switchboard, siblings, lines, remove: (number) => switchboard.remove(number) }
}

function channelPair(line: Line): [worker: Channel, supervisor: Channel] {
  const atWorker: ((message: unknown) => void)[] = []
  const atSupervisor: typeof atWorker = []
  let held = 0
  const end = (listeners: typeof atWorker, far: typeof atWorker, isSupervisor: boolean): Channel => ({
    send(message, weight = 0) {
      const copy: unknown = JSON.parse(JSON.stringify(message))
      if (!isSupervisor) line.sent.push(copy as object)
      if (line.isDead) return
      if (isSupervisor && line.isHeld) held += weight
      else
        setImmediate(() => {
          for (const listener of far) listener(copy)
        })
    },
    get unsent() {
      return isSupervisor && line.isHeld ? held : 0
    },
    isOpen: true,
    listen: (listener) => {
      listeners.push(listener)
    },
  })
  return [end(atWorker, atSupervisor, false), end(atSupervisor, atWorker, true)]
}
