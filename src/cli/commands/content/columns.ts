import type { AdminContent } from '../../api-types.ts'
import { type Column, id, number, state, text, time } from '../../output/columns.ts'

/** The nouns whose things are seen and moderated alike. */
export type ContentKind = 'posts' | 'comments' | 'messages'

/** What one of each is called. */
export const oneOf: Record<ContentKind, string> = { posts: 'post', comments: 'comment', messages: 'message' }

/** Posts, comments and messages as lists show them. */
export const contentColumns: Column<AdminContent>[] = [
  id('Id', (content) => content.id),
  id('Author', (content) => content.author?.username),
  state('State', (content) => content.state),
  number('Reports', (content) => content.counts?.reports, { drop: 2 }),
  time('When', (content) => content.createdAt, { drop: 1 }),
  text('Text', (content) => content.text),
]
