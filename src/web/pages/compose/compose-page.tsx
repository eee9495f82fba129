import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { api } from '../../api/client.ts'
import { asProblem, type Problem } from '../../api/problem.ts'
import { useResource } from '../../api/resource.ts'
import { ownAccount } from '../../api/session.ts'
import { useStore } from '../../api/store.ts'
import type { Shape } from '../../api/types.ts'
import { Button } from '../../design/button.tsx'
import { classNames } from '../../design/class-names.ts'
import { ConfirmDialog } from '../../design/dialog.tsx'
import { RadioGroup, Select, Switch } from '../../design/field.tsx'
import { Icon } from '../../design/icon.tsx'
import { sayProblem } from '../../design/say-problem.ts'
import { SkeletonText } from '../../design/skeleton.tsx'
import { ErrorState, Notice } from '../../design/states.tsx'
import { addOwnPost } from '../../posts/known-posts.ts'
import { isHeld } from '../../posts/post-acts.ts'
import { postAddress } from '../../shell/addresses.ts'
import { navigate } from '../../shell/history.ts'
import { PageHeader } from '../../shell/page-header.tsx'
import { showError, showToast } from '../../shell/toasts.ts'
import { composeWords as words } from '../../strings/compose.ts'
import { fill, formatBytes } from '../../strings/format.ts'
import { CompletingArea } from '../../writing/completing-area.tsx'
import { rememberTags } from '../../writing/known-tags.ts'
import { commenterOptions, visibilityOptions } from '../../writing/post-options.ts'
import { AttachmentList } from './attachment-list.tsx'
import { type Attachments, createAttachments, type Refusal } from './attachments.ts'
import './compose.css'
import { FileButtons, useDropAndPaste } from './file-sources.tsx'
import { forgetDraft, keepDraft, readDraft } from './kept-draft.ts'

type InstanceLimits = Shape<'Instance'>['limits']

/** Where a post is written: what it shows, what it says, and who may see it. */
export function ComposePage(): JSX.Element {
  const instance = useResource('/instance', {}, { freshMs: 600_000 })
  if (instance.value !== undefined) return <Composer limits={instance.value.limits} />
  return (
    <>
      <PageHeader title={words.title} back="/" />
      <div class="page-body">
        {instance.problem === undefined ? (
          <SkeletonText lines={6} />
        ) : (
          <ErrorState problem={instance.problem} onRetry={() => void instance.reload()} />
        )}
      </div>
    </>
  )
}

interface Draft {
  caption: string
  visibility: 'public' | 'followers'
  commentsFrom: 'everyone' | 'followers' | 'nobody'
  sensitive: boolean
}

const emptyDraft: Draft = { caption: '', visibility: 'public', commentsFrom: 'everyone', sensitive: false }

function Composer({ limits }: { limits: InstanceLimits }): JSX.Element {
  const account = ownAccount()
  const [attachments] = useState(createAttachments)
  const items = useStore(attachments)
  const { draft, setDraft, wasFound, discard } = useDraft(attachments, account.id)
  const [isBusy, setBusy] = useState(false)
  const [isDiscarding, setDiscarding] = useState(false)
  const [problem, setProblem] = useState<Problem>()

  const add = (files: readonly File[]): void => {
    if (isBusy) return
    const { imageBytes, videoBytes } = limits.media
    setProblem(undefined)
    for (const refusal of attachments.add(files, { max: limits.mediaPerPost.max, imageBytes, videoBytes })) {
      showError(sayRefusal(refusal))
    }
  }
  const isDropping = useDropAndPaste(add)
  const isEmpty = items.length === 0 && draft.caption.trim() === ''
  const isTooLong = draft.caption.length > limits.caption.max

  const publish = async (): Promise<void> => {
    setBusy(true)
    setProblem(undefined)
    try {
      const media = await attachments.ready()
      const answer = await api.post('/posts', { body: { ...draft, media: media.map(({ id }) => id) } })
      rememberTags(draft.caption)
      await discard()
      if (isHeld(answer)) showToast(words.held)
      else {
        addOwnPost(answer)
        const run = (): void => navigate(postAddress(answer.id))
        showToast(words.published, { action: { label: words.seePost, run } })
      }
      navigate('/', { replace: true })
    } catch (error) {
      setProblem(asProblem(error))
      setBusy(false)
    }
  }

  return (
    <>
      <PageHeader
        title={words.title}
        back="/"
        actions={
          <>
            {!isEmpty && !isBusy && (
              <Button size="s" look="quiet" onClick={() => setDiscarding(true)}>
                {words.discard}
              </Button>
            )}
            <Button
              size="s"
              look="primary"
              busy={isBusy}
              disabled={items.length === 0 || isTooLong}
              title={items.length === 0 ? words.needsMedia : undefined}
              onClick={() => void publish()}
            >
              {words.publish}
            </Button>
          </>
        }
      />
      <div class={classNames('page-body', 'compose')}>
        {wasFound && <Notice>{words.draftFound}</Notice>}
        {problem !== undefined && (
          <Notice tone="danger" alert>
            {sayPublishProblem(problem)}
          </Notice>
        )}
        {isBusy && (
          <p class="visually-hidden" role="status">
            {words.waitingForUploads}
          </p>
        )}
        <section class={classNames('compose-media', items.length > 0 && 'compose-has-media')}>
          {items.length === 0 && (
            <>
              <Icon name="image" size="xl" />
              <h2 class="compose-media-title">{words.addTitle}</h2>
              <p class="field-hint">{fill(words.addText, { max: limits.mediaPerPost.max })}</p>
            </>
          )}
          {items.length > 0 && (
            <AttachmentList attachments={attachments} altLimit={limits.altText.max} isBusy={isBusy} />
          )}
          {items.length < limits.mediaPerPost.max && (
            <FileButtons formats={limits.media.formats} onFiles={add} isMore={items.length > 0} isBusy={isBusy} />
          )}
        </section>
        <CompletingArea
          label={words.caption}
          placeholder={words.captionPlaceholder}
          value={draft.caption}
          onValue={(caption) => setDraft({ ...draft, caption })}
          limit={limits.caption.max}
          error={problem?.field('caption')}
          rows={3}
        />
        <RadioGroup
          label={words.visibility}
          value={draft.visibility}
          onValue={(visibility) => setDraft({ ...draft, visibility })}
          options={visibilityOptions}
          {...(account.isPrivate ? { hint: words.privateNote } : {})}
        />
        <Select
          label={words.commentsFrom}
          value={draft.commentsFrom}
          onValue={(commentsFrom) => setDraft({ ...draft, commentsFrom })}
          options={commenterOptions}
        />
        <Switch
          label={words.sensitive}
          hint={words.sensitiveHint}
          checked={draft.sensitive}
          onChange={(sensitive) => setDraft({ ...draft, sensitive })}
        />
      </div>
      {isDropping && (
        <div class="drop-veil" aria-hidden="true">
          <p>{words.dropHere}</p>
        </div>
      )}
      {isDiscarding && (
        <ConfirmDialog
          title={words.discardTitle}
          confirmLabel={words.discard}
          dangerous
          onClose={() => setDiscarding(false)}
          onConfirm={() => {
            setDiscarding(false)
            void discard()
          }}
        >
          <p>{words.discardText}</p>
        </ConfirmDialog>
      )}
    </>
  )
}

