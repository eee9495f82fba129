import { failureCodes } from '../../core/errors.ts'
import { statusOf } from '../problems.ts'
import { escapeHtml } from './page.ts'

type Json = Record<string, unknown>

interface Operation {
  operationId: string
  tags: string[]
  summary: string
  description: string
  parameters: { name: string; in: string; required: boolean; description: string; schema: Json }[]
  requestBody?: { content: Record<string, { schema: Json }> }
  responses: Record<string, { description: string; content?: Record<string, { schema: Json }> }>
}

/** The reference as one page without script: every endpoint by subject, every shape, every error code. */
export function referencePage(document: Json): string {
  const operations = listOperations(document)
  const tags = [...new Set(operations.map(({ operation }) => operation.tags[0]!))]
  const schemas = ((document.components as Json).schemas ?? {}) as Record<string, Json>
  const { title, version, description } = document.info as { title: string; version: string; description: string }
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} API ${escapeHtml(version)}</title>
<link rel="stylesheet" href="/api/docs/style.css">
</head>
<body>
<header><h1>${escapeHtml(title)} API <small>${escapeHtml(version)}</small></h1><p>${escapeHtml(description)}</p>
<p>For tools: <a href="/api/openapi.json">/api/openapi.json</a> (OpenAPI 3.1)</p></header>
<nav aria-label="Contents"><ul>
${tags.map((tag) => `<li><a href="#${slug(tag)}">${escapeHtml(tag)}</a></li>`).join('\n')}
<li><a href="#shapes">Shapes</a></li><li><a href="#problems">Problems</a></li></ul></nav>
<main>
${tags.map((tag) => section(tag, operations)).join('\n')}
<section id="shapes"><h2>Shapes</h2>
${Object.entries(schemas).map(shapeArticle).join('\n')}
</section>
<section id="problems"><h2>Problems</h2>
<p>Every error is <code>application/problem+json</code> (RFC 9457) with a stable <code>code</code>.</p>
<table><thead><tr><th>Code</th><th>Status</th><th>Meaning</th></tr></thead><tbody>
${Object.entries(failureCodes)
  .map(
    ([code, { kind, title: meaning }]) =>
      `<tr id="problem-${code}"><td><code>${code}</code></td><td>${statusOf[kind]}</td><td>${escapeHtml(meaning)}</td></tr>`,
  )
  .join('\n')}
</tbody></table></section>
</main>
</body>
</html>`
}

function listOperations(document: Json): { method: string; path: string; operation: Operation }[] {
  return Object.entries(document.paths as Record<string, Record<string, Operation>>).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  )
}

function section(tag: string, all: ReturnType<typeof listOperations>): string {
  const own = all.filter(({ operation }) => operation.tags[0] === tag)
  return `<section id="${slug(tag)}"><h2>${escapeHtml(tag)}</h2>
${own.map(({ method, path, operation }) => endpointArticle(method, path, operation)).join('\n')}
</section>`
}

function endpointArticle(method: string, path: string, operation: Operation): string {
  const body = operation.requestBody && Object.entries(operation.requestBody.content)[0]
  return `<article id="${escapeHtml(operation.operationId)}">
<h3><span class="method ${method}">${method.toUpperCase()}</span> <code>${escapeHtml(path)}</code></h3>
<p><strong>${escapeHtml(operation.summary)}.</strong> ${escapeHtml(operation.description)}</p>
${parameterTable(operation)}
${body ? `<h4>Body <small>${escapeHtml(body[0])}</small></h4>${schemaList(body[1].schema)}` : ''}
<h4>Answers</h4><dl>
${Object.entries(operation.responses)
  .map(([status, answer]) => {
    const content = answer.content && Object.entries(answer.content)[0]
    const shape = content && content[0] !== 'application/problem+json' ? schemaList(content[1].schema) : ''
    return `<dt>${status}</dt><dd>${escapeHtml(answer.description)}${shape}</dd>`
  })
  .join('\n')}
