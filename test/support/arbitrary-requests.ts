import fc from 'fast-check'

// Makes requests from the OpenAPI document: most of them as it describes, some with one thing wrong.

type Json = Record<string, unknown>

/** One request that a client might send. */
export interface ArbitraryRequest {
  operation: string
  method: string
  path: string
  body: unknown
}

export interface Known {
  /** Ids that exist, for parameters and fields that take one. */
  ids: readonly string[]
  usernames: readonly string[]
  /** Texts that have broken others. */
  hostile: readonly string[]
  /** Operations to leave out, by name. */
  without: readonly string[]
}

/** An arbitrary of requests for every JSON operation of the document. */
export function arbitraryRequests(document: Json, known: Known): fc.Arbitrary<ArbitraryRequest> {
  const schemas = (document.components as { schemas: Record<string, Json> }).schemas
  const values = new Values(schemas, known)
  const operations = Object.entries(document.paths as Record<string, Record<string, Json>>).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) => {
      const skipped = known.without.includes(String(operation.operationId)) || isStreamOrForm(operation)
      return skipped ? [] : [values.request(method.toUpperCase(), path, operation)]
    }),
  )
  return fc.oneof(...operations)
}

function isStreamOrForm(operation: Json): boolean {
  const text = JSON.stringify([operation.requestBody, operation.responses])
  return text.includes('multipart/form-data') || text.includes('text/event-stream') || text.includes('application/zip')
}

class Values {
  readonly #schemas: Record<string, Json>
  readonly #known: Known

  constructor(schemas: Record<string, Json>, known: Known) {
    this.#schemas = schemas
    this.#known = known
  }

  request(method: string, path: string, operation: Json): fc.Arbitrary<ArbitraryRequest> {
    const parameters = (operation.parameters ?? []) as { name: string; in: string; required: boolean; schema: Json }[]
    const inPath = parameters.filter((parameter) => parameter.in === 'path')
    const inQuery = parameters.filter((parameter) => parameter.in === 'query')
    const content = (operation.requestBody as { content?: Record<string, { schema: Json }> } | undefined)?.content
    const schema = content?.['application/json']?.schema
    return fc
      .record({
        places: fc.tuple(...inPath.map(({ name, schema: one }) => this.parameter(name, one))),
        queries: fc.tuple(...inQuery.map(({ name, schema: one, required }) => this.query(name, one, required))),
        body: schema === undefined ? fc.constant(undefined) : this.body(schema),
      })
      .map(({ places, queries, body }) => {
        const filled = inPath.reduce(
          (all, { name }, index) => all.replace(`{${name}}`, encodeURIComponent(String(places[index]))),
          path,
        )
        const query = queries.filter((pair) => pair !== undefined).join('&')
        return {
          operation: String(operation.operationId),
          method,
          path: filled + (query === '' ? '' : `?${query}`),
          body,
        }
      })
  }

