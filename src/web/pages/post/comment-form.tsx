import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { ownAccount } from '../../api/session.ts'
import { Avatar } from '../../design/avatar.tsx'
import { IconButton } from '../../design/button.tsx'
import { words as allWords } from '../../strings/en.ts'
import { fill } from '../../strings/format.ts'
import { postWords as words } from '../../strings/posts.ts'
import { CompletingArea } from '../../writing/completing-area.tsx'
import { rememberTags } from '../../writing/known-tags.ts'

/** What the server takes (`POST /posts/{id}/comments`). */
export const commentLimit = 2200

interface CommentFormProps {
  label: string
  /** Whom a reply is to. */
  replyingTo?: string | undefined
  initial?: string
  onSend: (text: string) => void
  onCancel?: (() => void) | undefined
  areaRef?: ((area: HTMLTextAreaElement | null) => void) | undefined
  takeFocus?: boolean
}

/** Where a comment is written. Enter with Control or Command sends it. */
export function CommentForm(props: CommentFormProps): JSX.Element {
  const { label, replyingTo, initial = '', onSend, onCancel, areaRef, takeFocus } = props
  const [text, setText] = useState(initial)
  const [area, setArea] = useState<HTMLTextAreaElement | null>(null)
  const isSendable = text.trim() !== '' && text.length <= commentLimit

  useEffect(() => {
    if (!takeFocus || area === null) return
    area.focus()
    area.setSelectionRange(area.value.length, area.value.length)
  }, [area, takeFocus])

  const send = (): void => {
    if (!isSendable) return
    rememberTags(text)
    onSend(text.trim())
    setText('')
  }

  return (
    <form
      class="comment-form"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <Avatar person={ownAccount()} size="s" />
      <div class="comment-form-text">
        {replyingTo !== undefined && <p class="comment-form-to">{fill(words.replyingTo, { name: replyingTo })}</p>}
        <CompletingArea
          label={label}
          hideLabel
          placeholder={label}
          value={text}
          onValue={setText}
          limit={commentLimit}
          areaRef={(element) => {
            setArea(element)
            areaRef?.(element)
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
              event.preventDefault()
              send()
            } else if (event.key === 'Escape' && onCancel !== undefined) {
              event.stopPropagation()
              onCancel()
            }
          }}
        />
      </div>
      {onCancel !== undefined && <IconButton icon="close" label={allWords.cancel} onClick={onCancel} />}
      <IconButton class="comment-send" type="submit" icon="send" label={words.sendComment} disabled={!isSendable} />
    </form>
  )
}
