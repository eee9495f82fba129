import { randomUUID } from 'node:crypto'
import type { Request, RequestHandler } from 'express'
import { anonymous } from '../../core/actor.ts'
import { cutForLog, type Logger } from '../../lib/logger.ts'
import { networkOf, plainAddress } from '../../lib/network.ts'
import type { Metrics } from '../metrics.ts'
import { type RequestState, requestState, setRequestState } from '../request-state.ts'

const maxUserAgent = 300

/**
 * The first middleware: gives each request its id and its place in the log, and writes one line when it is answered. The
 * line has method, route, status and time, and nothing a person wrote.
 */
export function beginRequest(options: { log: Logger; metrics: Metrics }): RequestHandler {
  const { metrics, log } = options
  return (request, response, next) => {
    const requestId = randomUUID()
    const ip = plainAddress(request.ip ?? '')
    const state: RequestState = {
      requestId,
      log,
      startedAt: performance.now(),
      origin: {
        ip,
        network: networkOf(ip),
        userAgent: (request.headers['user-agent'] ?? '').slice(0, maxUserAgent),
        requestId,
      },
      actor: anonymous,
      door: 'rest',
      credential: 'none',
      route: undefined,
      code: undefined,
      isHeld: false,
    }
    setRequestState(request, state)
    response.setHeader('X-Request-Id', requestId)
    response.on('close', () => {
      const ms = performance.now() - state.startedAt
      if (!state.isHeld) metrics.answered(request.method, state.route, response.statusCode, ms)
      if (log.isLevelEnabled('info')) log.info(line(request, state, response.statusCode, ms), 'request')
    })
    next()
  }
}

function line(request: Request, state: RequestState, status: number, ms: number): Record<string, unknown> {
  const { actor } = state
  return {
    requestId: state.requestId,
    method: request.method,
    route: state.route ?? cutForLog(request.path, 100),
    status,
    ms: Math.round(ms * 100) / 100,
    ...(state.code === undefined ? {} : { code: state.code }),
    ...(actor.kind === 'person' ? { userId: actor.userId } : {}),
  }
}

/** The logger of a request, which says its id on every line. */
export function requestLog(request: Request): Logger {
  const state = requestState(request)
  return state.log.child({ requestId: state.requestId })
}
