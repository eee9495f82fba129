import { z } from 'zod'
import { type FailureCode, failureCodes } from '../core/errors.ts'
import type { Endpoint, Shape } from './endpoint.ts'
import { type Limit, limits } from './limits.ts'
import { exampleOf, requestExample } from './openapi-examples.ts'
import { problemShape } from './problem-shape.ts'
import { statusOf } from './problems.ts'

type Json = Record<string, unknown>

export interface DocumentFacts {
  title: string
  version: string
  description: string
  serverUrl: string
}

const problemContent = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }

/** The codes that any endpoint of the given access may answer. */
function commonFailures(endpoint: Endpoint): FailureCode[] {
  const codes: FailureCode[] = ['validation_failed', 'rate_limited', 'unavailable', 'client_too_old']
  // Where no session is needed too: a token or cookie that comes along all the same is looked at.
  codes.push('unauthenticated')
  if (endpoint.method !== 'get') codes.push('origin_refused')
  if (endpoint.access === 'person') codes.push('account_suspended')
  if (endpoint.access === 'moderator' || endpoint.access === 'admin') codes.push('forbidden', 'totp_setup_required')
  if (endpoint.params !== undefined) codes.push('not_found')
  if (endpoint.body !== undefined || endpoint.multipart !== undefined) {
    codes.push('malformed_request', 'payload_too_large', 'content_type_unsupported', 'storage_full')
  }
  if (endpoint.idempotency === 'keyed') codes.push('idempotency_mismatch', 'conflict')
  return codes
}

/** The OpenAPI 3.1 document of these endpoints, made from the very schemas that check requests and shape answers. */
export function openApiDocument(endpoints: readonly Endpoint[], facts: DocumentFacts): Json {
  const components = new Components()
  components.of(problemShape, 'output')
  const paths: Record<string, Json> = {}
  for (const endpoint of endpoints) {
    const path = `/api/v1${endpoint.path}`
    paths[path] = { ...paths[path], [endpoint.method]: operation(endpoint, components) }
  }
  addExamples(paths, components.schemas)
  const tags = [...new Set(endpoints.map((endpoint) => endpoint.tag))]
  return {
    openapi: '3.1.0',
    info: {
      title: facts.title,
      version: facts.version,
      description: facts.description,
      license: { name: 'MIT', identifier: 'MIT' },
      contact: { name: facts.title, url: `${facts.serverUrl}/api/docs` },
    },
    servers: [{ url: facts.serverUrl }],
    tags: tags.map((name) => ({ name, description: `${name}.` })),
    paths,
    components: {
      schemas: components.schemas,
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'The token of a session.' },
        cookie: { type: 'apiKey', in: 'cookie', name: '__Host-momentum', description: 'The web client’s session.' },
      },
    },
  }
}

/** Schemas with a name of their own are put here once and referred to from everywhere. */
class Components {
  readonly schemas: Record<string, Json> = {}

  /** The JSON Schema of a shape, its named parts replaced by references. */
  of(shape: Shape, io: 'input' | 'output'): Json {
    const schema = z.toJSONSchema(shape, {
      io,
      target: 'draft-2020-12',
      unrepresentable: 'any',
      override: ({ zodSchema, jsonSchema }) => {
        openAnswers(jsonSchema as Json, io)
        nameDiscriminator(zodSchema, jsonSchema as Json)
      },
    }) as Json
    const { $defs, $schema: _, ...rest } = schema
    for (const [name, definition] of Object.entries(($defs ?? {}) as Record<string, Json>)) {
      this.schemas[name] = withoutId(pointToComponents(definition) as Json)
    }
    const own = pointToComponents(rest) as Json
    if (typeof own.id !== 'string') return own
    this.schemas[own.id] = withoutId(own)
    return { $ref: `#/components/schemas/${own.id}` }
  }
}

// Answers may grow (API.md, Conventions): clients are told that more fields may come.
function openAnswers(schema: Json, io: 'input' | 'output'): void {
  if (io === 'output' && schema.type === 'object' && schema.additionalProperties === false) {
    delete schema.additionalProperties
  }
}

// Generators of clients make one class with subclasses of it, which takes the name of each part by what its field holds.
function nameDiscriminator(zodSchema: unknown, schema: Json): void {
  if (!(zodSchema instanceof z.ZodDiscriminatedUnion)) return
  const propertyName = zodSchema.def.discriminator
  const parts = zodSchema.options.map((option) => {
    const field = (option as z.ZodObject).shape[propertyName]
    return [field instanceof z.ZodLiteral ? String(field.value) : '', (option as z.ZodObject).meta()?.id]
  })
  if (parts.some(([, id]) => id === undefined)) return
  const mapping = Object.fromEntries(parts.map(([value, id]) => [value, `#/components/schemas/${id}`]))
  schema.discriminator = { propertyName, mapping }
}

/** Each body of JSON gets an example. */
function addExamples(paths: Record<string, Json>, schemas: Record<string, Json>): void {
  for (const methods of Object.values(paths) as Record<string, Operation>[]) {
    for (const { operationId, requestBody, responses } of Object.values(methods)) {
      const asked = requestBody?.content['application/json']
      if (asked) asked.example = requestExample(operationId, asked.schema, schemas)
      for (const { content } of Object.values(responses)) {
        const answered = content?.['application/json']
        if (answered) answered.example = exampleOf(answered.schema, schemas, 'answer')
      }
    }
  }
}