interface KeptDraftState {
  draft: Draft
  setDraft: (draft: Draft) => void
  /** Whether something was left from before. */
  wasFound: boolean
  /** Empties the page, and what was kept. */
  discard: () => Promise<void>
}

const keepAfterMs = 500

/** The draft, taken up from where somebody stopped, and kept on this device while it is written. */
function useDraft(attachments: Attachments, userId: string): KeptDraftState {
  const [draft, setDraft] = useState(emptyDraft)
  const [wasFound, setFound] = useState(false)
  const [isKnown, setKnown] = useState(false)
  const latest = useRef(draft)
  latest.current = draft

  useEffect(() => {
    let isHere = true
    void readDraft(userId).then((kept) => {
      if (!isHere) return
      if (kept !== undefined) {
        const { caption, visibility, commentsFrom, sensitive, items } = kept
        setDraft({ caption, visibility, commentsFrom, sensitive })
        setFound(true)
        void attachments.restore(items)
      }
      setKnown(true)
    })
    return () => {
      isHere = false
    }
  }, [attachments, userId])

  useEffect(() => {
    if (!isKnown) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const keepNow = (): void => {
      clearTimeout(timer)
      timer = undefined
      const items = attachments.get().map(({ key, file, alt, media, upload }) => {
        const mediaId = media?.id ?? (upload?.get().step === 'ready' ? upload.get().media?.id : undefined)
        return { key, file, alt, ...(mediaId === undefined ? {} : { mediaId }) }
      })
      const { caption } = latest.current
      if (items.length === 0 && caption.trim() === '') void forgetDraft(userId)
      else void keepDraft({ userId, ...latest.current, items })
    }
    const soon = (): void => {
      timer ??= setTimeout(keepNow, keepAfterMs)
    }
    soon()
    const stop = attachments.subscribe(soon)
    addEventListener('pagehide', keepNow)
    return () => {
      stop()
      removeEventListener('pagehide', keepNow)
      if (timer !== undefined) keepNow()
    }
  }, [isKnown, draft, attachments, userId])

  // The uploads go with the page; the draft names what the server has by then.
  useEffect(() => () => attachments.clear(), [attachments])

  return {
    draft,
    setDraft,
    wasFound,
    discard: async () => {
      attachments.clear()
      latest.current = emptyDraft
      setDraft(emptyDraft)
      setFound(false)
      await forgetDraft(userId)
    },
  }
}

function sayRefusal(refusal: Refusal): string {
  if (refusal.reason === 'tooMany') return fill(words.tooMany, { max: refusal.max })
  if (refusal.reason === 'tooLarge') {
    return fill(words.tooLarge, { name: refusal.name, size: formatBytes(refusal.bytes) })
  }
  return fill(refusal.reason === 'empty' ? words.emptyFile : words.notMedia, { name: refusal.name })
}

function sayPublishProblem(problem: Problem): string {
  if (['cancelled', 'media_invalid', 'media_unsupported'].includes(problem.code)) return words.someFailed
  return problem.errors[0]?.message ?? sayProblem(problem)
}
