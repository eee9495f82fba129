import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { useResource } from '../api/resource.ts'
import { Button } from '../design/button.tsx'
import { Dialog } from '../design/dialog.tsx'
import { Select, Switch, TextArea } from '../design/field.tsx'
import { sayProblem } from '../design/say-problem.ts'
import { Notice } from '../design/states.tsx'
import { useForm } from '../session/use-form.ts'
import { composeWords } from '../strings/compose.ts'
import { words } from '../strings/en.ts'
import { fill } from '../strings/format.ts'
import { postWords } from '../strings/posts.ts'
import { CompletingArea } from '../writing/completing-area.tsx'
import { commenterOptions, visibilityOptions } from '../writing/post-options.ts'
import type { Post } from './known-posts.ts'
import { editPost } from './post-acts.ts'
import './edit-post-dialog.css'

type Visibility = 'public' | 'followers'
type Commenters = 'everyone' | 'followers' | 'nobody'

/** Changes what can be changed of a post: its caption, what its media are said to show, who sees it, who may comment, whether it is blurred. */
export function EditPostDialog({ post, onClose }: { post: Post; onClose: () => void }): JSX.Element {
  const [caption, setCaption] = useState(post.caption)
  const [visibility, setVisibility] = useState(post.visibility as Visibility)
  const [commentsFrom, setCommentsFrom] = useState(post.commentsFrom as Commenters)
  const [sensitive, setSensitive] = useState(post.sensitive)
  const [alts, setAlts] = useState(() => post.media.map(({ alt }) => alt ?? ''))
  const described = post.media.flatMap(({ id, alt }, index) => {
    const words = alts[index]!.trim()
    return words === (alt ?? '') ? [] : [{ id, alt: words === '' ? null : words }]
  })
  const instance = useResource('/instance', {}, { freshMs: 600_000 })
  const limit = instance.value?.limits.caption.max
  const altLimit = instance.value?.limits.altText.max
  const isChanged =
    caption !== post.caption ||
    visibility !== post.visibility ||
    commentsFrom !== post.commentsFrom ||
    sensitive !== post.sensitive ||
    described.length > 0
  const form = useForm(async () => {
    if (isChanged) {
      await editPost(post, {
        ...(caption === post.caption ? {} : { caption }),
        ...(visibility === post.visibility ? {} : { visibility }),
        ...(commentsFrom === post.commentsFrom ? {} : { commentsFrom }),
        ...(sensitive === post.sensitive ? {} : { sensitive }),
        ...(described.length === 0 ? {} : { media: described }),
      })
    }
    onClose()
  })
  return (
    <Dialog
      title={postWords.editPost}
      onClose={onClose}
      mayClose={() => !form.busy}
      actions={
        <>
          <Button look="quiet" onClick={onClose} disabled={form.busy}>
            {words.cancel}
          </Button>
          <Button look="primary" busy={form.busy} onClick={() => form.submit()}>
            {words.save}
          </Button>
        </>
      }
    >
      <CompletingArea
        label={composeWords.caption}
        value={caption}
        onValue={(value) => {
          setCaption(value)
          form.touch('caption')
        }}
        error={form.errorOf('caption')}
        {...(limit === undefined ? {} : { limit })}
      />
      {post.media.map((item, index) => {
        const kind = item.kind === 'video' ? composeWords.video : composeWords.picture
        const name = fill(composeWords.item, { kind, at: index + 1, count: post.media.length })
        const field = `media.${described.findIndex(({ id }) => id === item.id)}.alt`
        return (
          <div key={item.id} class="edit-description">
            <img src={item.thumbnailUrl ?? item.posterUrl ?? undefined} alt="" />
            <TextArea
              label={
                post.media.length === 1 ? composeWords.describeLabel : fill(composeWords.descriptionOf, { item: name })
              }
              value={alts[index]!}
              onValue={(value) => {
                setAlts(alts.with(index, value))
                form.touch(field)
              }}
              error={form.errorOf(field)}
              {...(altLimit === undefined ? {} : { limit: altLimit })}
            />
          </div>
        )
      })}
      <Select
        label={composeWords.visibility}
        value={visibility}
        onValue={setVisibility}
        options={visibilityOptions}
        error={form.errorOf('visibility')}
      />
      <Select
        label={composeWords.commentsFrom}
        value={commentsFrom}
        onValue={setCommentsFrom}
        options={commenterOptions}
        error={form.errorOf('commentsFrom')}
      />
      <Switch
        label={composeWords.sensitive}
        hint={composeWords.sensitiveHint}
        checked={sensitive}
        onChange={setSensitive}
      />
      {form.problem !== undefined && form.problem.errors.length === 0 && (
        <Notice tone="danger" alert>
          {sayProblem(form.problem)}
        </Notice>
      )}
    </Dialog>
  )
}
