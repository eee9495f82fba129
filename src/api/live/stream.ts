import type { Person } from '../../core/actor.ts'
import type { LiveDoor } from './door.ts'
import type { ServerFrame } from './frames.ts'
import type { Follower, LiveHub } from './hub.ts'
import { liveLimits } from './limits.ts'
import { readFrames, startingPosition } from './position.ts'

/** The way bytes leave: a WebSocket or a response of server-sent events. */
export interface Sink {
  write(frame: ServerFrame): void
  /** Bytes written that the reader has not taken yet. */
  unreadBytes(): number
  /** Resolves when the reader has taken what was written. */
  drained(): Promise<void>
  /** Ends it: the session is over. */
  end(reason: 'session_ended' | 'too_slow' | 'stopping'): void
  readonly isOpen: boolean
}

const pageSize = 200

/**
 * One live stream: `ready`, then everything after `since`, then what happens, in the log's order. Throws `sync_expired`
 * before anything is written. Answers a function that detaches it.
 */
export async function openStream(
  door: LiveDoor,
  person: Person,
  since: string | undefined,
  sink: Sink,
): Promise<() => void> {
  const start = await door.catchingUp.run(() => startingPosition(door.app, person.userId, since))
  sink.write({ type: 'ready', data: {}, id: String(start.position) })
  const follower = followerOn(sink, person)
  return attachTo(door.hub, door, person, start, follower, sink)
}

function attachTo(
  hub: LiveHub,
  door: LiveDoor,
  person: Person,
  start: { position: number; last: number },
  follower: Follower,
  sink: Sink,
): Promise<() => void> {
  return hub.attach(person.userId, start, follower, async (from: number) => {
    // Only the question has its turn, not the writing: a reader who is slow must not hold the others up.
    const page = await door.catchingUp.run(() => readFrames(door.app, person, from, pageSize))
    for (const frame of page.frames) sink.write(frame)
    // History is written no faster than it is read, whatever its length.
    if (sink.unreadBytes() > liveLimits.unreadBytes / 4) await sink.drained()
    return sink.isOpen ? page.position : from
  })
}

function followerOn(sink: Sink, person: Person): Follower {
  return {
    sessionId: person.sessionId,
    deliver: (frame) => {
      if (!sink.isOpen) return
      sink.write(frame)
      if (sink.unreadBytes() > liveLimits.unreadBytes) sink.end('too_slow')
    },
    end: () => sink.end('session_ended'),
  }
}
