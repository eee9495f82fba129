import { second } from '../../lib/clock.ts'

/** What a live stream may use (SAFETY.md RT5); the reference in docs names the same figures. */
export const liveLimits = {
  /** Streams of one person, in one process. */
  perPerson: 10,
  /** Streams from one address, in one process. */
  perAddress: 100,
  /** Frames a second that a client may send over one WebSocket, and the burst it may save up. */
  framesPerSecond: 20,
  frameBurst: 40,
  /** Largest frame a client may send, in bytes. */
  frameBytes: 64 * 1024,
  /** Bytes written and not yet taken: beyond it the reader is dropped, and catches up from the log. */
  unreadBytes: 1024 * 1024,
  /** Streams that read their part of the log at one time, so that other requests find the database free between them. */
  catchingUpAtOnce: 16,
  /** Server-sent events come back after a pause between these, so that a restart does not bring everybody at once. */
  comeBackAfterMs: { least: second, most: 5 * second },
  /** Time to authenticate in the first frame. */
  authWithinMs: 5 * second,
  /** A ping is sent so often; a stream that answered none since the last is closed. */
  pingEveryMs: 30 * second,
  /** The longest that `/sync?wait=` holds its answer, in seconds. */
  longestWaitSeconds: 25,
} as const
