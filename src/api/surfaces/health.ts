import { timingSafeEqual } from 'node:crypto'
import { type Request, Router } from 'express'
import type { App } from '../../app.ts'
import { failure, notFound } from '../../core/errors.ts'
import { isLoopback, plainAddress } from '../../lib/network.ts'
import type { Metrics } from '../metrics.ts'
import { bearerToken } from '../middleware/authenticate.ts'

const forwardingHeaders = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'via']

/** How long a part may take to say that it is well. */
const readyWithinMs = 2000

/** `/health/live`, `/health/ready` and `/metrics` (API.md, Other surfaces). */
export function healthSurface(app: App, metrics: Metrics, isDraining: () => boolean): Router {
  const router = Router({ caseSensitive: true, strict: true })
  router.get('/health/live', (_request, response) => {
    response.setHeader('Cache-Control', 'no-store')
    response.json({ status: 'ok' })
  })
  router.get('/health/ready', async (_request, response) => {
    const database = await answersInTime(app.db.ping())
    const isReady = database && !isDraining()
    response.setHeader('Cache-Control', 'no-store')
    if (!isReady) response.setHeader('Retry-After', '2')
    response.status(isReady ? 200 : 503).json({
      status: isReady ? 'ok' : 'unavailable',
      parts: { database: database ? 'ok' : 'failed', server: isDraining() ? 'stopping' : 'ok' },
    })
  })
  router.get('/metrics', async (request, response) => {
    if (!mayRead(request, app.config.metricsToken)) throw notFound()
    response.setHeader('Content-Type', metrics.contentType)
    response.setHeader('Cache-Control', 'no-store')
    response.end(await metrics.text())
  })
  for (const path of ['/health/live', '/health/ready', '/metrics']) {
    router.all(path, (_request, response) => {
      response.setHeader('Allow', 'GET, HEAD')
      throw failure('method_not_allowed', 'Allowed here: GET, HEAD.')
    })
  }
  return router
}

/**
 * Loopback may read the metrics, unless a forwarding header shows that a proxy on this machine speaks for somebody else
 * (SAFETY.md, 0.11); with the token anybody may.
 */
function mayRead(request: Request, token: string | undefined): boolean {
  const given = bearerToken(request)
  if (token !== undefined && given !== undefined) return isSame(given, token)
  const isForwarded = forwardingHeaders.some((name) => request.headers[name] !== undefined)
  return !isForwarded && isLoopback(plainAddress(request.socket.remoteAddress ?? ''))
}

function isSame(given: string, token: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(token)]
  return one.length === other.length && timingSafeEqual(one, other)
}

async function answersInTime(work: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), readyWithinMs)
  })
  try {
    return await Promise.race([work.then(() => true), late])
  } catch {
    return false
  } finally {
    clearTimeout(timer)
  }
}
