import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { createStore, useStore } from '../../api/store.ts'
import type { UploadState } from '../../api/upload.ts'
import { Button, IconButton } from '../../design/button.tsx'
import { classNames } from '../../design/class-names.ts'
import { Icon } from '../../design/icon.tsx'
import { sayProblem } from '../../design/say-problem.ts'
import { composeWords as words } from '../../strings/compose.ts'
import { fill, formatBytes } from '../../strings/format.ts'
import type { Attachment, Attachments } from './attachments.ts'
import { DescribeDialog } from './describe-dialog.tsx'

interface AttachmentListProps {
  attachments: Attachments
  altLimit: number
  isBusy: boolean
}

const nothing = createStore<UploadState | undefined>(undefined)

/** What it is called to those who listen: `Picture 2 of 5`. */
export function nameOf(item: Attachment, index: number, count: number): string {
  return fill(words.item, { kind: item.kind === 'video' ? words.video : words.picture, at: index + 1, count })
}

/** The pictures and videos of a post in their order, which dragging and the arrows change. */
export function AttachmentList({ attachments, altLimit, isBusy }: AttachmentListProps): JSX.Element {
  const items = useStore(attachments)
  const [describing, setDescribing] = useState<string>()
  const [said, setSaid] = useState('')
  const list = useRef<HTMLOListElement>(null)
  const focusAfter = useRef<{ key: string; which: 'earlier' | 'later' } | undefined>(undefined)
  const dragged = useDragging(list, attachments)
  const described = items.find(({ key }) => key === describing)

  // The button that was pressed moves with its picture, and so does the focus.
  useEffect(() => {
    const wanted = focusAfter.current
    if (wanted === undefined) return
    focusAfter.current = undefined
    const row = list.current?.querySelector(`[data-key="${wanted.key}"]`)
    const button = row?.querySelector<HTMLButtonElement>(`[data-move="${wanted.which}"]`)
    const other = row?.querySelector<HTMLButtonElement>('[data-move]:not(:disabled)')
    if (button?.disabled) other?.focus()
    else button?.focus()
  }, [items])

  const move = (key: string, from: number, to: number): void => {
    const item = items[from]!
    focusAfter.current = { key, which: to < from ? 'earlier' : 'later' }
    attachments.move(key, to)
    setSaid(fill(words.moved, { item: item.kind === 'video' ? words.video : words.picture, at: to + 1 }))
  }

  return (
    <>
      <p class="visually-hidden" role="status">
        {said}
      </p>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the role of lists without markers */}
      <ol role="list" class="attachments" aria-label={words.items} ref={list}>
        {items.map((item, index) => {
          const name = nameOf(item, index, items.length)
          return (
            <li
              key={item.key}
              data-key={item.key}
              class={classNames('attachment', dragged === item.key && 'attachment-dragged')}
            >
              <Preview item={item} name={name} />
              <Progress item={item} name={name} onRetry={() => attachments.retry(item.key)} />
              <div class="attachment-acts">
                <IconButton
                  icon="back"
                  size="s"
                  data-move="earlier"
                  label={fill(words.moveEarlier, { item: name })}
                  disabled={isBusy || index === 0}
                  onClick={() => move(item.key, index, index - 1)}
                />
                <IconButton
                  icon="forward"
                  size="s"
                  data-move="later"
                  label={fill(words.moveLater, { item: name })}
                  disabled={isBusy || index === items.length - 1}
                  onClick={() => move(item.key, index, index + 1)}
                />
                <span class="post-acts-gap" />
                <Button
                  size="s"
                  look="quiet"
                  class={classNames('attachment-describe', item.alt !== '' && 'attachment-described')}
                  {...(item.alt === '' ? {} : { icon: 'check' as const })}
                  aria-label={fill(item.alt === '' ? words.describeItem : words.describedItem, { item: name })}
                  disabled={isBusy}
                  onClick={() => setDescribing(item.key)}
                >
                  {item.alt === '' ? words.describe : words.described}
                </Button>
                <IconButton
                  icon="trash"
                  size="s"
                  label={fill(words.remove, { item: name })}
                  disabled={isBusy}
                  onClick={() => attachments.remove(item.key)}
                />
              </div>
            </li>
          )
        })}
      </ol>
      {items.length > 1 && <p class="field-hint">{words.dragHint}</p>}
      {described !== undefined && (
        <DescribeDialog
          item={described}
          limit={altLimit}
          onDone={(alt) => attachments.describe(described.key, alt)}
          onClose={() => setDescribing(undefined)}
        />
      )}
    </>
  )
}

