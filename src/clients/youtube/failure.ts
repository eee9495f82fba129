import type { YoutubeBucket, YoutubeMethod } from './methods.ts'

/**
 * What the caller has to do about a failure:
 * - `close-bucket`: the day's quota of `bucket` is spent; nothing more from it until `closedUntil`;
 * - `retry-later`: throttled for a short while, and still after the client's own tries; not before `retryAfterMs`;
 * - `stop-all`: the key or the project is refused; every job stops and an operator is told;
 * - `skip-slice`: there is no such chart; remember it for seven days;
 * - `restart-list`: the page token is stale; begin that list again at its first page, once;
 * - `source-dead`: the playlist, channel or video is gone or private; do not ask again;
 * - `our-bug`: the request is wrong; it was logged, do not repeat it;
 * - `transient`: the outside world misbehaves, and still does after the client's own tries.
 */
export type YoutubeAction =
  | 'close-bucket'
  | 'retry-later'
  | 'stop-all'
  | 'skip-slice'
  | 'restart-list'
  | 'source-dead'
  | 'our-bug'
  | 'transient'

export interface YoutubeFailureFacts {
  action: YoutubeAction
  /** Google's own word (`quotaExceeded`), or ours: `timeout`, `network`, `truncated`, `too_large`, `not_json`, `wrong_shape`, `unexpected_status`. */
  reason: string
  method: YoutubeMethod
  /** The bucket that the failure is about; not always the one that the method draws from. */
  bucket: YoutubeBucket
  /** HTTP status; null when there was no answer. */
  status: number | null
  /** For `close-bucket`: when it opens again (ms since the epoch). */
  closedUntil?: number | null
  /** For `retry-later`: how long to wait at least. */
  retryAfterMs?: number | null
  /** How often the request was sent, and so how many units it cost. */
  tries?: number
  /** What was said about it, without markup and without the key. */
  detail?: string
}

/** A request to YouTube that did not succeed; `action` says what to do, the rest is for the record. */
export class YoutubeFailure extends Error {
  readonly action: YoutubeAction
  readonly reason: string
  readonly method: YoutubeMethod
  readonly bucket: YoutubeBucket
  readonly status: number | null
  readonly closedUntil: number | null
  readonly retryAfterMs: number | null
  readonly tries: number
  readonly detail: string

  constructor(facts: YoutubeFailureFacts) {
    const detail = facts.detail ?? ''
    const answer = facts.status === null ? 'no answer' : `HTTP ${facts.status}`
    super(`YouTube ${facts.method}: ${facts.reason} (${answer})${detail === '' ? '' : `: ${detail}`}`)
    this.name = 'YoutubeFailure'
    this.action = facts.action
    this.reason = facts.reason
    this.method = facts.method
    this.bucket = facts.bucket
    this.status = facts.status
    this.closedUntil = facts.closedUntil ?? null
    this.retryAfterMs = facts.retryAfterMs ?? null
    this.tries = facts.tries ?? 1
    this.detail = detail
  }
}
