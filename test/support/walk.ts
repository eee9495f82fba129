import { expect } from 'chai'
import type { TestApp } from './app.ts'
import type { TestPerson } from './people.ts'

// Walks every GET route that the OpenAPI document has, with every id and user name that earlier answers held, so that a
// route that is added later is walked without anybody thinking of it.

/** One answer of a walk. */
export interface Visited {
  /** The route with its parameters in braces, below /api/v1. */
  route: string
  /** What was asked for, with parameters filled in. */
  path: string
  status: number
  text: string
  etag: string | null
}

export interface WalkHints {
  /** User names to ask about, beside those that answers held. */
  usernames: readonly string[]
  /** Ids to ask about, beside those that answers held. */
  ids?: readonly string[]
  /** Values of query parameters that are required or make a list show more, by parameter. */
  queries?: Readonly<Record<string, readonly string[]>>
}

interface Parameter {
  name: string
  in: string
  required?: boolean
  schema?: { enum?: string[] }
}

interface Route {
  path: string
  parameters: Parameter[]
}

/** One thing to ask for, and what to ask beside it when it is there. */
interface Question {
  route: string
  path: string
  variants: string[]
}

/** Rounds of filling in: a post leads to its comments, a comment to its reactions. */
const rounds = 3
/** So many questions at a time. */
const atOnce = 8

/** Walks all that a person can read; answers every visit that was answered 200, and which routes never were. */
export async function walkReads(
  momentum: TestApp,
  person: TestPerson,
  hints: WalkHints,
): Promise<{ visits: Visited[]; unreached: string[] }> {
  const routes = await readableRoutes(momentum)
  const ids = new Set(hints.ids ?? [])
  const names = new Set(hints.usernames)
  const visited = new Map<string, Visited>()

  async function visit(route: string, path: string): Promise<boolean> {
    const answer = await person.get(path)
    expect(answer.status, `GET ${path}: ${answer.text.slice(0, 300)}`).to.be.below(500)
    // A route that takes other parameters than the walk knows must not be left out in silence.
    expect(answer.status, `the walk cannot ask ${path}; give it a hint: ${answer.text}`).not.to.equal(422)
    visited.set(path, { route, path, status: answer.status, text: answer.text, etag: answer.headers.get('etag') })
    if (answer.status === 200) harvest(answer.body, ids, names)
    return answer.status === 200
  }

  for (let round = 0; round < rounds; round += 1) {
    const questions = routes
      .flatMap((route) => fillIn(route, [...ids], [...names], hints))
      .filter(({ path }) => !visited.has(path))
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        for (let next = questions.pop(); next !== undefined; next = questions.pop()) {
          if (!(await visit(next.route, next.path))) continue
          for (const variant of next.variants) await visit(next.route, variant)
        }
      }),
    )
  }
  const visits = [...visited.values()].filter(({ status }) => status === 200)
  const reached = new Set(visits.map(({ route }) => route))
  return { visits, unreached: routes.map(({ path }) => path).filter((path) => !reached.has(path)) }
}

/** The GET routes a person may call and that end: streams and operators' routes are not among them. */
async function readableRoutes(momentum: TestApp): Promise<Route[]> {
  const { paths } = (await momentum.guest.get('/api/openapi.json')).body
  return Object.entries(paths as Record<string, Record<string, Record<string, unknown>>>).flatMap(([path, methods]) => {
    const operation = methods.get
    if (operation === undefined || ['moderator', 'admin'].includes(String(operation['x-access']))) return []
    if (JSON.stringify(operation.responses).includes('text/event-stream')) return []
    return [{ path: path.replace(/^\/api\/v1/, ''), parameters: operation.parameters as Parameter[] }]
  })
}

function fillIn(route: Route, ids: readonly string[], names: readonly string[], hints: WalkHints): Question[] {
  const parameters = route.parameters.filter((parameter) => parameter.in === 'path')
  let paths = [route.path]
  for (const { name } of parameters) {
    const values = /username/i.test(name) ? names : (hints.queries?.[name] ?? ids)
    paths = paths.flatMap((path) => values.map((value) => path.replace(`{${name}}`, encodeURIComponent(value))))
  }
  return paths.flatMap((path) => withQueries(path, route, hints))
}

/** The path with what is required of its query; its variants have one parameter more that there is a value for. */
function withQueries(path: string, route: Route, hints: WalkHints): Question[] {
  const queries = route.parameters.filter((parameter) => parameter.in === 'query')
  const valuesOf = (name: string): readonly string[] =>
    hints.queries?.[name] ?? queries.find((query) => query.name === name)?.schema?.enum ?? []
  let bases: string[][] = [[]]
  for (const { name } of queries.filter((query) => query.required)) {
    const values = valuesOf(name)
    expect(values, `the walk needs a hint for the query parameter ${name} of ${route.path}`).not.to.deep.equal([])
    bases = bases.flatMap((base) => values.map((value) => [...base, `${name}=${encodeURIComponent(value)}`]))
  }
  const optional = queries
    .filter((query) => !query.required)
    .flatMap(({ name }) => valuesOf(name).map((value) => `${name}=${encodeURIComponent(value)}`))
  const address = (query: string[]): string => (query.length === 0 ? path : `${path}?${query.join('&')}`)
  return bases.map((base) => ({
    route: route.path,
    path: address(base),
    variants: optional.map((one) => address([...base, one])),
  }))
}

const idForm = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/

function harvest(value: unknown, ids: Set<string>, names: Set<string>): void {
  if (Array.isArray(value)) {
    for (const item of value) harvest(item, ids, names)
    return
  }
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner !== 'string') harvest(inner, ids, names)
    else if (key === 'username') names.add(inner)
    else if (idForm.test(inner)) ids.add(inner)
  }
}
