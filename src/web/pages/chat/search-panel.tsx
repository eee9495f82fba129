import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { api } from '../../api/client.ts'
import { asProblem, type Problem } from '../../api/problem.ts'
import { Button, IconButton } from '../../design/button.tsx'
import { RelativeTime } from '../../design/relative-time.tsx'
import { sayProblem } from '../../design/say-problem.ts'
import { chatWords } from '../../strings/chat.ts'
import { plural } from '../../strings/format.ts'
import { sayMessage } from './say-message.ts'
import type { Message } from './timeline.ts'

interface SearchPanelProps {
  conversationId: string
  nameOfSender: (userId: string) => string
  onChoose: (messageId: string) => void
  onClose: () => void
}

interface Found {
  items: readonly Message[]
  nextCursor: string | null
  problem?: Problem
}

const pauseMs = 250

/** Searches the messages of a conversation, and leads to what was found. */
export function SearchPanel({ conversationId, nameOfSender, onChoose, onClose }: SearchPanelProps): JSX.Element {
  const [typed, setTyped] = useState('')
  const [found, setFound] = useState<Found>()
  const field = useRef<HTMLInputElement>(null)
  const query = typed.trim()

  useEffect(() => field.current?.focus(), [])
  useEffect(() => {
    if (query === '') return setFound(undefined)
    const abort = new AbortController()
    const timer = setTimeout(() => void search(undefined, abort.signal), pauseMs)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [query])

  async function search(cursor: string | undefined, signal?: AbortSignal): Promise<void> {
    try {
      const page = await api.get('/conversations/{id}/messages', {
        path: { id: conversationId },
        query: { query, cursor },
        signal,
      })
      setFound((known) => ({
        items: cursor === undefined ? page.items : [...(known?.items ?? []), ...page.items],
        nextCursor: page.nextCursor,
      }))
    } catch (error) {
      const problem = asProblem(error)
      if (problem.code !== 'cancelled') setFound({ items: [], nextCursor: null, problem })
    }
  }

  const count = found?.items.length ?? 0
  return (
    <section
      class="search-panel"
      aria-label={chatWords.searchIn}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <div class="search-line">
        <input
          ref={field}
          type="search"
          class="search-field"
          aria-label={chatWords.searchInLabel}
          placeholder={chatWords.searchInLabel}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <IconButton icon="close" label={chatWords.closeSearch} onClick={onClose} />
      </div>
      <p class="search-count" role="status">
        {found?.problem !== undefined && sayProblem(found.problem)}
        {found !== undefined &&
          found.problem === undefined &&
          (count === 0 ? chatWords.searchNone : plural(count, chatWords.searchResults))}
      </p>
      {count > 0 && (
        <ul class="search-results">
          {found!.items.map((message) => (
            <li key={message.id}>
              <button type="button" class="search-result" onClick={() => onChoose(message.id)}>
                <span class="search-who">
                  <bdi>{nameOfSender(message.senderId)}</bdi>
                  <RelativeTime moment={message.createdAt} />
                </span>
                <span class="search-text" dir="auto">
                  {sayMessage(message)}
                </span>
              </button>
            </li>
          ))}
          {found!.nextCursor !== null && (
            <li>
              <Button size="s" look="quiet" onClick={() => void search(found!.nextCursor!)}>
                {chatWords.searchMore}
              </Button>
            </li>
          )}
        </ul>
      )}
    </section>
  )
}
