import type { Route } from '../../shell/routes.ts'

const pages = () => import('./chat-page.tsx')

/** Conversations. */
export const chatRoutes: readonly Route[] = [
  { path: '/messages', layout: 'wide', load: () => pages().then(({ ChatPage }) => ChatPage) },
  { path: '/messages/:id', layout: 'full', load: () => pages().then(({ ConversationPage }) => ConversationPage) },
]
