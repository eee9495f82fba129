export { bookmarkPost, listBookmarks, unbookmarkPost } from './bookmarks.ts'
export type { CommentRow } from './comment-rows.ts'
export { deleteComment, removeComment } from './delete-comment.ts'
export { deletePost, removePost } from './delete-post.ts'
export { editComment, editCommentInput } from './edit-comment.ts'
export { type EditPostInput, editPost, editPostInput } from './edit-post.ts'
export { type ExploreRow, explore, trendHours } from './explore.ts'
export { hideComment, restoreComment } from './hide-comment.ts'
export { hidePost, restorePost } from './hide-post.ts'
export type { ListInput } from './list.ts'
export { type ListCommentsInput, listComments, readComment } from './list-comments.ts'
export { listReactions, type ReactionRow } from './list-reactions.ts'
export { listTagPosts } from './list-tag-posts.ts'
export { listUserPosts } from './list-user-posts.ts'
export { type CommentsFrom, findPost, type PostRow, type PostVisibility } from './post-rows.ts'
export {
  captionMaxLength,
  type PublishPostInput,
  postMaxMedia,
  publishPost,
  publishPostInput,
} from './publish-post.ts'
export { bringPostBack, putPostAside } from './put-aside.ts'
export { reactToComment, unreactToComment } from './react-to-comment.ts'
export { type ReactionInput, reactionInput, reactToPost, unreactToPost } from './react-to-post.ts'
export { type FeedReason, type FeedRow, readFeed } from './read-feed.ts'
export { type PostStateRow, readPost, readPostState } from './read-post.ts'
export { type RecountedPosts, recountPosts } from './recount.ts'
export { subscribePosts } from './subscribe.ts'
export { type PostPair, type PostSummaryRow, readPostSummaries } from './summaries.ts'
export { commentMaxLength, type WriteCommentInput, writeComment, writeCommentInput } from './write-comment.ts'
