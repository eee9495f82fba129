import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { api } from '../../api/client.ts'
import { useCursorList } from '../../api/list.ts'
import { asProblem } from '../../api/problem.ts'
import { ownAccount } from '../../api/session.ts'
import { useStore } from '../../api/store.ts'
import type { Shape } from '../../api/types.ts'
import { Avatar } from '../../design/avatar.tsx'
import { CountBadge } from '../../design/badge.tsx'
import { classNames } from '../../design/class-names.ts'
import { Icon } from '../../design/icon.tsx'
import { InfiniteList } from '../../design/infinite-list.tsx'
import { PersonName } from '../../design/person-name.tsx'
import { RelativeTime } from '../../design/relative-time.tsx'
import { sayProblem } from '../../design/say-problem.ts'
import { SkeletonRows } from '../../design/skeleton.tsx'
import { EmptyState } from '../../design/states.tsx'
import { Tabs } from '../../design/tabs.tsx'
import { live } from '../../live/live-client.ts'
import { outbox } from '../../live/outbox.ts'
import { conversationAddress } from '../../shell/addresses.ts'
import { usePageState } from '../../shell/page-memory.ts'
import { showError } from '../../shell/toasts.ts'
import { chatWords } from '../../strings/chat.ts'
import { words } from '../../strings/en.ts'
import { fill } from '../../strings/format.ts'
import { draftOf } from './composer.tsx'
import { openConversation } from './open-conversation.ts'
import { sayMessage } from './say-message.ts'

type Conversation = Shape<'Conversation'>
type Folder = 'inbox' | 'requests' | 'archive'

const empties = {
  inbox: [chatWords.inboxEmptyTitle, chatWords.inboxEmptyText],
  requests: [chatWords.requestsEmptyTitle, chatWords.requestsEmptyText],
  archive: [chatWords.archiveEmptyTitle, chatWords.archiveEmptyText],
} as const

/** The conversations by folder, and the way to somebody new. `openId` is the one that stands beside the list. */
export function ConversationList({ openId }: { openId?: string | undefined }): JSX.Element {
  const [folder, setFolder] = usePageState<Folder>('folder', 'inbox')
  const [typed, setTyped] = useState('')
  const query = typed.trim()
  const requests = useCursorList('/conversations', { query: { folder: 'requests' } }, ({ id }) => id)
  return (
    <>
      <div class="conversation-search">
        <Icon name="search" />
        <input
          type="search"
          class="search-field"
          aria-label={chatWords.searchLabel}
          placeholder={words.search}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </div>
      {query !== '' ? (
        <SearchResults query={query} openId={openId} />
      ) : (
        <Tabs
          label={chatWords.folders}
          value={folder}
          onValue={setFolder}
          tabs={[
            { value: 'inbox', label: chatWords.inbox },
            { value: 'requests', label: chatWords.requests, count: requests.items.length },
            { value: 'archive', label: chatWords.archive },
          ]}
        >
          <FolderList key={folder} folder={folder} openId={openId} />
        </Tabs>
      )}
    </>
  )
}

function FolderList({ folder, openId }: { folder: Folder; openId: string | undefined }): JSX.Element {
  const state = useCursorList('/conversations', { query: { folder } }, ({ id }) => id)
  const [title, text] = empties[folder]
  // What came while nobody looked belongs to its place at once: conversations do not push away what is being read.
  useEffect(() => {
    if (state.newItems.length > 0) void state.list.reload()
  }, [state.newItems])
  return (
    <InfiniteList
      state={state}
      keyOf={({ id }) => id}
      label={chatWords.conversations}
      skeleton={<SkeletonRows count={8} />}
      empty={
        <EmptyState picture="empty" title={title}>
          {text}
        </EmptyState>
      }
    >
      {(conversation) => <ConversationRow conversation={conversation} isOpen={conversation.id === openId} />}
    </InfiniteList>
  )
}

