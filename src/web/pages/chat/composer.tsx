import type { JSX } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { api } from '../../api/client.ts'
import { asProblem } from '../../api/problem.ts'
import { session } from '../../api/session.ts'
import { IconButton } from '../../design/button.tsx'
import { Icon } from '../../design/icon.tsx'
import { Menu } from '../../design/menu.tsx'
import { sayProblem } from '../../design/say-problem.ts'
import { live } from '../../live/live-client.ts'
import { outbox } from '../../live/outbox.ts'
import { showError } from '../../shell/toasts.ts'
import { chatWords } from '../../strings/chat.ts'
import { words } from '../../strings/en.ts'
import { fill, plural } from '../../strings/format.ts'
import { sayMessage } from './say-message.ts'
import type { Message } from './timeline.ts'
import { FilePreview } from './unsent-state.tsx'

/** What is being written: an answer, or a change of what was written. */
export type Writing = { kind: 'reply' | 'edit'; message: Message } | undefined

interface ComposerProps {
  conversationId: string
  /** Of the other person. */
  name: string
  ownId: string
  writing: Writing
  onWriting: (writing: Writing) => void
  /** Files that were dropped on or pasted into the conversation. */
  files: readonly File[]
  onFiles: (files: readonly File[]) => void
  onSent: () => void
  onEdited: (message: Message) => void
  onShareLocation: () => void
  onPickEmoji: (anchor: HTMLElement, insert: (emoji: string) => void) => void
  /** Arrow up in an empty field: edit what one wrote last. */
  onEditLast: () => void
  hint?: string
}

const longest = 10_000
export const mostFiles = 10
const typingEveryMs = 3000

// What was begun in a conversation is still there after looking elsewhere; it ends with the session.
const drafts = new Map<string, string>()
session.onEnd(() => drafts.clear())

/** What was begun in a conversation and not sent. */
export function draftOf(conversationId: string): string {
  return drafts.get(conversationId) ?? ''
}

