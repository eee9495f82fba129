import type { Response } from 'express'
import type { Context } from '../../core/context.ts'
import { failure } from '../../core/errors.ts'
import type { Endpoint } from '../endpoint.ts'
import { type Limit, type LimitName, limits } from '../limits.ts'

/**
 * Counts the call against every limit of its endpoint and says so in `RateLimit` and `RateLimit-Policy`
 * (draft-ietf-httpapi-ratelimit-headers): of the limit with the least left. Throws `rate_limited`.
 */
export async function applyLimits(
  endpoint: Pick<Endpoint, 'limits'>,
  context: Context,
  response: Response,
): Promise<void> {
  const { actor } = context
  if (actor.kind === 'operator') return
  const general: LimitName = actor.kind === 'person' ? 'general' : 'anonymous'
  await consumeLimits([general, ...endpoint.limits], context, (name, remaining, reset) => {
    sayLimit(response, name, remaining, reset)
  })
}

/** Counts one call against limits; `say` is told the one with the least left. Throws `rate_limited`. */
export async function consumeLimits(
  names: readonly LimitName[],
  context: Context,
  say: (name: LimitName, remaining: number, resetSeconds: number) => void = () => {},
): Promise<void> {
  let tightest: { name: LimitName; remaining: number; reset: number } | undefined
  for (const name of names) {
    const limit: Limit = limits[name]
    const used = await context.clients.limiter.consume(`${name}:${owner(limit, context)}`, limit)
    if (tightest === undefined || used.remaining < tightest.remaining) {
      tightest = { name, remaining: used.remaining, reset: used.resetSeconds }
    }
    if (!used.allowed) {
      say(name, 0, used.resetSeconds)
      throw failure('rate_limited', `Too many requests; try again in ${used.resetSeconds} s.`, {
        retryAfterSeconds: used.resetSeconds,
      })
    }
  }
  if (tightest) say(tightest.name, tightest.remaining, tightest.reset)
}

function owner(limit: Limit, context: Context): string {
  const { actor, origin } = context
  return limit.by === 'person' && actor.kind === 'person' ? actor.userId : origin.network
}

function sayLimit(response: Response, name: LimitName, remaining: number, reset: number): void {
  const { points, windowSeconds } = limits[name]
  response.setHeader('RateLimit', `"${name}";r=${remaining};t=${reset}`)
  response.setHeader('RateLimit-Policy', `"${name}";q=${points};w=${windowSeconds}`)
}