function ConversationRow({ conversation, isOpen }: { conversation: Conversation; isOpen: boolean }): JSX.Element {
  const { id, person, presence, lastMessage, unreadCount, muted } = conversation
  return (
    <a
      class={classNames('conversation-row', isOpen && 'conversation-open', unreadCount > 0 && 'conversation-unread')}
      href={conversationAddress(id)}
      aria-current={isOpen ? 'page' : undefined}
    >
      <Avatar person={person} size="l" online={presence?.online} />
      <span class="conversation-text">
        <span class="conversation-top">
          <PersonName person={person} />
          {muted && <Icon name="mute" size="s" label={chatWords.mutedSign} />}
          {lastMessage !== null && (
            <RelativeTime moment={lastMessage.createdAt} style="narrow" class="conversation-when" />
          )}
        </span>
        <span class="conversation-bottom">
          <Preview conversation={conversation} />
          <CountBadge count={unreadCount} />
        </span>
      </span>
    </a>
  )
}

function Preview({ conversation }: { conversation: Conversation }): JSX.Element {
  const { id, lastMessage } = conversation
  const isTyping = useTypingIn(id)
  const isWaiting = useStore(outbox().messages, (all) => all.some((message) => message.conversationId === id))
  const draft = draftOf(id)
  if (isTyping) return <span class="conversation-preview conversation-typing">{chatWords.typing}</span>
  if (isWaiting) return <span class="conversation-preview">{chatWords.previewUnsent}</span>
  if (draft !== '') {
    return (
      <span class="conversation-preview" dir="auto">
        {fill(chatWords.draftPrefix, { text: draft })}
      </span>
    )
  }
  if (lastMessage === null) return <span class="conversation-preview">{chatWords.previewNothing}</span>
  const said = sayMessage(lastMessage)
  const isMine = lastMessage.senderId === ownAccount().id
  return (
    <span class="conversation-preview" dir="auto">
      {isMine ? fill(chatWords.youPrefix, { text: said }) : said}
    </span>
  )
}

function useTypingIn(conversationId: string): boolean {
  const [isTyping, setTyping] = useState(false)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = live().on('typing', (typing) => {
      if (typing.conversationId !== conversationId) return
      clearTimeout(timer)
      setTyping(typing.on)
      timer = setTimeout(() => setTyping(false), 6000)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [conversationId])
  return isTyping
}

const pauseMs = 250

function SearchResults({ query, openId }: { query: string; openId: string | undefined }): JSX.Element {
  const inbox = useCursorList('/conversations', { query: { folder: 'inbox' } }, ({ id }) => id)
  const wanted = query.toLocaleLowerCase()
  const known = inbox.items.filter(({ person }) =>
    `${person.displayName} ${person.username}`.toLocaleLowerCase().includes(wanted),
  )
  const [people, setPeople] = useState<readonly Shape<'PersonSummary'>[]>()
  const [busy, setBusy] = useState<string>()

  useEffect(() => {
    const abort = new AbortController()
    const timer = setTimeout(() => {
      api.get('/users', { query: { query, limit: 20 }, signal: abort.signal }).then(
        ({ items }) => setPeople(items.filter(({ id }) => id !== ownAccount().id)),
        (error: unknown) => {
          const problem = asProblem(error)
          if (problem.code !== 'cancelled') showError(sayProblem(problem))
        },
      )
    }, pauseMs)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [query])

  const open = async (username: string): Promise<void> => {
    setBusy(username)
    try {
      await openConversation(username)
    } catch (error) {
      showError(sayProblem(asProblem(error)))
    }
    setBusy(undefined)
  }

  const others = people?.filter((one) => !known.some(({ person }) => person.id === one.id))
  return (
    <>
      {known.length > 0 && (
        <section aria-label={chatWords.conversations}>
          <h2 class="list-heading">{chatWords.conversations}</h2>
          {known.map((conversation) => (
            <ConversationRow key={conversation.id} conversation={conversation} isOpen={conversation.id === openId} />
          ))}
        </section>
      )}
      <section aria-label={chatWords.peopleFound}>
        <h2 class="list-heading">{chatWords.peopleFound}</h2>
        {others === undefined ? (
          <SkeletonRows count={3} />
        ) : others.length === 0 ? (
          <p class="list-none" role="status">
            {chatWords.nobodyFound}
          </p>
        ) : (
          others.map((person) => (
            <button
              key={person.id}
              type="button"
              class="conversation-row"
              aria-busy={busy === person.username || undefined}
              onClick={() => void open(person.username)}
            >
              <Avatar person={person} size="l" />
              <span class="conversation-text">
                <PersonName person={person} />
                <bdi class="conversation-preview">@{person.username}</bdi>
              </span>
            </button>
          ))
        )}
      </section>
    </>
  )
}
