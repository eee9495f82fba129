import type { RequestTemplate } from './load/templates.ts'

/** Something that is measured, on ours and on every server that has it. */
export interface Scenario {
  readonly name: string
  readonly request: RequestTemplate
  /** Whether the bare server answers the same. */
  readonly hasBare: boolean
  /** The most processor time of a request, in times that of the bare server. */
  readonly mostTimesBare?: number
}

/** Every scenario, in the order of the table. Each is wanted to be no slower than other servers that have it. */
export const scenarios: readonly Scenario[] = [
  { name: 'profile', hasBare: true, mostTimesBare: 2.5, request: { path: '/api/v1/users/{otherUsername}' } },
  { name: 'feed', hasBare: true, mostTimesBare: 2, request: { path: '/api/v1/feed?limit=20', items: 'items' } },
  { name: 'post', hasBare: true, request: { path: '/api/v1/posts/{postId}' } },
  {
    name: 'comment',
    hasBare: false,
    request: { method: 'POST', path: '/api/v1/posts/{postId}/comments', body: { text: '{text}' } },
  },
  {
    name: 'messages',
    hasBare: true,
    request: { path: '/api/v1/conversations/{conversationId}/messages?limit=50', items: 'items' },
  },
  {
    name: 'send',
    hasBare: false,
    request: {
      method: 'POST',
      path: '/api/v1/conversations/{conversationId}/messages',
      body: { clientId: '{unique}', text: '{text}' },
    },
  },
  {
    name: 'videos',
    hasBare: true,
    mostTimesBare: 2,
    request: { path: '/api/v1/videos?kind=short&category={category}&limit=20', items: 'items' },
  },
]
