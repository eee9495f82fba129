import { api } from '../api/client.ts'
import { inOrder } from '../api/in-order.ts'
import { listsUnder } from '../api/list.ts'
import { asProblem } from '../api/problem.ts'
import type { BodyOf, Shape } from '../api/types.ts'
import { sayProblem } from '../design/say-problem.ts'
import { postAddress } from '../shell/addresses.ts'
import { showError, showToast } from '../shell/toasts.ts'
import { postWords } from '../strings/posts.ts'
import { changePost, hiddenPosts, type Post, removePost } from './known-posts.ts'

// What is pressed shows at once. The calls about one post go out one after the other, and only the last one's answer is
// shown, so that fast fingers end where they stopped; what fails is taken back and said.

function tell(error: unknown): void {
  showError(sayProblem(asProblem(error)))
}

function takeState(state: Shape<'PostState'>): void {
  const { counts, myReaction, bookmarked } = state
  changePost(state.id, (post) => ({ ...post, counts, myReaction, bookmarked }))
}

/** Reacts to a post; null takes the reaction back. */
export async function reactToPost(post: Post, emoji: string | null): Promise<void> {
  const { myReaction: before } = post
  if (before === emoji) return
  const show = (shown: string | null): void =>
    changePost(post.id, (known) => ({
      ...known,
      myReaction: shown,
      counts: {
        ...known.counts,
        reactions: Math.max(0, known.counts.reactions + Number(shown !== null) - Number(known.myReaction !== null)),
      },
    }))
  show(emoji)
  const path = { id: post.id }
  await inOrder(`reaction ${post.id}`, async (isLast) => {
    try {
      const state =
        emoji === null
          ? await api.delete('/posts/{id}/reaction', { path })
          : await api.put('/posts/{id}/reaction', { path, body: { emoji } })
      if (isLast()) takeState(state)
    } catch (error) {
      if (isLast()) show(before)
      tell(error)
    }
  })
}

/** Keeps a post among the bookmarks, or takes it off. */
export async function bookmarkPost(post: Post, bookmarked: boolean): Promise<void> {
  const show = (shown: boolean): void => changePost(post.id, (known) => ({ ...known, bookmarked: shown }))
  show(bookmarked)
  const path = { id: post.id }
  await inOrder(`bookmark ${post.id}`, async (isLast) => {
    try {
      const state = bookmarked
        ? await api.put('/posts/{id}/bookmark', { path })
        : await api.delete('/posts/{id}/bookmark', { path })
      if (!isLast()) return
      takeState(state)
      // The page of bookmarks keeps what was taken off in its place until it is gone to again.
      if (bookmarked) for (const list of listsUnder<Post>('/me/bookmarks')) void list.reload()
    } catch (error) {
      if (isLast()) show(!bookmarked)
      tell(error)
    }
  })
}

/** Keeps a post out of one's feed and explore, or brings it back. */
export async function hidePost(id: string, isHidden: boolean): Promise<void> {
  const show = (hidden: boolean): void =>
    hiddenPosts.update((ids) => {
      const next = new Set(ids)
      if (hidden) next.add(id)
      else next.delete(id)
      return next
    })
  show(isHidden)
  await inOrder(`hidden ${id}`, async (isLast) => {
    try {
      if (isHidden) await api.put('/posts/{id}/hidden', { path: { id } })
      else await api.delete('/posts/{id}/hidden', { path: { id } })
    } catch (error) {
      if (isLast()) show(!isHidden)
      tell(error)
    }
  })
}

/** Whether the server holds what was written back until a moderator has looked at it. */
export function isHeld(answer: Post | Shape<'Comment'> | Shape<'Held'>): answer is Shape<'Held'> {
  return 'state' in answer
}

/** Changes a post of one's own. Throws what the call throws. */
export async function editPost(post: Post, change: NonNullable<BodyOf<'patch', '/posts/{id}'>>): Promise<void> {
  const answer = await api.patch('/posts/{id}', { path: { id: post.id }, body: change })
  if (isHeld(answer)) {
    removePost(post.id)
    showToast(postWords.postHeld)
    return
  }
  changePost(post.id, (known) => ({ ...known, ...answer }))
  showToast(postWords.postSaved)
}

/** Deletes a post of one's own. Throws what the call throws. */
export async function deletePost(post: Post): Promise<void> {
  await api.delete('/posts/{id}', { path: { id: post.id } })
  removePost(post.id)
  showToast(postWords.postDeleted)
}

/** Puts the address of a post on the clipboard. */
export async function copyPostLink(id: string): Promise<void> {
  await copyText(location.origin + postAddress(id))
  showToast(postWords.linkCopied)
}

/** Puts a text on the clipboard, also on plain http, where the newer interface is closed. */
export async function copyText(text: string): Promise<void> {
  if (navigator.clipboard !== undefined) {
    const isCopied = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    )
    if (isCopied) return
  }
  const area = document.createElement('textarea')
  area.value = text
  document.body.append(area)
  area.select()
  document.execCommand('copy')
  area.remove()
}
