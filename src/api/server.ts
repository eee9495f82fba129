import { randomUUID } from 'node:crypto'
import { createServer as createHttpServer, IncomingMessage, type Server, ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import express, { type Express, type Request, Router } from 'express'
import type { App } from '../app.ts'
import type { Origin } from '../core/context.ts'
import { notFound } from '../core/errors.ts'
import { minute, second } from '../lib/clock.ts'
import { networkOf, plainAddress } from '../lib/network.ts'
import type { Answer, Endpoint } from './endpoint.ts'
import { LiveDoor } from './live/door.ts'
import { webSocketUpgrades } from './live/web-socket.ts'
import { listenLocally } from './local-socket.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { refuseOldApps } from './middleware/app-version.ts'
import { authenticate } from './middleware/authenticate.ts'
import { beginRequest } from './middleware/begin-request.ts'
import { securityHeaders } from './middleware/security-headers.ts'
import { problems } from './problems.ts'
import { requestState } from './request-state.ts'
import { resumableUploads } from './resumable-uploads.ts'
import { routerFor } from './router.ts'
import { endpoints } from './routes/index.ts'
import { closeSlowConnections, type SlowConnectionLimits } from './slow-connections.ts'
import { surfaces } from './surfaces/index.ts'

export interface ServerOptions {
  /** Told each answer of an endpoint before it is sent; tests hold it against the document. */
  onAnswer?: (endpoint: Endpoint, answer: Answer) => void
  /** Longest wait for running requests when the server stops, in ms. */
  graceMs?: number
  /** When a client that does not get on loses its connection. */
  slowConnections?: SlowConnectionLimits
}

/** The API over HTTP: a TCP listener for everybody, a unix socket for the operator of this machine. */
export interface ApiServer {
  readonly metrics: Metrics
  /** The live streams of this process. */
  readonly live: LiveDoor
  /** Answers the address listened on. */
  listen(port: number, host: string): Promise<{ url: string; port: number }>
  listenLocally(path: string): Promise<void>
  /** Becomes unready, lets running requests end, closes every connection. */
  close(): Promise<void>
}

/** Builds the server of an app; it listens on nothing yet. */
export function createServer(app: App, options: ServerOptions = {}): ApiServer {
  const state = { draining: false }
  const live = new LiveDoor(app)
  const metrics = createMetrics(
    {
      momentum_write_queue_waiting: { help: 'Units waiting to be written.', read: () => app.db.stats().waiting },
      momentum_commits: { help: 'Commits since the start.', read: () => app.db.stats().commits },
      momentum_live_streams: { help: 'Live streams that are open.', read: () => live.hub.size, isPerWorker: true },
    },
    app.siblings,
  )
  app.onBackgroundFailure(() => metrics.failedInBackground())
  const handler = buildExpress(app, metrics, options, () => state.draining)
  handler.locals.live = live
  handler.locals.metrics = metrics
  const upgrade = webSocketUpgrades(live, (request) => originOf(handler, request))
  const servers: Server[] = []
  const sockets = new Set<Socket>()

  function newServer(): Server {
    const server = serverFor(handler)
    server.on('upgrade', upgrade)
    closeSlowConnections(server, options.slowConnections)
    server.on('connection', (socket: Socket) => {
      sockets.add(socket)
      socket.once('close', () => sockets.delete(socket))
    })
    servers.push(server)
    return server
  }

  return {
    metrics,
    live,
    listen: async (port, host) => {
      const server = newServer()
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, host, resolve)
      })
      const bound = (server.address() as AddressInfo).port
      return { url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`, port: bound }
    },
    listenLocally: (path) => listenLocally(newServer(), path),
    close: async () => {
      state.draining = true
      const streamsEnded = live.close()
      await Promise.all(servers.map((server) => closeGracefully(server, options.graceMs ?? 8 * second)))
      await streamsEnded
      for (const socket of sockets) socket.destroy()
    },
  }
}

/** Where an upgrade comes from: Express's own reading of the address, which knows what proxies may say. */
function originOf(web: Express, request: IncomingMessage): Origin {
  const seen = Object.setPrototypeOf(request, web.request) as Request
  const ip = plainAddress(seen.ip ?? '')
  const userAgent = (request.headers['user-agent'] ?? '').slice(0, 300)
  return { ip, network: networkOf(ip), userAgent, requestId: randomUUID() }
}

function buildExpress(app: App, metrics: Metrics, options: ServerOptions, isDraining: () => boolean): Express {
  const web = express()
  web.set('trust proxy', app.config.trustProxy)
  web.set('query parser', 'simple')
  web.set('case sensitive routing', true)
  web.set('strict routing', true)
  web.disable('x-powered-by')
  web.disable('etag')
  web.use(beginRequest({ log: app.log, metrics }))
  web.use(securityHeaders(app.instance))
  web.use((_request, response, next) => {
    // What is kept alive would hold the stop up until its own time-out.
    if (isDraining()) response.setHeader('Connection', 'close')
    next()
  })
  const api = Router({ caseSensitive: true, strict: true })
  api.use(refuseOldApps(app.settings))
  api.use(authenticate(app.sessions, app.instance))
  api.use('/media/uploads', resumableUploads(app))
  api.use(
    routerFor(endpoints, {
      contextFor: (request) => {
        const state = requestState(request)
        return app.as(state.actor, state.door, state.origin)
      },
      onAnswer: options.onAnswer,
      rateLimits: app.config.rateLimits,
    }),
  )
  web.use('/api/v1', api)
  web.use(surfaces(app, metrics, isDraining))
  web.use(() => {
    throw notFound()
  })
  web.use(problems)
  return web
}

/**
 * An HTTP server whose requests and responses have Express's prototypes from birth: on Node 20 and 22 Express's own
 * change of prototype makes every later property access slow (expressjs/express #5998); from 24 on it does not.
 */
function serverFor(handler: Express): Server {
  const limits = {
    maxHeaderSize: 16 * 1024,
    headersTimeout: 15 * second,
    requestTimeout: 5 * minute,
    keepAliveTimeout: 30 * second,
    connectionsCheckingInterval: 5 * second,
  }
  const server = needsPrototypes()
    ? createHttpServer({ ...limits, ...prototyped(handler) }, handler)
    : createHttpServer(limits, handler)
  server.maxConnections = 20_000
  return server
}

function needsPrototypes(): boolean {
  return Number(process.versions.node.split('.')[0]) < 24
}

function prototyped(handler: Express) {
  function Request(this: unknown, socket: Socket): void {
    ;(IncomingMessage as unknown as (this: unknown, socket: Socket) => void).call(this, socket)
  }
  Request.prototype = handler.request
  function Response(this: unknown, request: IncomingMessage, options: unknown): void {
    ;(ServerResponse as unknown as (this: unknown, request: IncomingMessage, options: unknown) => void).call(
      this,
      request,
      options,
    )
  }
  Response.prototype = handler.response
  return {
    IncomingMessage: Request as unknown as typeof IncomingMessage,
    ServerResponse: Response as unknown as typeof ServerResponse,
  }
}

async function closeGracefully(server: Server, graceMs: number): Promise<void> {
  if (!server.listening) return
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  // A connection that becomes idle after close() would live until its keep-alive time-out.
  const idle = setInterval(() => server.closeIdleConnections(), 100)
  const deadline = setTimeout(() => server.closeAllConnections(), graceMs)
  server.closeIdleConnections()
  await closed
  clearInterval(idle)
  clearTimeout(deadline)
}
