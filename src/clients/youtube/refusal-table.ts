import type { YoutubeAction } from './failure.ts'

/** What a word of Google's means; the last five still depend on the window named, or on the method that was called. */
export type RefusalMeaning = YoutubeAction | 'quota' | 'daily' | 'not-found' | 'forbidden' | 'unauthorized'

const wordsByMeaning: Record<RefusalMeaning, string[]> = {
  daily: ['dailyLimitExceeded'],
  quota: [
    'quotaExceeded',
    'rateLimitExceeded',
    'userRateLimitExceeded',
    'RATE_LIMIT_EXCEEDED',
    'QUOTA_EXCEEDED',
    'RESOURCE_EXHAUSTED',
  ],
  'stop-all': [
    'keyInvalid',
    'keyExpired',
    'API_KEY_INVALID',
    'API_KEY_EXPIRED',
    'accessNotConfigured',
    'SERVICE_DISABLED',
    'ipRefererBlocked',
    'API_KEY_IP_ADDRESS_BLOCKED',
    'API_KEY_HTTP_REFERRER_BLOCKED',
    'API_KEY_ANDROID_APP_BLOCKED',
    'API_KEY_IOS_APP_BLOCKED',
    'API_KEY_SERVICE_BLOCKED',
    'CONSUMER_INVALID',
    'CONSUMER_SUSPENDED',
    'PERMISSION_DENIED',
  ],
  unauthorized: ['authError', 'authorizationRequired', 'UNAUTHENTICATED'],
  'skip-slice': ['videoChartNotFound'],
  'restart-list': ['invalidPageToken'],
  'our-bug': [
    'invalidFilters',
    'invalidSearchFilter',
    'incompatibleParameters',
    'missingRequiredParameter',
    'unexpectedParameter',
    'unknownPart',
    'invalidParameter',
    'badRequest',
    'INVALID_ARGUMENT',
  ],
  'source-dead': ['playlistNotFound', 'channelNotFound', 'videoNotFound', 'playlistItemsNotAccessible'],
  forbidden: ['forbidden'],
  'not-found': ['notFound', 'NOT_FOUND'],
  transient: [
    'backendError',
    'internalError',
    'SERVICE_UNAVAILABLE',
    'UNAVAILABLE',
    'INTERNAL',
    'DEADLINE_EXCEEDED',
    'ABORTED',
  ],
  // Reached by the window of a quota answer alone, never by a word.
  'close-bucket': [],
  'retry-later': [],
}

const meanings = new Map<string, RefusalMeaning>(
  Object.entries(wordsByMeaning).flatMap(([meaning, words]) =>
    words.map((word): [string, RefusalMeaning] => [word, meaning as RefusalMeaning]),
  ),
)

/** What a reason or status word of an error answer means to us; null for a word that is not in the table. */
export function meaningOf(word: string): RefusalMeaning | null {
  return meanings.get(word) ?? null
}