/** Where a message is written. Enter sends where there is a real keyboard; on phones it makes a new line. */
export function Composer(props: ComposerProps): JSX.Element {
  const { conversationId, name, ownId, writing, onWriting, files, onFiles, hint } = props
  const [text, setText] = useState(() => draftOf(conversationId))
  const [isSaving, setSaving] = useState(false)
  const area = useRef<HTMLTextAreaElement>(null)
  const picker = useRef<HTMLInputElement>(null)
  const emojiPlace = useRef<HTMLSpanElement>(null)
  const toldAt = useRef(Number.NEGATIVE_INFINITY)
  const isEdit = writing?.kind === 'edit'
  const over = text.length - longest
  const canSend = over <= 0 && !isSaving && (text.trim() !== '' || (files.length > 0 && !isEdit))

  // A change begins with what stands there; giving it up brings back what was being written.
  useEffect(() => {
    if (writing?.kind === 'edit') setText(writing.message.text ?? '')
    else setText(draftOf(conversationId))
    if (writing !== undefined) area.current?.focus()
  }, [writing])

  useLayoutEffect(() => {
    const element = area.current!
    element.style.blockSize = 'auto'
    element.style.blockSize = `${Math.min(element.scrollHeight, 160)}px`
  }, [text])

  useEffect(() => () => stopTyping(), [])

  const write = (next: string): void => {
    setText(next)
    if (isEdit) return
    if (next === '') drafts.delete(conversationId)
    else drafts.set(conversationId, next)
    if (next.trim() === '') stopTyping()
    else sayTyping()
  }

  function sayTyping(): void {
    if (performance.now() - toldAt.current < typingEveryMs) return
    toldAt.current = performance.now()
    void tellTyping(conversationId, true)
  }

  function stopTyping(): void {
    if (performance.now() - toldAt.current > 2 * typingEveryMs) return
    toldAt.current = Number.NEGATIVE_INFINITY
    void tellTyping(conversationId, false)
  }

  const send = async (): Promise<void> => {
    if (!canSend) return
    if (writing?.kind === 'edit') return save(writing.message)
    const draft = {
      ...(text.trim() === '' ? {} : { text: text.trim() }),
      ...(writing === undefined ? {} : { replyTo: writing.message.id }),
      files: files.map((blob) => ({ blob })),
    }
    drafts.delete(conversationId)
    setText('')
    onFiles([])
    onWriting(undefined)
    toldAt.current = Number.NEGATIVE_INFINITY
    await outbox().send(conversationId, draft)
    props.onSent()
  }

  const save = async (message: Message): Promise<void> => {
    if (text.trim() === message.text) return onWriting(undefined)
    setSaving(true)
    try {
      props.onEdited(await api.patch('/messages/{id}', { path: { id: message.id }, body: { text: text.trim() } }))
      onWriting(undefined)
    } catch (error) {
      showError(sayProblem(asProblem(error)))
    }
    setSaving(false)
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing) return
    if (event.key === 'Enter' && !event.shiftKey && (hasKeyboard() || event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      void send()
    } else if (event.key === 'Escape' && writing !== undefined) {
      event.preventDefault()
      onWriting(undefined)
    } else if (event.key === 'ArrowUp' && text === '' && writing === undefined) {
      event.preventDefault()
      props.onEditLast()
    }
  }

  const insert = (emoji: string): void => {
    const element = area.current!
    const [start, end] = [element.selectionStart, element.selectionEnd]
    write(text.slice(0, start) + emoji + text.slice(end))
    requestAnimationFrame(() => element.setSelectionRange(start + emoji.length, start + emoji.length))
  }

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      {writing !== undefined && (
        <div class="composer-about">
          <Icon name={isEdit ? 'edit' : 'reply'} size="s" />
          <p>
            <strong dir="auto">
              {isEdit
                ? chatWords.editing
                : fill(chatWords.replyingTo, { name: writing.message.senderId === ownId ? chatWords.you : name })}
            </strong>
            <span dir="auto">{sayMessage(writing.message)}</span>
          </p>
          <IconButton
            icon="close"
            size="s"
            label={isEdit ? chatWords.stopEdit : chatWords.stopReply}
            onClick={() => onWriting(undefined)}
          />
        </div>
      )}
      {files.length > 0 && !isEdit && (
        <ul class="composer-files" aria-label={chatWords.chosenFiles}>
          {files.map((file, index) => (
            <li key={`${file.name} ${file.lastModified} ${index}`}>
              <FilePreview blob={file} />
              <IconButton
                icon="close"
                size="s"
                look="ground"
                label={fill(chatWords.removeFile, { name: file.name })}
                onClick={() => onFiles(files.filter((other) => other !== file))}
              />
            </li>
          ))}
        </ul>
      )}
      {hint !== undefined && <p class="composer-hint">{hint}</p>}
      <div class="composer-line">
        {!isEdit && (
          <Menu
            label={chatWords.attach}
            button={(button) => <IconButton icon="attach" label={chatWords.attach} {...(button as object)} />}
            items={[
              { label: chatWords.attachMedia, icon: 'image', run: () => picker.current?.click() },
              { label: chatWords.attachLocation, icon: 'pin', run: props.onShareLocation },
            ]}
          />
        )}
        <input
          ref={picker}
          type="file"
          class="visually-hidden"
          accept="image/*,video/*"
          multiple
          tabIndex={-1}
          aria-label={chatWords.attachMedia}
          onChange={(event) => {
            onFiles([...files, ...(event.currentTarget.files ?? [])])
            event.currentTarget.value = ''
            area.current?.focus()
          }}
        />
        <div class="composer-box">
          <textarea
            ref={area}
            class="composer-text"
            rows={1}
            dir="auto"
            aria-label={chatWords.composer}
            placeholder={chatWords.composerPlaceholder}
            enterkeyhint={hasKeyboard() ? 'send' : 'enter'}
            value={text}
            aria-invalid={over > 0 || undefined}
            onInput={(event) => write(event.currentTarget.value)}
            onKeyDown={onKeyDown}
            onBlur={stopTyping}
          />
          <span ref={emojiPlace} class="composer-emoji">
            <IconButton
              icon="smile"
              label={chatWords.emoji}
              onClick={() => props.onPickEmoji(emojiPlace.current!, insert)}
            />
          </span>
        </div>
        <IconButton
          type="submit"
          icon={isEdit ? 'check' : 'send'}
          label={isEdit ? chatWords.saveEdit : chatWords.send}
          class="composer-send"
          disabled={!canSend}
        />
      </div>
      {over > 0 && (
        <p class="field-count field-count-over" role="status">
          {plural(over, words.charactersOver)}
        </p>
      )}
    </form>
  )
}

function hasKeyboard(): boolean {
  return matchMedia('(hover: hover) and (pointer: fine)').matches
}

async function tellTyping(conversationId: string, on: boolean): Promise<void> {
  try {
    if (live().state.get() !== 'live') return
    if ((await live().ask('typing', { conversationId, on })) !== undefined) return
    await api.post('/conversations/{id}/typing', { path: { id: conversationId }, body: { on } })
  } catch {
    // Nobody misses it.
  }
}
