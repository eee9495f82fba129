import { comment, publish } from '../../support/posts.ts'
import { uploadPhoto } from '../../support/uploads.ts'
import { done, mark, type TraceMaker } from './cast.ts'

/**
 * Everybody posts for everyone and for followers, with a tag that all of them use; everybody comments on every post,
 * answers the last comment, reacts to all of it and keeps the post.
 */
export const leavePostTraces: TraceMaker = async ({ momentum, ada, bela, carla }) => {
  const people = [ada, bela, carla]
  for (const author of people) {
    for (const visibility of ['public', 'followers']) {
      const { id } = await uploadPhoto(author)
      const post = await publish(momentum, author, { caption: `${mark(author)} #sunset`, media: [id], visibility })
      const comments = []
      for (const person of people) comments.push(await comment(person, post.id, `${mark(person)} likes it`))
      for (const person of people) {
        await done(person.put(`/posts/${post.id}/reaction`, { emoji: '🌅' }))
        await done(person.put(`/posts/${post.id}/bookmark`))
        await comment(person, post.id, `${mark(person)} agrees`, comments.at(-1).id)
        for (const { id: commentId } of comments) {
          await done(person.put(`/comments/${commentId}/reaction`, { emoji: '👍' }))
        }
      }
    }
  }
}
