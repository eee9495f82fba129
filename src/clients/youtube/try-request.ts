import { setTimeout as delay } from 'node:timers/promises'
import { type Clock, minute, systemClock } from '../../lib/clock.ts'
import type { Logger } from '../../lib/logger.ts'
import { nextPacificMidnight } from '../../lib/pacific-day.ts'
import { YoutubeFailure } from './failure.ts'
import { type YoutubeBucket, type YoutubeMethod, youtubeMethods } from './methods.ts'
import { type PageForm, readPage, UnreadablePage, type YoutubePage } from './read-page.ts'
import { readRefusal } from './read-refusal.ts'
import { waitBeforeRetry } from './retry-policy.ts'
import { NoAnswer, type RawAnswer, type Sender } from './send.ts'

/** What the tries of a request need from outside. */
export interface RequestSurroundings {
  log: Logger
  clock?: Clock
  /** Called before every try, because every try costs a unit; what it throws ends the request and reaches the caller. */
  beforeCall?: (bucket: YoutubeBucket, method: YoutubeMethod) => Promise<void>
  sleep?: (ms: number, signal?: AbortSignal) => Promise<unknown>
  random?: () => number
  /** The least time between two requests of this client, so that the minute's limits are kept. */
  minIntervalMs: () => number
}

/** One request: what is asked, and what the answer must look like. */
export interface YoutubeRequest<Item> {
  method: YoutubeMethod
  params: Record<string, string>
  form: PageForm<Item>
  signal?: AbortSignal | undefined
}

/** Sends requests until they succeed or patience ends. Throws `YoutubeFailure`, the refusal of `beforeCall`, or the signal's reason. */
export function createTries(sender: Sender, surroundings: RequestSurroundings, redact: (text: string) => string) {
  const { log, beforeCall, minIntervalMs, clock = systemClock, random = Math.random } = surroundings
  const sleep = surroundings.sleep ?? ((ms, signal) => delay(ms, undefined, signal ? { signal } : {}))
  let freeAt = 0

  return async function tryRequest<Item>(request: YoutubeRequest<Item>): Promise<YoutubePage<Item>> {
    for (let tries = 1; ; tries += 1) {
      await waitForTurn(request.signal)
      await beforeCall?.(youtubeMethods[request.method].bucket, request.method)
      const outcome = await tryOnce(request, tries)
      if (!(outcome instanceof YoutubeFailure)) return outcome
      const wait = waitBeforeRetry(outcome, tries, random())
      if (wait === null) throw giveUp(outcome, request.params)
      await sleep(wait, request.signal)
    }
  }

  async function tryOnce<Item>(
    request: YoutubeRequest<Item>,
    tries: number,
  ): Promise<YoutubePage<Item> | YoutubeFailure> {
    const { method, params, form, signal } = request
    const started = performance.now()
    const outcome = await sender.send(youtubeMethods[method].path, params, signal).then(
      (answer) => readAnswer(answer, method, form, tries),
      (error: unknown) => {
        if (!(error instanceof NoAnswer)) throw error
        return failure(method, null, tries, { action: 'transient', reason: error.reason, detail: error.detail })
      },
    )
    const failed = outcome instanceof YoutubeFailure ? { reason: outcome.reason, status: outcome.status } : {}
    log.debug({ method, try: tries, ms: Math.round(performance.now() - started), ...failed }, 'YouTube request')
    return outcome
  }

  function readAnswer<Item>(answer: RawAnswer, method: YoutubeMethod, form: PageForm<Item>, tries: number) {
    const { status, text, retryAfterMs } = answer
    if (status !== 200) return refused(status)
    const body = parseJson(text)
    if (body === undefined) {
      const reason = /^\s*[{[]/.test(text) ? 'truncated' : 'not_json'
      return failure(method, status, tries, { action: 'transient', reason, detail: `${answer.bytes} bytes` })
    }
    if (typeof body === 'object' && body !== null && 'error' in body) return refused(errorCode(body.error))
    try {
      return readPage(body, form)
    } catch (error) {
      if (!(error instanceof UnreadablePage)) throw error
      return failure(method, status, tries, { action: 'transient', reason: 'wrong_shape', detail: error.message })
    }

    function refused(code: number): YoutubeFailure {
      const refusal = readRefusal(method, code, text)
      return failure(method, code, tries, { ...refusal, retryAfterMs })
    }
  }

  function failure(
    method: YoutubeMethod,
    status: number | null,
    tries: number,
    facts: Pick<YoutubeFailure, 'action' | 'reason' | 'detail'> & {
      bucket?: YoutubeBucket
      retryAfterMs?: number | null
      mayBeDaily?: boolean
    },
  ): YoutubeFailure {
    // Three throttles a minute apart that name no window are no throttle of the minute.
    const isDaily = facts.action === 'retry-later' && facts.mayBeDaily === true && tries >= 3
    const action = isDaily ? 'close-bucket' : facts.action
    return new YoutubeFailure({
      ...facts,
      action,
      method,
      status,
      tries,
      bucket: facts.bucket ?? youtubeMethods[method].bucket,
      closedUntil: action === 'close-bucket' ? nextPacificMidnight(clock.now()) : null,
      retryAfterMs: action === 'retry-later' ? Math.max(minute, facts.retryAfterMs ?? 0) : (facts.retryAfterMs ?? null),
      reason: redact(facts.reason),
      detail: redact(facts.detail),
    })
  }

  function giveUp(failed: YoutubeFailure, params: Record<string, string>): YoutubeFailure {
    if (failed.action === 'our-bug') {
      log.error({ method: failed.method, params, status: failed.status, reason: failed.reason }, failed.message)
    }
    return failed
  }

  async function waitForTurn(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted()
    const now = performance.now()
    const wait = freeAt - now
    freeAt = Math.max(now, freeAt) + minIntervalMs()
    if (wait > 0) await sleep(wait, signal)
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function errorCode(error: unknown): number {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null
  return typeof code === 'number' ? code : 500
}
