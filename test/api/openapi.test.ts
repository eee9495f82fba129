import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect } from 'chai'
import type { z } from 'zod'
import { liveActions } from '../../src/api/live/catalogue.ts'
import { renderers } from '../../src/api/live/renderers.ts'
import { endpoints } from '../../src/api/routes/index.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { projectFolder } from '../support/spawn.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { undocumented } from '../support/undocumented.ts'

const run = promisify(execFile)
const tool = (name: string): string => join(projectFolder, 'node_modules/.bin', name)

// The published document as any client generator reads it: plain JSON.
// biome-ignore lint/suspicious/noExplicitAny: the document is walked, not typed
type Json = any

describe('GET /api/openapi.json', () => {
  let momentum: TestApp
  let document: Json
  let file: string

  before(async () => {
    momentum = await startTestApp()
    document = (await momentum.guest.get('/api/openapi.json')).body
    file = join(await temporaryFolder('openapi'), 'openapi.json')
    await writeFile(file, JSON.stringify(document))
  })
  after(() => momentum.close())

  it('names every endpoint once, with an operation id of its own', () => {
    const ids = Object.values<Json>(document.paths).flatMap((methods) =>
      Object.values<Json>(methods).map((operation) => operation.operationId),
    )

    expect(ids).to.have.length(endpoints.length)
    expect(new Set(ids).size).to.equal(ids.length)
  })

  it('names every event that the sources tell', () => {
    const told = ['core', 'api/live'].flatMap((folder) =>
      readdirSync(join(projectFolder, 'src', folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .flatMap((name) => [
          ...readFileSync(join(projectFolder, 'src', folder, name), 'utf8').matchAll(/\btype: '([a-z]+\.[a-z]+)'/g),
        ])
        .map(([, type]) => type!),
    )
    const stream = endpoints.find(({ operation }) => operation === 'streamEvents')!

    expect(new Set(told).size).to.be.above(10)
    for (const type of new Set(told)) {
      if (!type.startsWith('n.')) expect(stream.description, type).to.include(`\`${type}\``)
    }
  })

  it('has an example of each body that is asked or answered, which is what the endpoint takes and gives', () => {
    const wrong: string[] = []
    for (const endpoint of endpoints) {
      const name = `${endpoint.method} ${endpoint.path}`
      const operation = document.paths[`/api/v1${endpoint.path}`][endpoint.method]
      const check = (what: string, shape: z.ZodType, content: Json): void => {
        const example = content?.['application/json']?.example
        const parsed = shape.safeParse(example)
        if (!parsed.success) wrong.push(`${name} ${what}: ${JSON.stringify(example)} ${parsed.error.message}`)
        const extra = parsed.success ? undocumented(example, parsed.data, '') : undefined
        if (extra !== undefined) wrong.push(`${name} ${what}: ${extra} is no field`)
      }
      if (endpoint.body) check('body', endpoint.body, operation.requestBody.content)
      for (const [status, shape] of Object.entries(endpoint.answers)) {
        if (shape !== null && endpoint.produces === undefined) check(status, shape, operation.responses[status].content)
      }
    }

    expect(wrong).to.deep.equal([])
  })

  it('has the shape of every frame: a part of its own for each type, told apart by `type`', () => {
    const { schemas } = document.components
    const named = (union: string): string[] => schemas[union].oneOf.map(({ $ref }: Json) => $ref.split('/').at(-1))
    const typesOf = (union: string): string[] => named(union).map((part) => schemas[part].properties.type.const)
    const { mapping } = schemas.LiveFrame.discriminator
    const contract = ['typing', 'presence', 'location.updated', 'ready', 'problem', ...Object.keys(renderers)]

    expect(typesOf('LiveFrame')).to.have.members(contract)
    expect(typesOf('LogFrame')).to.have.members(Object.keys(renderers))
    expect(typesOf('ClientFrame')).to.have.members(['auth', ...Object.keys(liveActions)])
    expect(Object.keys(mapping)).to.have.members(contract)
    expect(mapping['message.created']).to.equal('#/components/schemas/MessageCreatedEvent')
    const frames = document.paths['/api/v1/events'].get['x-frames']
    expect(frames).to.deep.equal({
      server: { $ref: '#/components/schemas/LiveFrame' },
      client: { $ref: '#/components/schemas/ClientFrame' },
      answer: { $ref: '#/components/schemas/AnswerFrame' },
    })
    for (const part of new Set([...named('LiveFrame'), ...named('ClientFrame')])) {
      if (part !== 'AuthCommand') expect(schemas[part].properties.data, part).to.be.an('object').that.is.not.empty
    }
  })

  it('passes Redocly without errors', async () => {
    const linted = await run(
      tool('redocly'),
      ['lint', file, '--format=json', '--config', 'test/support/redocly.yaml'],
      {
        cwd: projectFolder,
        maxBuffer: 64 * 1024 * 1024,
      },
    ).catch((error: { stdout: string }) => error)

    const { totals, problems } = JSON.parse(linted.stdout)
    expect(totals.errors, JSON.stringify(problems?.slice(0, 5))).to.equal(0)
  })

  it('passes Spectral without errors', async () => {
    const linted = await run(
      tool('spectral'),
      ['lint', file, '-r', 'test/support/spectral.yaml', '-f', 'json', '--quiet'],
      {
        cwd: projectFolder,
        maxBuffer: 64 * 1024 * 1024,
      },
    ).catch((error: { stdout: string; stderr: string }) => error)

    const errors = (JSON.parse(linted.stdout) as { severity: number }[]).filter((found) => found.severity === 0)
    expect(errors).to.deep.equal([])
  })

  it('gives every string, list and number of a request a bound (SAFETY.md IN4)', () => {
    const open: string[] = []
    for (const [path, methods] of Object.entries<Json>(document.paths)) {
      for (const [method, operation] of Object.entries<Json>(methods)) {
        const name = `${method} ${path}`
        for (const parameter of operation.parameters) walk(parameter.schema, `${name} ?${parameter.name}`, open)
        for (const content of Object.values<Json>(operation.requestBody?.content ?? {})) {
          walk(content.schema, `${name} body`, open)
        }
      }
    }
    for (const [name, schema] of Object.entries<Json>(document.components.schemas)) walk(schema, name, open)

    expect(open).to.deep.equal([])
  })
})

describe('GET /api/docs', () => {
  it('is one page that loads nothing from elsewhere', async () => {
    const momentum = await startTestApp()

    const page = await momentum.guest.get('/api/docs')
    const style = await momentum.guest.get('/api/docs/style.css')

    expect(page.status).to.equal(200)
    expect(page.text).to.include('/api/v1/auth/register')
    const loaded = [...page.text.matchAll(/<(?:link|script|img|iframe)[^>]*(?:href|src)="([^"]+)"/g)].map(
      (match) => match[1],
    )
    expect(loaded).to.deep.equal(['/api/docs/style.css'])
    expect(style.status).to.equal(200)
    await momentum.close()
  })
})

function walk(schema: Json, path: string, open: string[]): void {
  if (schema === null || typeof schema !== 'object') return
  for (const inner of [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])])
    walk(inner, path, open)
  if (schema.enum || schema.const !== undefined) return
  if (schema.type === 'string' && schema.maxLength === undefined && schema.contentMediaType === undefined)
    open.push(`${path}: maxLength`)
  if ((schema.type === 'integer' || schema.type === 'number') && schema.maximum === undefined)
    open.push(`${path}: maximum`)
  if (schema.type === 'array') {
    if (schema.maxItems === undefined) open.push(`${path}: maxItems`)
    walk(schema.items, `${path}[]`, open)
  }
  for (const [name, field] of Object.entries<Json>(schema.properties ?? {})) walk(field, `${path}.${name}`, open)
}
