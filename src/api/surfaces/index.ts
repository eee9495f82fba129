import { join } from 'node:path'
import { Router } from 'express'
import type { App } from '../../app.ts'
import type { Metrics } from '../metrics.ts'
import { openApiDocument } from '../openapi.ts'
import { endpoints } from '../routes/index.ts'
import { documentSurface } from './documents.ts'
import { drawHomeWith } from './drawn-home.ts'
import { formSurface } from './forms/index.ts'
import { healthSurface } from './health.ts'
import { mediaSurface } from './media.ts'
import { referenceSurface } from './reference.ts'
import { webClientFolder, webClientSurface } from './web-client.ts'

/** Everything that is served beside the endpoints: health, metrics, the API's document and its reference. */
export function surfaces(app: App, metrics: Metrics, isDraining: () => boolean): Router {
  const router = Router({ caseSensitive: true, strict: true })
  const makeDocument = () =>
    openApiDocument(endpoints, {
      title: 'Momentum',
      version: app.instance.version,
      description: 'The social backend: accounts, people, posts, chat, videos. See /api/docs for a readable reference.',
      serverUrl: app.instance.publicUrl,
    })
  router.use(healthSurface(app, metrics, isDraining))
  router.use(mediaSurface(app))
  router.use(referenceSurface(makeDocument))
  router.use(documentSurface(app))
  router.use(formSurface(app))
  router.use(webClientSurface(webClientFolder, drawHomeWith(app, join(webClientFolder, 'app/.server/draw-home.js'))))
  return router
}