/** What it will look like; a file that this browser cannot draw keeps its sign. */
export function Preview({ item, name }: { item: Attachment; name: string }): JSX.Element {
  const [isFailed, setFailed] = useState(false)
  const media = useStore(item.upload ?? nothing, (state) => state?.media) ?? item.media
  const url = media?.thumbnailUrl ?? item.previewUrl
  useEffect(() => setFailed(false), [url])
  if (isFailed) {
    return (
      <span class="attachment-picture attachment-unknown" role="img" aria-label={name}>
        <Icon name={item.kind === 'video' ? 'video' : 'image'} size="xl" />
      </span>
    )
  }
  if (item.kind === 'video' && media?.thumbnailUrl === undefined) {
    return (
      // biome-ignore lint/a11y/useMediaCaption: a still of what was just chosen
      <video
        class="attachment-picture"
        src={item.previewUrl}
        aria-label={name}
        preload="metadata"
        playsInline
        onError={() => setFailed(true)}
      />
    )
  }
  return (
    <img
      class="attachment-picture"
      src={url}
      alt={item.alt || name}
      draggable={false}
      onError={() => setFailed(true)}
    />
  )
}

interface ProgressProps {
  item: Attachment
  name: string
  onRetry: () => void
}

function Progress({ item, name, onRetry }: ProgressProps): JSX.Element {
  const state = useStore(item.upload ?? nothing)
  if (item.media !== undefined || state?.step === 'ready') {
    return (
      <span class="attachment-state attachment-ready">
        <Icon name="check" size="s" label={words.ready} />
      </span>
    )
  }
  if (state === undefined) return <span class="attachment-state">{words.waiting}</span>
  if (state.step === 'sending') {
    const percent = Math.floor((state.sentBytes / Math.max(1, state.totalBytes)) * 100)
    const sent = fill(words.sentOf, { sent: formatBytes(state.sentBytes), total: formatBytes(state.totalBytes) })
    return (
      <span class="attachment-state attachment-sending">
        <progress max={100} value={percent} aria-label={name} title={sent} />
        <span>{fill(words.uploading, { percent })}</span>
        <IconButton
          icon="close"
          size="s"
          label={fill(words.cancelUpload, { item: name })}
          onClick={() => item.upload?.cancel()}
        />
      </span>
    )
  }
  if (state.step === 'processing') return <span class="attachment-state">{words.processing}</span>
  return (
    <span class="attachment-state attachment-failed" role="alert">
      <span>
        {words.failed}
        {state.problem !== undefined && state.step === 'failed' && `: ${sayProblem(state.problem)}`}
      </span>
      <IconButton icon="refresh" size="s" label={fill(words.retryUpload, { item: name })} onClick={onRetry} />
    </span>
  )
}

/** Lets pictures be dragged to another place, by mouse and by finger (after it rested). */
function useDragging(list: { current: HTMLOListElement | null }, attachments: Attachments): string | undefined {
  const [dragged, setDragged] = useState<string>()
  useEffect(() => {
    const element = list.current
    if (element === null) return
    let key: string | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    const end = (): void => {
      clearTimeout(timer)
      key = undefined
      setDragged(undefined)
    }
    const onDown = (event: PointerEvent): void => {
      const picture = (event.target as Element).closest('.attachment-picture')
      const row = picture?.closest<HTMLElement>('[data-key]')
      if (row === null || row === undefined || event.button !== 0) return
      const begin = (): void => {
        key = row.dataset.key
        setDragged(key)
      }
      if (event.pointerType === 'mouse') begin()
      else timer = setTimeout(begin, 300)
    }
    const onMove = (event: PointerEvent): void => {
      if (key === undefined) {
        // A finger that moves at once scrolls.
        if (event.pointerType !== 'mouse') clearTimeout(timer)
        return
      }
      const over = document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>('[data-key]')
      const to = [...element.children].indexOf(over as Element)
      if (over?.dataset.key !== key && to !== -1) attachments.move(key, to)
    }
    const onTouchMove = (event: TouchEvent): void => {
      if (key !== undefined) event.preventDefault()
    }
    element.addEventListener('pointerdown', onDown)
    addEventListener('pointermove', onMove)
    addEventListener('pointerup', end)
    addEventListener('pointercancel', end)
    element.addEventListener('touchmove', onTouchMove, { passive: false })
    return () => {
      clearTimeout(timer)
      element.removeEventListener('pointerdown', onDown)
      removeEventListener('pointermove', onMove)
      removeEventListener('pointerup', end)
      removeEventListener('pointercancel', end)
      element.removeEventListener('touchmove', onTouchMove)
    }
  }, [attachments])
  return dragged
}