</dl></article>`
}

function parameterTable({ parameters }: Operation): string {
  if (parameters.length === 0) return ''
  const rows = parameters.map(
    (field) =>
      `<tr><td><code>${escapeHtml(field.name)}</code></td><td>${field.in}${field.required ? ', required' : ''}</td>` +
      `<td>${escapeHtml(field.description)} <span class="type">${typeOf(field.schema)}</span></td></tr>`,
  )
  return `<table><tbody>${rows.join('')}</tbody></table>`
}

function shapeArticle([name, schema]: [string, Json]): string {
  const about = typeof schema.description === 'string' ? `<p>${escapeHtml(schema.description)}</p>` : ''
  return `<article id="shape-${escapeHtml(name)}"><h3>${escapeHtml(name)}</h3>${about}${schemaList(schema)}</article>`
}

/** The fields of a schema, one level deep; named shapes are links. */
function schemaList(schema: Json): string {
  const properties = schema.properties as Record<string, Json> | undefined
  if (properties === undefined) return `<p class="type">${typeOf(schema)}</p>`
  const required = new Set((schema.required ?? []) as string[])
  const rows = Object.entries(properties).map(([name, field]) => {
    const inner = field.properties ? schemaList(field) : ''
    const about = typeof field.description === 'string' ? ` ${escapeHtml(field.description)}` : ''
    return `<li><code>${escapeHtml(name)}</code>${required.has(name) ? '' : ' <em>optional</em>'} <span class="type">${typeOf(field)}</span>${about}${inner}</li>`
  })
  return `<ul class="fields">${rows.join('')}</ul>`
}

function typeOf(schema: Json): string {
  if (typeof schema.$ref === 'string') {
    const name = schema.$ref.split('/').at(-1)!
    return `<a href="#shape-${escapeHtml(name)}">${escapeHtml(name)}</a>`
  }
  const either = (schema.anyOf ?? schema.oneOf) as Json[] | undefined
  if (either) return either.map(typeOf).join(' or ')
  if (Array.isArray(schema.enum))
    return schema.enum.map((word) => `<code>${escapeHtml(String(word))}</code>`).join(' | ')
  if (schema.const !== undefined) return `<code>${escapeHtml(String(schema.const))}</code>`
  if (schema.type === 'array') return `list of ${typeOf((schema.items ?? {}) as Json)}${bounds(schema)}`
  return `${escapeHtml(String(schema.format ?? schema.type ?? 'anything'))}${bounds(schema)}`
}

function bounds(schema: Json): string {
  const least = schema.minLength ?? schema.minItems ?? schema.minimum
  const most = schema.maxLength ?? schema.maxItems ?? schema.maximum
  if (least === undefined && most === undefined) return ''
  return ` (${[least ?? '', most ?? ''].map((bound) => escapeHtml(String(bound))).join('–')})`
}

function slug(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, '-')
}

/** The page's style sheet, a file of its own because the policy allows no inline style. */
export const referenceStyle = `:root { color-scheme: light dark; --ink: #1b1d22; --soft: #5c6370; --line: #d9dce1; --paper: #fff; --tint: #f3f5f8; --link: #1257b5 }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaee; --soft: #a3abb8; --line: #343944; --paper: #14161a; --tint: #1d2026; --link: #8ab8ff } }
* { box-sizing: border-box }
body { margin: 0; font: 16px/1.55 system-ui, sans-serif; color: var(--ink); background: var(--paper); display: grid; grid-template-columns: minmax(0, 1fr); max-width: 80rem; margin-inline: auto; padding: 1.5rem }
header { grid-column: 1 / -1 }
h1 small, h4 small { font-weight: 400; color: var(--soft) }
nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .4rem 1rem }
a { color: var(--link) }
article { border-top: 1px solid var(--line); padding: .5rem 0 1rem; overflow-wrap: anywhere }
h3 { font-size: 1.05rem; margin: 1rem 0 .3rem }
h4 { margin: .8rem 0 .2rem; font-size: .95rem }
code { font-family: ui-monospace, monospace; font-size: .92em }
.method { display: inline-block; min-width: 4.2em; text-align: center; border-radius: .3em; background: var(--tint); border: 1px solid var(--line); font-size: .8rem; font-weight: 700; padding: .1em .4em }
.type { color: var(--soft); font-size: .9em }
.fields { margin: .2rem 0; padding-left: 1.2rem }
table { border-collapse: collapse; width: 100% } td, th { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0; border-bottom: 1px solid var(--line) }
dl { display: grid; grid-template-columns: 4rem minmax(0, 1fr); gap: .2rem .6rem } dt { font-weight: 600 } dd { margin: 0 }
@media (min-width: 62rem) { body { grid-template-columns: 12rem minmax(0, 1fr); gap: 0 2rem } nav ul { flex-direction: column; position: sticky; top: 1rem } }
`
