import { type CursorList, listsUnder } from '../api/list.ts'
import { reloadResources, resource } from '../api/resource.ts'
import { createStore } from '../api/store.ts'
import type { Shape } from '../api/types.ts'

export type Post = Shape<'Post'>

// The same post may stand in the feed, on its page, under a tag and among the bookmarks. What happens to it is shown in all
// of them at once.
const withPosts = ['/feed', '/explore', '/tags/', '/me/bookmarks']

function lists(): CursorList<Post>[] {
  return withPosts.flatMap((prefix) => listsUnder<Post>(prefix))
}

/** A post that some list of this page holds, to be shown until the server has answered. */
export function findKnownPost(id: string): Post | undefined {
  for (const list of lists()) {
    const found = list.get().items.find((post) => post.id === id)
    if (found !== undefined) return found
  }
  return undefined
}

/** Changes a post wherever it is shown. */
export function changePost(id: string, change: <Known extends Post>(post: Known) => Known): void {
  for (const list of lists()) list.change(id, change)
  resource('/posts/{id}', { path: { id } }).mutate(change)
}

/** Takes a post out of every list: it is gone. */
export function removePost(id: string): void {
  for (const list of [...lists(), ...listsUnder<Post>('/users/')]) list.remove(id)
  reloadResources('/users/')
}

/** Puts a new post of one's own where it belongs. */
export function addOwnPost(post: Post): void {
  const feedPost: Shape<'FeedPost'> = { ...post, reason: { type: 'own', hours: null } }
  for (const list of listsUnder<Shape<'FeedPost'>>('/feed')) if (list.get().isKnown) list.prepend(feedPost)
  for (const list of listsUnder(`/users/${post.author.username}/posts`)) void list.reload()
  reloadResources('/users/')
}

/** The posts that were put aside on this page: in their place stands how to bring them back. */
export const hiddenPosts = createStore<ReadonlySet<string>>(new Set())
