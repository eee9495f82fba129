import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { temporaryFolder } from './temporary-folder.ts'

/** A request as a test asserts it. */
export interface AdminRequest {
  method: string
  path: string
  query: Record<string, string>
  body: unknown
  headers: IncomingHttpHeaders
}

export interface AdminAnswer {
  status?: number
  headers?: Record<string, string>
  /** Sent as JSON, or as it is when it is a text. */
  body?: unknown
}

export type AdminHandler = AdminAnswer | ((request: AdminRequest, response: ServerResponse) => AdminAnswer | null)

export interface FakeAdminServer {
  readonly dataFolder: string
  readonly url: string
  readonly requests: AdminRequest[]
  /** Answers a method and path below `/api/v1`: `on('GET /admin/users', { body: … })`. A handler's null sends nothing. */
  on(route: string, answer: AdminHandler): void
  close(): Promise<void>
}

/** A server that answers what it was told, on the operator's socket of a new data folder and on loopback. */
export async function startFakeAdminServer(): Promise<FakeAdminServer> {
  const dataFolder = await temporaryFolder('data')
  const routes = new Map<string, AdminHandler>()
  const requests: AdminRequest[] = []
  const answer = async (message: IncomingMessage, response: ServerResponse) => {
    const request = await readRequest(message)
    requests.push(request)
    const handler = routes.get(`${request.method} ${request.path}`)
    const given = typeof handler === 'function' ? handler(request, response) : (handler ?? notFound)
    if (given === null) return
    const { status = 200, headers = {}, body } = given
    const isProblem = status >= 400 && typeof body === 'object'
    response.writeHead(status, {
      'Content-Type': isProblem ? 'application/problem+json' : 'application/json',
      ...headers,
    })
    response.end(body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body))
  }
  const servers = [createServer(answer), createServer(answer)] as const
  await Promise.all([
    new Promise<void>((resolve) => servers[0].listen(join(dataFolder, 'momentum.sock'), resolve)),
    new Promise<void>((resolve) => servers[1].listen(0, '127.0.0.1', resolve)),
  ])
  const { port } = servers[1].address() as { port: number }
  return {
    dataFolder,
    url: `http://127.0.0.1:${port}`,
    requests,
    on: (route, handler) => routes.set(route, handler),
    close: async () => {
      for (const server of servers) server.closeAllConnections()
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
    },
  }
}

/** A refusal as the API sends it. */
export function problem(status: number, code: string, detail: string, more: Record<string, unknown> = {}): AdminAnswer {
  return { status, body: { type: 'about:blank', title: code, status, detail, code, requestId: 'request-1', ...more } }
}

const notFound = problem(404, 'not_found', 'There is no such thing.')

async function readRequest(message: IncomingMessage): Promise<AdminRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString('utf8')
  const url = new URL(message.url!, 'http://localhost')
  return {
    method: message.method!,
    path: url.pathname.replace('/api/v1', ''),
    query: Object.fromEntries(url.searchParams),
    body: text === '' ? undefined : JSON.parse(text),
    headers: message.headers,
  }
}
