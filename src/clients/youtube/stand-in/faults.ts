import { type GoogleProblem, legacyProblem, modernProblem } from './google-problems.ts'

const overQuota =
  'The request cannot be completed because you have exceeded your <a href="/youtube/v3/getting-started#quota">quota</a>.'
const searchPerDay =
  "Quota exceeded for quota metric 'Search Queries' and limit 'Search Queries per day' of service 'youtube.googleapis.com' for consumer 'project_number:000000000000'."
const perMinute =
  "Quota exceeded for quota metric 'Queries' and limit 'Queries per minute' of service 'youtube.googleapis.com' for consumer 'project_number:000000000000'."
const badKey = 'API key not valid. Please pass a valid API key.'
const noReferrer = 'Requests from referer <empty> are blocked.'

function blockedKey(detail: string, message: string): GoogleProblem {
  return modernProblem(403, { reason: 'forbidden', status: 'PERMISSION_DENIED', detail, message })
}

/** Every refusal of the error table by a name of its own, as the body that Google sends. */
export const refusals = {
  quotaExceeded: legacyProblem(403, 'quotaExceeded', { domain: 'youtube.quota', message: overQuota }),
  dailyLimitExceeded: legacyProblem(403, 'dailyLimitExceeded', {
    domain: 'usageLimits',
    message: 'Daily Limit Exceeded. The quota will be reset at midnight Pacific Time (PT).',
  }),
  searchQuotaExceeded: modernProblem(429, {
    reason: 'rateLimitExceeded',
    status: 'RESOURCE_EXHAUSTED',
    message: searchPerDay,
    detail: 'RATE_LIMIT_EXCEEDED',
    metadata: {
      quota_limit: 'defaultSearchListPerDayPerProject',
      quota_metric: 'youtube.googleapis.com/search_list',
    },
  }),
  searchQuotaExceededBare: modernProblem(429, {
    reason: 'rateLimitExceeded',
    status: 'RESOURCE_EXHAUSTED',
    message: searchPerDay,
  }),
  statsQuotaExceeded: modernProblem(429, {
    reason: 'rateLimitExceeded',
    status: 'RESOURCE_EXHAUSTED',
    message: "Quota exceeded for quota metric 'Video stats queries' and limit 'Video stats queries per day'.",
    detail: 'RATE_LIMIT_EXCEEDED',
    metadata: { quota_limit: 'defaultVideoStatsPerDayPerProject' },
  }),
  throttled: modernProblem(429, { reason: 'rateLimitExceeded', status: 'RESOURCE_EXHAUSTED', message: perMinute }),
  throttledWithLimitName: modernProblem(429, {
    reason: 'rateLimitExceeded',
    status: 'RESOURCE_EXHAUSTED',
    message: 'Quota exceeded.',
    detail: 'RATE_LIMIT_EXCEEDED',
    metadata: { quota_limit: 'defaultPerMinutePerProject', quota_metric: 'youtube.googleapis.com/default' },
  }),
  throttledUser: legacyProblem(403, 'userRateLimitExceeded', {
    domain: 'usageLimits',
    message: 'User Rate Limit Exceeded: too many requests per second.',
  }),
  throttledWithoutWindow: modernProblem(429, {
    reason: 'rateLimitExceeded',
    status: 'RESOURCE_EXHAUSTED',
    message: 'Resource has been exhausted (e.g. check quota).',
  }),
  keyInvalidLegacy: legacyProblem(400, 'keyInvalid', { domain: 'usageLimits', message: 'Bad Request' }),
  keyInvalid: modernProblem(400, {
    reason: 'badRequest',
    status: 'INVALID_ARGUMENT',
    detail: 'API_KEY_INVALID',
    message: badKey,
  }),
  keyInvalidBare: modernProblem(400, { reason: 'badRequest', status: 'INVALID_ARGUMENT', message: badKey }),
  keyExpired: modernProblem(400, {
    reason: 'badRequest',
    status: 'INVALID_ARGUMENT',
    detail: 'API_KEY_EXPIRED',
    message: 'API key expired. Please renew the API key.',
  }),
  keyMissing: modernProblem(403, {
    reason: 'forbidden',
    status: 'PERMISSION_DENIED',
    message:
      "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.",
  }),
  accessNotConfigured: legacyProblem(403, 'accessNotConfigured', {
    domain: 'usageLimits',
    message:
      'Access Not Configured. YouTube Data API has not been used in project 000000000000 before or it is disabled.',
  }),
  serviceDisabled: modernProblem(403, {
    reason: 'accessNotConfigured',
    status: 'PERMISSION_DENIED',
    detail: 'SERVICE_DISABLED',
    message: 'YouTube Data API v3 has not been used in project 000000000000 before or it is disabled.',
  }),
  keyBlockedLegacy: legacyProblem(403, 'ipRefererBlocked', {
    domain: 'usageLimits',
    message:
      'There is a per-IP or per-Referer restriction configured on your API key and the request does not match it.',
  }),
  keyBlockedByAddress: blockedKey(
    'API_KEY_IP_ADDRESS_BLOCKED',
    'The provided API key has an IP address restriction. The originating IP address of the call violates this restriction.',
  ),
  keyBlockedByReferrer: blockedKey('API_KEY_HTTP_REFERRER_BLOCKED', noReferrer),
  keyBlockedByReferrerBare: modernProblem(403, { reason: null, status: 'PERMISSION_DENIED', message: noReferrer }),
  keyBlockedByAndroidApp: blockedKey(
    'API_KEY_ANDROID_APP_BLOCKED',
    'Requests from this Android client application <empty> are blocked.',
  ),
  keyBlockedForService: blockedKey('API_KEY_SERVICE_BLOCKED', 'Requests to this API youtube.api.v3 are blocked.'),
  authError: modernProblem(401, { reason: 'authError', status: 'UNAUTHENTICATED', message: 'Invalid Credentials' }),
  authorizationRequired: legacyProblem(401, 'authorizationRequired', {
    domain: 'youtube.common',
    message: 'The request uses the <code>mine</code> parameter but is not properly authorized.',
  }),
  chartNotFound: legacyProblem(404, 'videoChartNotFound', {
    domain: 'youtube.video',
    message: 'The requested video chart is not supported or is not available.',
    location: 'chart',
  }),
  chartNotFoundAsBadRequest: legacyProblem(400, 'videoChartNotFound', {
    domain: 'youtube.video',
    message: 'The requested video chart is not supported or is not available.',
  }),
  invalidPageToken: legacyProblem(400, 'invalidPageToken', {
    message: 'The request specifies an invalid page token.',
    location: 'pageToken',
  }),
  invalidFilters: legacyProblem(400, 'invalidFilters', {
    domain: 'youtube.common',
    message: 'The request specifies an invalid filter parameter.',
    location: 'parameters.',
  }),
  invalidSearchFilter: legacyProblem(400, 'invalidSearchFilter', {
    domain: 'youtube.search',
    message: 'The request contains an invalid combination of search filters and/or restrictions.',
    location: 'parameters.',
  }),
  incompatibleParameters: legacyProblem(400, 'incompatibleParameters', {
    message: 'Incompatible parameters specified.',
  }),
  missingRequiredParameter: legacyProblem(400, 'missingRequiredParameter', {
    message: 'No filter selected.',
    location: 'parameters.',
  }),
  unexpectedParameter: legacyProblem(400, 'unexpectedParameter', {
    message: 'The request contains an unexpected parameter.',
  }),
  unknownPart: legacyProblem(400, 'unknownPart', { domain: 'youtube.part', message: '{0}', location: 'part' }),
  invalidParameter: legacyProblem(400, 'invalidParameter', {
    domain: 'global',
    message: 'Invalid field selection nonsense',
  }),
  badRequest: legacyProblem(400, 'badRequest', { domain: 'global', message: 'Bad Request' }),
  invalidRegionCode: legacyProblem(400, 'invalidRegionCode', {
    domain: 'youtube.common',
    message: 'The <code>regionCode</code> parameter specifies an invalid region code.',
    location: 'regionCode',
  }),
  playlistNotFound: legacyProblem(404, 'playlistNotFound', {
    domain: 'youtube.playlistItem',
    message: "The playlist identified with the request's <code>playlistId</code> parameter cannot be found.",
    location: 'playlistId',
  }),
  channelNotFound: legacyProblem(404, 'channelNotFound', { domain: 'youtube.channel', message: 'Channel not found.' }),
  videoNotFound: legacyProblem(404, 'videoNotFound', { domain: 'youtube.playlistItem', message: 'Video not found.' }),
  playlistItemsNotAccessible: legacyProblem(403, 'playlistItemsNotAccessible', {
    domain: 'youtube.playlistItem',
    message: 'The request is not properly authorized to retrieve the specified playlist items.',
  }),
  forbidden: legacyProblem(403, 'forbidden', { domain: 'youtube.common', message: 'Forbidden' }),
  backendError: legacyProblem(500, 'backendError', { domain: 'global', message: 'Backend Error' }),
  internalError: modernProblem(500, {
    reason: 'internalError',
    status: 'INTERNAL',
    message: 'Internal error encountered.',
  }),
  serviceUnavailable: modernProblem(503, {
    reason: 'SERVICE_UNAVAILABLE',
    status: 'UNAVAILABLE',
    message: 'The service is currently unavailable.',
  }),
  serviceUnavailableAsForbidden: modernProblem(403, {
    reason: 'SERVICE_UNAVAILABLE',
    status: 'UNAVAILABLE',
    message: 'The service is currently unavailable.',
  }),
  badGateway: { status: 502, body: '<html><title>502 Bad Gateway</title><h1>Bad Gateway</h1></html>' },
  gatewayTimeout: { status: 504, body: '' },
} satisfies Record<string, GoogleProblem>

export type RefusalName = keyof typeof refusals

/** Refusals that Google makes before a unit is counted. */
export const freeOfCharge: ReadonlySet<RefusalName> = new Set<RefusalName>([
  'quotaExceeded',
  'dailyLimitExceeded',
  'searchQuotaExceeded',
  'searchQuotaExceededBare',
  'statsQuotaExceeded',
  'keyInvalid',
  'keyInvalidLegacy',
  'keyInvalidBare',
  'keyExpired',
  'keyMissing',
  'accessNotConfigured',
  'serviceDisabled',
])
