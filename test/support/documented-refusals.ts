import { openApiDocument } from '../../src/api/openapi.ts'
import { endpoints } from '../../src/api/routes/index.ts'

interface Operation {
  responses: Record<string, { 'x-codes'?: string[] }>
}

let routes: { method: string; path: RegExp; operation: Operation; name: string }[] | undefined

/** What the document says of each endpoint, made once: tests ask it for every refusal they get. */
function known(): NonNullable<typeof routes> {
  if (routes !== undefined) return routes
  const facts = { title: 'Momentum', version: '0', description: 'For tests.', serverUrl: 'http://127.0.0.1' }
  const { paths } = openApiDocument(endpoints, facts) as { paths: Record<string, Record<string, Operation>> }
  routes = endpoints.map(({ method, path }) => ({
    method: method.toUpperCase(),
    path: new RegExp(`^/api/v1${path.replace(/\{\w+\}/g, '[^/]+')}$`),
    operation: paths[`/api/v1${path}`]![method]!,
    name: `${method} ${path}`,
  }))
  // `/users/suggestions` is not the person of that name.
  routes.sort((one, other) => one.name.split('{').length - other.name.split('{').length)
  return routes
}

/** The code of a refusal that its endpoint does not announce, with its endpoint; undefined where all is in order. */
export function undocumentedRefusal(method: string, url: string, status: number, code: unknown): string | undefined {
  // A failure of ours is announced nowhere, and a method that is not there belongs to no operation.
  if (status === 500 || status === 405) return undefined
  const asked = method === 'HEAD' ? 'GET' : method
  const { pathname } = new URL(url)
  const route = known().find((one) => one.method === asked && one.path.test(pathname))
  if (route === undefined || route.operation.responses[status]?.['x-codes']?.includes(String(code))) return undefined
  return `${route.name} ${status}: the code ${String(code)} is not in the document`
}
