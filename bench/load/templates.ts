import type { PlannedRequest } from './wrk.ts'

/** One request in general: `{name}` stands for what differs between requests, see `Blanks`. */
export interface RequestTemplate {
  method?: string
  path: string
  body?: unknown
  /** Whether it is sent signed in. Default true. */
  auth?: boolean
  /** The array whose emptiness would make a fast answer worthless. */
  items?: string
}

/** What a template may leave open. */
export interface Blanks {
  username: string
  password: string
  token: string
  userId: string | number
  otherUsername: string
  postId: string | number
  conversationId: string | number
  category: string
  text: string
  unique: string
}

/** The request that a template makes of these values. */
export function fill(template: RequestTemplate, headers: Record<string, string>, blanks: Blanks): PlannedRequest {
  const text = (words: string): string =>
    words.replace(/\{(\w+)\}/g, (whole, name: string) => String(blanks[name as keyof Blanks] ?? whole))
  const values = (value: unknown): unknown => {
    if (typeof value === 'string') return text(value)
    if (Array.isArray(value)) return value.map(values)
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, values(one)]))
  }
  return {
    method: template.method ?? 'GET',
    path: text(template.path),
    headers: template.auth === false ? {} : (values(headers) as Record<string, string>),
    ...(template.body === undefined ? {} : { body: values(template.body) }),
  }
}
