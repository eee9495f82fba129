import { hash } from 'node:crypto'
import { Router } from 'express'
import { referencePage, referenceStyle } from './reference-page.ts'

type Json = Record<string, unknown>

/**
 * `/api/openapi.json` and `/api/docs`, a reference that is one page and loads nothing. `makeDocument` is called when either is
 * first asked for, because it takes longer than the rest of a start.
 */
export function referenceSurface(makeDocument: () => Json): Router {
  const router = Router({ caseSensitive: true, strict: true })
  const document = once(makeDocument)
  const api = once(() => {
    const text = JSON.stringify(document())
    return { text, tag: `"${hash('sha1', text, 'base64url')}"` }
  })
  const page = once(() => referencePage(document()))
  router.get('/api/openapi.json', (request, response) => {
    const { text, tag } = api()
    response.setHeader('ETag', tag)
    response.setHeader('Cache-Control', 'public, no-cache')
    if (request.headers['if-none-match'] === tag) {
      response.status(304).end()
      return
    }
    response.type('application/json').end(text)
  })
  router.get('/api/docs', (_request, response) => {
    response.setHeader('Cache-Control', 'public, no-cache')
    response.type('html').end(page())
  })
  router.get('/api/docs/style.css', (_request, response) => {
    response.setHeader('Cache-Control', 'public, max-age=3600')
    response.type('css').end(referenceStyle)
  })
  return router
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
