import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { CursorList, CursorListState } from '../api/list.ts'
import type { Shape } from '../api/types.ts'
import { classNames } from '../design/class-names.ts'
import { Icon } from '../design/icon.tsx'
import { InfiniteList } from '../design/infinite-list.tsx'
import { Likeness } from '../design/media.tsx'
import { SkeletonGrid } from '../design/skeleton.tsx'
import { VisuallyHidden } from '../design/visually-hidden.tsx'
import { postAddress } from '../shell/addresses.ts'
import { fill } from '../strings/format.ts'
import { postWords } from '../strings/posts.ts'
import type { Post } from './known-posts.ts'
import './post-grid.css'

type GridPost = Shape<'GridPost'>

interface PostGridProps<Item extends { id: string }> {
  state: CursorListState<Item> & { list: CursorList<Item> }
  /** What is to be seen of an item. */
  show: (item: Item) => GridPost & { by?: string }
  label: string
  empty: JSX.Element
}

/** A whole post as a grid shows it. */
export function gridPostOf(post: Post): GridPost & { by: string } {
  const first = post.media[0]
  return {
    id: post.id,
    createdAt: post.createdAt,
    alt: first?.alt ?? null,
    kind: first?.kind ?? 'image',
    mediaCount: post.media.length,
    placeholder: first?.placeholder ?? null,
    sensitive: post.sensitive,
    thumbnailUrl: first?.thumbnailUrl ?? null,
    by: post.author.displayName || post.author.username,
  }
}

/** Posts as squares, three beside each other. */
export function PostGrid<Item extends { id: string }>({ state, show, label, empty }: PostGridProps<Item>): JSX.Element {
  return (
    <InfiniteList
      state={state}
      keyOf={(item) => item.id}
      label={label}
      class="post-grid"
      skeleton={<SkeletonGrid count={state.items.length === 0 ? 12 : 3} />}
      empty={empty}
    >
      {(item) => <GridItem post={show(item)} />}
    </InfiniteList>
  )
}

function GridItem({ post }: { post: GridPost & { by?: string } }): JSX.Element {
  const [isThere, setThere] = useState(false)
  const { sensitive, thumbnailUrl, mediaCount } = post
  const isVideo = post.kind === 'video'
  const what =
    mediaCount > 1
      ? fill(postWords.gridSeveral, { count: mediaCount })
      : isVideo
        ? postWords.gridVideo
        : postWords.gridPicture
  const by = post.by === undefined ? '' : `. ${fill(postWords.gridPost, { name: post.by })}`
  return (
    <a class="post-grid-item" href={postAddress(post.id)}>
      <Likeness hash={post.placeholder} />
      {sensitive ? (
        <span class="post-grid-veil">
          <Icon name="eye-off" />
          <VisuallyHidden>{postWords.gridSensitive + by}</VisuallyHidden>
        </span>
      ) : (
        <>
          {thumbnailUrl !== null && (
            <img
              class={classNames('post-grid-picture', isThere && 'post-grid-there')}
              src={thumbnailUrl}
              alt=""
              loading="lazy"
              decoding="async"
              ref={(image) => {
                if (image?.complete && image.naturalWidth > 0) setThere(true)
              }}
              onLoad={() => setThere(true)}
            />
          )}
          <VisuallyHidden>{(post.alt ?? what) + by}</VisuallyHidden>
        </>
      )}
      {(isVideo || mediaCount > 1) && (
        <span class="post-grid-sign">
          <Icon name={mediaCount > 1 ? 'copy' : 'play'} filled={mediaCount === 1} />
        </span>
      )}
    </a>
  )
}