  parameter(name: string, schema: Json): fc.Arbitrary<unknown> {
    const { ids, usernames } = this.#known
    const real = /username/i.test(name) ? usernames : ids
    // A lone surrogate cannot be written into an address, and an empty name is another address.
    const written = this.value(schema, name).filter((value) => isWellFormed(String(value)) && String(value) !== '')
    return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...real) }, { weight: 1, arbitrary: written })
  }

  query(name: string, schema: Json, required: boolean): fc.Arbitrary<string | undefined> {
    const written = this.value(schema, name)
      .map((value) => (typeof value === 'object' ? JSON.stringify(value) : String(value)))
      .filter(isWellFormed)
      .map((value) => `${name}=${encodeURIComponent(value)}`)
    return required ? written : fc.option(written, { nil: undefined, freq: 2 })
  }

  /** Three of four bodies are as described; the fourth has one field dropped, added, or of another kind. */
  body(schema: Json): fc.Arbitrary<unknown> {
    const right = this.value(schema, '')
    const wrong = fc.tuple(right, fc.nat(), this.anything()).map(([body, at, other]) => spoil(body, at, other))
    return fc.oneof({ weight: 3, arbitrary: right }, { weight: 1, arbitrary: wrong })
  }

  value(schema: Json, name: string): fc.Arbitrary<unknown> {
    if (typeof schema.$ref === 'string') return this.value(this.#schemas[schema.$ref.split('/').at(-1)!]!, name)
    if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum)
    if ('const' in schema) return fc.constant(schema.const)
    const any = (schema.anyOf ?? schema.oneOf) as Json[] | undefined
    if (any) return fc.oneof(...any.map((one) => this.value(one, name)))
    switch (schema.type) {
      case 'object':
        return this.object(schema)
      case 'array':
        return fc.array(this.value((schema.items ?? {}) as Json, name), {
          minLength: Number(schema.minItems ?? 0),
          maxLength: Math.min(Number(schema.maxItems ?? 3), 4),
        })
      case 'integer':
        return fc.integer(bounds(schema))
      case 'number': {
        const { min, max } = bounds(schema)
        return fc.double({ min, max, noNaN: true })
      }
      case 'boolean':
        return fc.boolean()
      case 'null':
        return fc.constant(null)
      case 'string':
        return this.text(schema, name)
      default:
        return this.anything()
    }
  }

  object(schema: Json): fc.Arbitrary<unknown> {
    const properties = Object.entries((schema.properties ?? {}) as Record<string, Json>)
    const required = (schema.required ?? []) as string[]
    const fields = Object.fromEntries(properties.map(([name, one]) => [name, this.value(one, name)]))
    return fc.record(fields, { requiredKeys: required.filter((name) => name in fields) })
  }

  text(schema: Json, name: string): fc.Arbitrary<string> {
    const { ids, usernames, hostile } = this.#known
    const min = Number(schema.minLength ?? 0)
    const max = Math.min(Number(schema.maxLength ?? 200), 300)
    const pattern = typeof schema.pattern === 'string' ? new RegExp(schema.pattern, 'u') : undefined
    if (pattern?.test(ids[0]!)) return fc.constantFrom(...ids)
    if (schema.format === 'date') return fc.constantFrom('1990-01-01', '2024-02-29', '2024-02-30', '0000-00-00')
    if (/username/i.test(name)) return fc.constantFrom(...usernames)
    const free = fc.string({ unit: 'grapheme', minLength: min, maxLength: max })
    const texts = fc.oneof({ weight: 2, arbitrary: free }, { weight: 2, arbitrary: fc.constantFrom(...hostile) })
    return pattern === undefined ? texts : fc.oneof(fc.stringMatching(pattern, { maxLength: max }), texts)
  }

  anything(): fc.Arbitrary<unknown> {
    return fc.oneof(
      fc.constantFrom<unknown>(null, true, 0, -1, 1e308, '', [], {}, { $ne: null }, [[[[]]]]),
      fc.constantFrom(...this.#known.hostile),
      fc.constantFrom(...this.#known.ids),
    )
  }
}

function bounds(schema: Json): { min: number; max: number } {
  const min = Number(schema.minimum ?? schema.exclusiveMinimum ?? -1000)
  const max = Number(schema.maximum ?? schema.exclusiveMaximum ?? 1000)
  return { min: Math.max(min, Number.MIN_SAFE_INTEGER), max: Math.min(max, Number.MAX_SAFE_INTEGER) }
}

function isWellFormed(text: string): boolean {
  return Buffer.from(text, 'utf8').toString('utf8') === text
}

function spoil(body: unknown, at: number, other: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return other
  const names = Object.keys(body)
  const name = names[at % Math.max(1, names.length)] ?? 'unknown'
  const spoiled: Record<string, unknown> = { ...body }
  if (at % 3 === 0) delete spoiled[name]
  else if (at % 3 === 1) spoiled[name] = other
  else spoiled[`${name}More`] = other
  return spoiled
}
