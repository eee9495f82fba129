import type { ScreenDefinition } from '../../frame/screen.ts'
import { listScreen } from '../../list/list-screen.tsx'
import { contentPreview } from '../content-list.tsx'
import { createReveals } from '../reveal.ts'
import { commentsBindings } from './bindings.ts'
import { useComments } from './use-comments.ts'

/** The list of comments, of everyone or of one person. */
export const commentsScreen: ScreenDefinition = {
  name: 'comments',
  aliases: ['comment'],
  about: 'comments of everyone, or of one person',
  takesId: 'optional',
  open: (tools, author) => {
    const list = useComments(tools, author)
    const reveals = createReveals()
    return listScreen({
      name: 'comments',
      title: () => (author === null ? 'comments' : `comments of ${author}`),
      tools,
      list,
      bindings: commentsBindings(tools, list, reveals),
      preview: contentPreview(tools, reveals),
      also: [reveals.shown, tools.pictures.changed, tools.pictures.grey],
    })
  },
}
