import type { PlannedEffect, PlannedRequest } from '../../api-types.ts'
import { wrongUsage } from '../../failures.ts'

/** What `--plan` printed. */
export interface Plan {
  plan: PlannedEffect[]
  requests: PlannedRequest[]
}

const methods = new Set(['POST', 'PATCH', 'PUT', 'DELETE'])

/** Reads a plan; throws when it is none, or holds a request to anything but the admin API. */
export function readPlan(text: string): Plan {
  const advice = 'A plan is what a command with --plan printed.'
  let found: Partial<Plan> | null
  try {
    found = JSON.parse(text)
  } catch {
    throw wrongUsage('The plan is not JSON.', advice)
  }
  const requests = found?.requests
  if (!Array.isArray(requests) || !Array.isArray(found?.plan)) throw wrongUsage('This is not a plan.', advice)
  if (requests.length === 0) throw wrongUsage('The plan holds nothing to do.', advice)
  for (const request of requests) {
    if (!isRequest(request)) throw wrongUsage('The plan holds a request that is none of the admin API.', advice)
  }
  return { plan: found.plan, requests }
}

// A dot segment would be resolved away on the way to the server and could leave the admin API.
function isRequest(request: unknown): request is PlannedRequest {
  const { method, path, body, query } = (request ?? {}) as Partial<PlannedRequest>
  if (typeof path !== 'string' || typeof method !== 'string' || !methods.has(method)) return false
  if (!/^\/admin(\/[\w.~%@-]+)+$/.test(path)) return false
  if (path.split('/').some((part) => part === '.' || part === '..' || /%2f|%5c|%2e/i.test(part))) return false
  return isPlain(body ?? {}) && isPlain(query ?? {})
}

function isPlain(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether two plans change the same; times are left out, since those that count from now differ each time. */
export function samePlan(before: PlannedEffect[], now: PlannedEffect[]): boolean {
  return comparable(before) === comparable(now)
}

/** 2020 in ms since the epoch: a larger number is a time. */
const firstMillisecond = Date.UTC(2020, 0)

function comparable(value: unknown): string {
  return JSON.stringify(value, (_, inner) => {
    if (typeof inner === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(inner)) return 'time'
    if (typeof inner === 'number' && inner > firstMillisecond) return 'time'
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}
