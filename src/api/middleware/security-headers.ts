import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { RequestHandler } from 'express'
import helmet from 'helmet'
import type { InstanceFacts } from '../../core/instance.ts'

/**
 * The headers of every answer (SAFETY.md IN7). The policy names the two hosts that videos need (thumbnails and the
 * player) and nothing else; there is no inline script or style.
 */
export function securityHeaders(instance: InstanceFacts): RequestHandler {
  const isSecure = instance.publicUrl.startsWith('https://')
  const live = instance.publicUrl.replace(/^http/, 'ws')
  const headers = headersOf(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'"],
          imgSrc: ["'self'", 'blob:', 'data:', 'https://i.ytimg.com'],
          mediaSrc: ["'self'", 'blob:'],
          connectSrc: ["'self'", live],
          fontSrc: ["'self'"],
          frameSrc: ['https://www.youtube-nocookie.com'],
          manifestSrc: ["'self'"],
          workerSrc: ["'self'"],
          baseUri: ["'none'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
        },
      },
      strictTransportSecurity: isSecure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
      crossOriginEmbedderPolicy: false,
      crossOriginResourcePolicy: { policy: 'same-origin' },
      referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
      xDnsPrefetchControl: false,
      xDownloadOptions: false,
    }),
  )
  return (_request, response, next) => {
    for (const [name, value] of headers) response.setHeader(name, value)
    next()
  }
}

// They are the same for every answer; going through helmet's dozen middlewares each time cost as much as finding the route.
function headersOf(middleware: ReturnType<typeof helmet>): [name: string, value: string][] {
  const response = new ServerResponse(new IncomingMessage(new Socket()))
  middleware(response.req, response, (error) => {
    if (error !== undefined) throw error
  })
  return response.getHeaderNames().map((name) => [name, String(response.getHeader(name))])
}
