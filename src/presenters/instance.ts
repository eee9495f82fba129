import { z } from 'zod'

const address = z.string().max(500)
const range = z.object({ min: z.int().nonnegative(), max: z.int().nonnegative() })

/** What everybody may know about this server before they sign in. */
export const instanceShape = z
  .object({
    name: z.string().max(200),
    description: z.string().max(2000),
    version: z.string().max(40),
    registration: z.string().max(20).describe('`open`, `invite` or `closed`.'),
    minimumAge: z.int().nonnegative(),
    support: z.string().max(200),
    rules: z.array(z.string().max(200)).max(20),
    lowestAppVersion: z
      .string()
      .max(20)
      .describe('Apps that send a lower `Momentum-App-Version` get 426 `client_too_old` on every other route.'),
    documents: z
      .array(
        z.object({ document: z.string().max(20), version: z.string().max(40), url: address, required: z.boolean() }),
      )
      .max(10),
    urls: z.object({
      terms: address,
      privacy: address,
      guidelines: address,
      childSafety: address,
      accountDeletion: address,
      report: address,
      reference: address,
      store: address.nullable(),
    }),
    limits: z.object({
      username: range.extend({ pattern: z.string().max(200) }),
      password: range.describe('In Unicode code points; operators need more.'),
      displayName: range,
      bio: range,
      link: range,
      caption: range,
      mediaPerPost: range,
      comment: range,
      altText: range,
      message: range,
      media: z.object({
        formats: z.array(z.string().max(60)).max(50).describe('MIME types taken here; other bytes are 415.'),
        imageBytes: z.int().nonnegative(),
        imagePixels: z.int().nonnegative(),
        videoBytes: z.int().nonnegative(),
        videoDurationMs: z.int().nonnegative(),
      }),
      pageSize: range,
      requestBytes: z.int().nonnegative(),
    }),
    features: z.record(z.string().max(40), z.boolean()).describe('An open set: unknown names are to be ignored.'),
    push: z.object({ vapidPublicKey: z.string().max(200), fcm: z.boolean() }),
  })
  .meta({ id: 'Instance', description: 'What everybody may know about this server.' })

export type Instance = z.output<typeof instanceShape>

/** What the server says of itself is made from. */
export interface InstanceParts {
  publicUrl: string
  version: string
  registration: string
  vapidPublicKey: string
  features: { readonly videos: boolean; readonly fcm: boolean }
  settings: {
    name: string
    description: string
    support: string
    rules: readonly string[]
    lowestAppVersion: string
    minimumAge: number
    storeUrl: string
  }
  documents: readonly { document: string; version: string; required: boolean }[]
  limits: Instance['limits']
}

/** The server as it introduces itself. */
export function presentInstance(parts: InstanceParts): Instance {
  const at = (path: string): string => `${parts.publicUrl}${path}`
  const { settings } = parts
  return {
    name: settings.name,
    description: settings.description,
    version: parts.version,
    registration: parts.registration,
    minimumAge: settings.minimumAge,
    support: settings.support,
    rules: [...settings.rules],
    lowestAppVersion: settings.lowestAppVersion,
    documents: parts.documents.map(({ document, version, required }) => ({
      document,
      version,
      url: at(`/${document}`),
      required,
    })),
    urls: {
      terms: at('/terms'),
      privacy: at('/privacy'),
      guidelines: at('/guidelines'),
      childSafety: at('/safety/child-standards'),
      accountDeletion: at('/account/delete'),
      report: at('/report'),
      reference: at('/api/docs'),
      store: settings.storeUrl === '' ? null : settings.storeUrl,
    },
    limits: parts.limits,
    features: { webPush: true, ...parts.features },
    push: { vapidPublicKey: parts.vapidPublicKey, fcm: parts.features.fcm },
  }
}
