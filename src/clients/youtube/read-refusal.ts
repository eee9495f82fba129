import type { YoutubeAction } from './failure.ts'
import { type YoutubeBucket, type YoutubeMethod, youtubeMethods } from './methods.ts'
import { meaningOf, type RefusalMeaning } from './refusal-table.ts'

/** What an answer that is not a success amounts to. */
export interface Refusal {
  action: YoutubeAction
  reason: string
  bucket: YoutubeBucket
  detail: string
  /** A throttle that named no window: when patience does not help, it was the day's quota after all. */
  mayBeDaily: boolean
}

interface Envelope {
  detailReasons: string[]
  quotaLimit: string
  /** `errors[0].reason` and `status`, in this order. */
  plainReasons: string[]
  message: string
}

interface Reading {
  meaning: RefusalMeaning
  reason: string
}

const maxDetail = 500

/**
 * Reads an error answer of the Data API, in either of its envelopes or none, in the order `details[].reason`, the quota
 * limit's name, `errors[0].reason`, `status`, and at last the HTTP status. Never throws.
 */
export function readRefusal(method: YoutubeMethod, status: number, text: string): Refusal {
  const envelope = readEnvelope(text)
  const { bucket } = youtubeMethods[method]
  if (!envelope) return { ...byStatusAlone(status), bucket, detail: '', mayBeDaily: status === 429 }
  const detail = plainText(envelope.message)
  const { meaning, reason } = meaningOfEnvelope(envelope, status, detail)
  if (meaning === 'quota' || meaning === 'daily') {
    const window = windowOf(`${envelope.quotaLimit} ${envelope.message}`)
    const daily =
      meaning === 'daily' || window === 'day' || (window === null && (reason === 'quotaExceeded' || status === 403))
    return {
      action: daily ? 'close-bucket' : 'retry-later',
      reason,
      bucket: bucketNamed(`${envelope.quotaLimit} ${envelope.message}`) ?? bucket,
      detail,
      mayBeDaily: !daily && window === null,
    }
  }
  return { action: settle(meaning, method), reason, bucket, detail, mayBeDaily: false }
}

function meaningOfEnvelope(envelope: Envelope, status: number, detail: string): Reading {
  const found = firstKnown(envelope.detailReasons) ??
    (envelope.quotaLimit === '' ? null : { meaning: 'quota' as const, reason: envelope.plainReasons[0] ?? 'quota' }) ??
    firstKnown(envelope.plainReasons) ?? {
      meaning: byHttpStatus(status),
      reason: [...envelope.detailReasons, ...envelope.plainReasons][0] ?? `http_${status}`,
    }
  const vague = found.meaning === 'our-bug' || found.meaning === 'forbidden'
  return vague && aboutTheKey(detail) ? { ...found, meaning: 'stop-all' } : found
}

function firstKnown(words: string[]): Reading | null {
  for (const reason of words) {
    const meaning = meaningOf(reason)
    if (meaning !== null) return { meaning, reason }
  }
  return null
}

function byHttpStatus(status: number): RefusalMeaning {
  if (status === 429) return 'quota'
  if (status === 401) return 'unauthorized'
  if (status === 403) return 'stop-all'
  if (status === 404) return 'not-found'
  if (status >= 500 || status === 408) return 'transient'
  return 'our-bug'
}

// Without an envelope it was not the API that answered but something before it, which says little about the key.
function byStatusAlone(status: number): { action: YoutubeAction; reason: string } {
  if (status === 401) return { action: 'stop-all', reason: 'http_401' }
  if (status === 429) return { action: 'retry-later', reason: 'http_429' }
  if (status === 400 || status === 404 || status === 405) return { action: 'our-bug', reason: `http_${status}` }
  return { action: 'transient', reason: status >= 500 || status === 403 ? `http_${status}` : 'unexpected_status' }
}

function settle(meaning: RefusalMeaning, method: YoutubeMethod): YoutubeAction {
  const hasSource = method === 'playlistItems.list' || method === 'channels.list'
  switch (meaning) {
    case 'quota':
    case 'daily':
      return 'close-bucket'
    case 'forbidden':
      return hasSource ? 'source-dead' : refusedFor(method)
    case 'unauthorized':
      return refusedFor(method)
    case 'not-found':
      return hasSource ? 'source-dead' : method === 'videos.list' ? 'skip-slice' : 'our-bug'
    default:
      return meaning
  }
}

// Whether batchGetStats accepts a bare key is not documented; its refusal must not stop what works with one.
function refusedFor(method: YoutubeMethod): YoutubeAction {
  return method === 'videos.batchGetStats' ? 'our-bug' : 'stop-all'
}

// Some refusals of the key come as `badRequest` or `forbidden` or without any reason; only the sentence tells.
function aboutTheKey(message: string): boolean {
  return (
    /\bAPI key (?:not valid|expired|not found|is invalid)|valid API key|unregistered callers/i.test(message) ||
    /\b(?:referr?er|IP address|(?:Android|iOS) client application)\b.*\b(?:are|is) blocked\b/i.test(message)
  )
}

function windowOf(text: string): 'day' | 'minute' | null {
  if (/per day|PerDay/i.test(text)) return 'day'
  if (/per minute|per second|per 100 seconds|PerMinute|PerSecond/i.test(text)) return 'minute'
  return null
}

function bucketNamed(text: string): YoutubeBucket | null {
  if (/SearchList|search_list|Search Queries/i.test(text)) return 'search'
  if (/batch_?get_?stats|video_?stats/i.test(text)) return 'stats'
  if (/\bdefaultPer|youtube\.googleapis\.com\/default\b/i.test(text)) return 'general'
  return null
}

function readEnvelope(text: string): Envelope | null {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    return null
  }
  const error = member(body, 'error')
  if (typeof error !== 'object' || error === null) return null
  const details = list(member(error, 'details'))
  const metadata = details.map((detail) => member(detail, 'metadata'))
  const first = list(member(error, 'errors'))[0]
  const message = [member(error, 'message'), member(first, 'message')].find((words) => typeof words === 'string')
  return {
    detailReasons: texts(details.map((detail) => member(detail, 'reason'))),
    quotaLimit: texts(metadata.flatMap((entry) => [member(entry, 'quota_limit'), member(entry, 'quota_metric')])).join(
      ' ',
    ),
    plainReasons: texts([member(first, 'reason'), member(error, 'status')]),
    message: typeof message === 'string' ? message.slice(0, 10_000) : '',
  }
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value.slice(0, 20) : []
}

function texts(values: unknown[]): string[] {
  return values
    .filter((value): value is string => typeof value === 'string' && value !== '')
    .map((text) => text.slice(0, 80))
}

function plainText(markup: string): string {
  return markup
    .replace(/<[^<>]{0,500}>/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, maxDetail)
}
