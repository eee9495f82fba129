type Json = Record<string, unknown>

// Examples are made from the schemas themselves, so that a new field cannot be forgotten; this table has what a name means.
// Where neither name nor description says what a text may be, the schema says it by `examples`.

const moment = '2026-11-23T09:00:00.000Z'
const later = '2026-11-24T09:00:00.000Z'
const someId = '019ab01f-3c00-7a51-8d2e-5b7c9f1e2a34'
const token = 'pXv1q8uQm3Jt6cYb0LwZr5NhKd2sEaGf7VxTi4OoUyM'
const file = '/media/5f0c2a9be1d84c7398f6a1b0d3e4c5f6'

/** What a text, number or truth value is called, and what it may be. */
const byName: Readonly<Record<string, unknown>> = {
  ...{ username: 'ada', displayName: 'Ada Lovelace', email: 'ada@example.org', login: 'ada', name: 'Ada Lovelace' },
  ...{ password: 'correct horse battery staple', current: 'correct horse battery staple' },
  ...{ token, since: '41', bio: 'Poetical science.', link: 'https://example.org/ada', birthDate: '1995-12-10' },
  ...{ text: 'Are you coming tonight?', caption: 'Two from today #sea', alt: 'A tower against the sky', tag: 'sea' },
  ...{ comment: 'Lovely light!', query: 'ada', emoji: '🔥', deviceName: 'Pixel 9', userAgent: 'okhttp/5.1.0' },
  ...{ ip: '203.0.113.7', network: '203.0.113.0/24', timeZone: 'Europe/Berlin', language: 'en', region: 'DE' },
  ...{ from: '22:30', to: '07:00', day: '2026-11-23', date: '2026-11-23', month: '2026-11' },
  ...{ createdAt: moment, updatedAt: moment, expiresAt: later, endedAt: later, startedAt: moment },
  ...{ latitude: 52.52, longitude: 13.405, accuracy: 12, heading: 270, precision: 'exact', durationSeconds: 900 },
  ...{
    width: 1080,
    height: 1350,
    bytes: 182_344,
    durationMs: 12_000,
    mimeType: 'image/webp',
    placeholder: 'HBkSHYSIeHiPiHh8eJd4eTN0EEQG',
  },
  ...{ url: `${file}/large.webp`, mediumUrl: `${file}/medium.webp`, thumbnailUrl: `${file}/small.webp` },
  ...{ posterUrl: `${file}/poster.webp`, photoUrl: '/media/0c7d5b1fa2e94386b8d7c6f5e4a3b2c1/photo.webp' },
  ...{ totp: '492039', code: '492039', secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' },
  ...{ otpauthUrl: 'otpauth://totp/Momentum:ada?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Momentum' },
  ...{ clientId: 'f3b1c1de-9a6a-4b0e-8f0a-2d1f6a7b8c9d', inviteCode: 'K7QM-2XWD', reason: 'spam', rule: 'spam' },
  ...{ youtubeId: 'dQw4w9WgXcQ', channelTitle: 'Analytical Engines', ticket: 'T-2026-0042', version: '1' },
  ...{
    nextCursor: 'WyIwMTlhYjAxZiJd.k3Zc0u1m',
    previousCursor: 'WyIwMTlhYjAyZiJd.Qp7w2h8n',
    cursor: 'WyIwMTlhYjAxZiJd.k3Zc0u1m',
  },
  ...{
    description: 'My photograph, without my name.',
    support: 'help@social.example',
    terms: 'https://social.example/terms',
  },
  ...{ privacy: 'https://social.example/privacy', format: 'image/jpeg', pendingEmail: 'ada@example.net', role: 'user' },
  ...{
    locale: 'en',
    currentPassword: 'correct horse battery staple',
    recoveryCode: '7KQ2M-XW9DT',
    host: 'example.org',
  },
  ...{ myReaction: '🔥', kind: 'short', channelUrl: 'https://www.youtube.com/channel/UC_x5XG1OV2P6uZZ5FSM9Ttw' },
  ...{ embedUrl: 'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ', source: 'YouTube', service: 'push.example.net' },
  ...{
    user: 'ada',
    hashe: 'c3f0a1b2d4e59687',
    actor: 'grace',
    undoneBy: someId,
    pattern: 'buy followers',
    note: 'For the club',
  },
  ...{
    channel: 'Analytical Engines',
    kindReason: 'duration',
    youtubeCategory: '10',
    because: 'charts DE',
    state: 'visible',
  },
  ...{ schedule: '17 3 * * *', slot: '2026-11-23T03:17:00Z', startedBy: 'schedule', outcome: 'done', type: 'user' },
  ...{ guidelines: 'https://social.example/guidelines', childSafety: 'https://social.example/safety/child-standards' },
  ...{ accountDeletion: 'https://social.example/account/delete', report: 'https://social.example/report' },
  ...{ vapidPublicKey: 'BEl62iUYgUivxIkv69yViEuiBIa-Ib9-SkvMeAtA3LFgDzkrxZJjSgSnfckjBJuBkr3qBUYIHBQFLXYp5Nksh8U' },
  ...{
    about: 'Takes out of the database what nobody needs any more.',
    at: moment,
    by: 'grace',
    createdBy: 'grace',
    category: 'music',
  },
  ...{
    action: 'suspend',
    answer: 'It was not theirs to show.',
    closedReason: 'resolved',
    detail: 'The video is damaged.',
  },
  ...{
    allowChannel: 'UC_x5XG1OV2P6uZZ5FSM9Ttw',
    denyChannel: 'UC_x5XG1OV2P6uZZ5FSM9Ttw',
    denyWord: 'prank',
    door: 'console',
  },
  ...{
    endReason: 'expired',
    error: 'The server did not answer in time.',
    failing: 'youtube-charts',
    paused: 'backup',
    job: 'backup',
  },
  ...{
    commentCount: '41',
    likeCount: '1203',
    viewCount: '51234',
    views: '51234',
    messagesFrom: 'everyone',
    missing: 'terms',
  },
  ...{ offReason: 'There is no key.', previewUrl: `${file}/medium.webp`, problem: 'unreachable', purpose: 'post' },
  ...{ reference: 'https://social.example/posts/1', scope: 'full', status: 'active', store: 'local', next: '42' },
  ...{ level: 'warn', fields: 'route=/api/v1/feed status=500', message: 'request failed' },
  ...{ contact: 'eve@example.org', signature: 'Eve Example', title: 'The analytical engine', document: 'terms' },
}

/** What is asked of an endpoint where that which must be said is not what people ask. */
const byOperation: Readonly<Record<string, unknown>> = {
  sendMessage: { clientId: byName.clientId, text: byName.text },
  readNotifications: { all: true },
  subscribeToPush: {
    kind: 'webpush',
    endpoint: 'https://push.example.net/wp/4f1d9c',
    keys: {
      p256dh: 'BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM',
      auth: 'tBHItJI5svbpez7KI4CCXg',
    },
  },
  publishPost: { caption: byName.caption, media: [someId], visibility: 'public', commentsFrom: 'everyone' },
  changePassword: { currentPassword: byName.password, password: 'seven green bottles hanging' },
  changeSettings: { 'instance.name': 'Rosebud', 'accounts.graceDays': 14 },
  seeVideos: { ids: ['dQw4w9WgXcQ'] },
  fileAppeal: { actionId: someId, text: 'The picture is mine, and shows nobody else.' },
}

/** An example of what is asked of an endpoint. */
export function requestExample(operationId: string, schema: Json, schemas: Record<string, Json>): unknown {
  return byOperation[operationId] ?? exampleOf(schema, schemas, 'request')
}

/** What an example is made for: what is asked leaves out what need not be said. */
export type ExampleSide = 'request' | 'answer'

/** An example of a JSON Schema as the document holds it; `schemas` are its named parts. Throws where it cannot say what to take. */
export function exampleOf(schema: Json, schemas: Record<string, Json>, side: ExampleSide, name = ''): unknown {
  if (typeof schema.$ref === 'string') {
    const part = schema.$ref.split('/').at(-1)!
    return exampleOf(schemas[part]!, schemas, side, name || part)
  }
  const given = (schema.examples as unknown[] | undefined)?.[0] ?? schema.const ?? schema.default
  if (given !== undefined) return given
  if (Array.isArray(schema.enum)) return schema.enum[0]
  const choices = (schema.anyOf ?? schema.oneOf) as Json[] | undefined
  if (choices)
    return exampleOf({ ...choices.find(({ type }) => type !== 'null')!, ...described(schema) }, schemas, side, name)
  const type = Array.isArray(schema.type) ? schema.type.find((one) => one !== 'null') : schema.type
  if (type === 'object') return objectOf(schema, schemas, side)
  if (type === 'array') return [exampleOf(schema.items as Json, schemas, side, singular(name))].slice(0, maxOf(schema))
  if (type === 'null' || type === undefined) return null
  return singleValue(schema, type as string, name)
}

function objectOf(schema: Json, schemas: Record<string, Json>, side: ExampleSide): Json {
  const required = (schema.required ?? []) as string[]
  const fields = Object.entries((schema.properties ?? {}) as Record<string, Json>)
  const shown =
    side === 'answer' || required.length === 0 ? fields : fields.filter(([field]) => required.includes(field))
  return Object.fromEntries(shown.map(([field, inner]) => [field, exampleOf(inner, schemas, side, field)]))
}

function singleValue(schema: Json, type: string, name: string): unknown {
  const named = byName[name]
  if (named !== undefined && fits(schema, type, named)) return named
  if (name === 'id') return [someId, 'dQw4w9WgXcQ', 'music'].find((id) => fits(schema, type, id))
  if (type === 'boolean') return /^(is|has|read|isActive|online|applied|ok|following|inApp|push)/.test(name)
  if (type === 'integer' || type === 'number') return within(schema, type === 'integer' ? 3 : 1.5)
  if (schema.format === 'date-time') return moment
  if (/(^i|I)ds?$|UpTo$|^upTo$|^around$/.test(name) && fits(schema, type, someId)) return someId
  if (/At$/.test(name)) return moment
  // What an open set may hold stands in its description, each in backticks.
  const word = /`([\w.-]+)`/.exec(String(schema.description ?? ''))?.[1]
  if (word !== undefined && fits(schema, type, word)) return word
  throw new Error(`no example for ${name}: ${JSON.stringify(schema)}`)
}

function fits(schema: Json, type: string, value: unknown): boolean {
  if (type === 'string') {
    if (typeof value !== 'string') return false
    const {
      minLength = 0,
      maxLength = Number.POSITIVE_INFINITY,
      pattern,
    } = schema as { minLength?: number; maxLength?: number; pattern?: string }
    return (
      value.length >= minLength &&
      value.length <= maxLength &&
      (pattern === undefined || new RegExp(pattern, 'u').test(value))
    )
  }
  return typeof value === 'number' && (type === 'number' || Number.isInteger(value)) && within(schema, value) === value
}

function within(schema: Json, value: number): number {
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = schema as Record<string, number>
  return Math.min(Math.max(value, minimum), maximum)
}

function maxOf(schema: Json): number {
  return Math.min(1, (schema.maxItems as number | undefined) ?? 1)
}

function described({ description }: Json): Json {
  return description === undefined ? {} : { description }
}

function singular(name: string): string {
  return name === 'media' ? 'id' : name.replace(/ies$/, 'y').replace(/s$/, '')
}
