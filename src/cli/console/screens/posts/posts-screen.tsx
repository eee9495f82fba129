import type { ScreenDefinition } from '../../frame/screen.ts'
import { listScreen } from '../../list/list-screen.tsx'
import { contentPreview } from '../content-list.tsx'
import { createReveals } from '../reveal.ts'
import { postsBindings } from './bindings.ts'
import { usePosts } from './use-posts.ts'

/** The list of posts, of everyone or of one person. */
export const postsScreen: ScreenDefinition = {
  name: 'posts',
  aliases: ['post'],
  about: 'posts of everyone, or of one person',
  takesId: 'optional',
  open: (tools, author) => {
    const list = usePosts(tools, author)
    const reveals = createReveals()
    return listScreen({
      name: 'posts',
      title: () => (author === null ? 'posts' : `posts of ${author}`),
      tools,
      list,
      bindings: postsBindings(tools, list, reveals),
      preview: contentPreview(tools, reveals),
      also: [reveals.shown, tools.pictures.changed, tools.pictures.grey],
    })
  },
}