interface Operation {
  operationId: string
  requestBody?: { content: Record<string, Body> }
  responses: Record<string, { content?: Record<string, Body> }>
}

interface Body {
  schema: Json
  example?: unknown
}

function withoutId(schema: Json): Json {
  const { id: _, ...rest } = schema
  return rest
}

function pointToComponents(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pointToComponents)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) =>
      key === '$ref' && typeof inner === 'string'
        ? [key, inner.replace('#/$defs/', '#/components/schemas/')]
        : [key, pointToComponents(inner)],
    ),
  )
}

function operation(endpoint: Endpoint, components: Components): Json {
  return {
    operationId: endpoint.operation,
    tags: [endpoint.tag],
    summary: endpoint.summary,
    description: describe(endpoint),
    security: endpoint.access === 'public' ? [] : [{ bearer: [] }, { cookie: [] }],
    parameters: [
      ...parameters(endpoint.params, 'path', components),
      ...parameters(endpoint.query, 'query', components),
      ...headerParameters(endpoint),
    ],
    ...requestBody(endpoint, components),
    responses: responses(endpoint, components),
    ...frames(endpoint, components),
    'x-access': endpoint.access,
    'x-limits': endpoint.limits.map((name) => describeLimit(name, limits[name])),
  }
}

function describe(endpoint: Endpoint): string {
  const parts = [endpoint.description ?? `${endpoint.summary}.`, `Access: ${endpoint.access}.`]
  if (endpoint.idempotency === 'ignored')
    parts.push('The Idempotency-Key header is ignored here and nothing is stored of it.')
  for (const name of endpoint.limits) parts.push(`Limit ${describeLimit(name, limits[name])}.`)
  return parts.join(' ')
}

function describeLimit(name: string, limit: Limit): string {
  return `${name}: ${limit.points} in ${limit.windowSeconds} s per ${limit.by}`
}

function parameters(schema: z.ZodObject | undefined, place: 'path' | 'query', components: Components): Json[] {
  if (schema === undefined) return []
  return Object.entries(schema.shape as Record<string, z.ZodType>).map(([name, field]) => {
    const { description, ...rest } = components.of(field, 'input')
    const isOptional = field.safeParse(undefined).success
    return {
      name,
      in: place,
      required: place === 'path' || !isOptional,
      description: description ?? `The ${name}.`,
      schema: rest,
    }
  })
}

function headerParameters(endpoint: Endpoint): Json[] {
  const headers: Json[] = []
  if (endpoint.idempotency === 'keyed' && endpoint.access !== 'public') {
    headers.push({
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      description: 'A UUID; a retry with the same key within 24 h gets the first answer and does nothing twice.',
      schema: { type: 'string', minLength: 8, maxLength: 100 },
    })
  }
  if (endpoint.etag) {
    headers.push({
      name: 'If-None-Match',
      in: 'header',
      required: false,
      description: 'The ETag of the copy the client has; 304 when it is still right.',
      schema: { type: 'string', maxLength: 200 },
    })
  }
  return headers
}

function requestBody(endpoint: Endpoint, components: Components): Json {
  if (endpoint.multipart !== undefined) {
    return {
      requestBody: { required: true, content: { 'multipart/form-data': { schema: endpoint.multipart.schema } } },
    }
  }
  if (endpoint.body === undefined) return {}
  const schema = components.of(endpoint.body, 'input')
  const required = !endpoint.body.safeParse({}).success
  return { requestBody: { required, content: { 'application/json': { schema } } } }
}

// OpenAPI has no place for what goes over an open connection.
function frames({ frames: shapes }: Endpoint, components: Components): Json {
  if (shapes === undefined) return {}
  const server = components.of(shapes.server, 'output')
  return {
    'x-frames': {
      server,
      client: components.of(shapes.client, 'input'),
      answer: components.of(shapes.answer, 'output'),
    },
  }
}

function responses(endpoint: Endpoint, components: Components): Json {
  const all: Record<string, Json> = {}
  for (const [status, shape] of Object.entries(endpoint.answers)) {
    const type = endpoint.produces ?? 'application/json'
    const content = shape === null ? {} : { content: { [type]: { schema: components.of(shape, 'output') } } }
    all[status] = { description: endpoint.summary, headers: answerHeaders(endpoint), ...content }
  }
  if (endpoint.etag) all['304'] = { description: 'The client’s copy is still right.' }
  const codes = new Set([...commonFailures(endpoint), ...endpoint.failures])
  for (const code of codes) {
    const status = String(statusOf[failureCodes[code].kind])
    const known = all[status]?.['x-codes'] as string[] | undefined
    const list = [...(known ?? []), code]
    all[status] = { description: `Problem: ${list.join(', ')}.`, content: problemContent, 'x-codes': list }
  }
  return all
}

function answerHeaders(endpoint: Endpoint): Json {
  const text = { schema: { type: 'string', maxLength: 200 } }
  const headers: Json = { 'X-Request-Id': { description: 'The id of this request in the server’s log.', ...text } }
  if (endpoint.etag) headers.ETag = { description: 'Names this version of the answer.', ...text }
  if (endpoint.limits.length > 0) {
    headers.RateLimit = { description: 'What is left of the tightest limit, and when it starts anew.', ...text }
  }
  return headers
}
