import type { JSX } from 'preact'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { api } from '../../api/client.ts'
import { asProblem } from '../../api/problem.ts'
import { useResource } from '../../api/resource.ts'
import { ownAccount } from '../../api/session.ts'
import { useStore } from '../../api/store.ts'
import type { BodyOf, Shape } from '../../api/types.ts'
import { Avatar } from '../../design/avatar.tsx'
import { Button, IconButton } from '../../design/button.tsx'
import { ConfirmDialog } from '../../design/dialog.tsx'
import { EmojiPopover } from '../../design/emoji-popover.tsx'
import { Icon } from '../../design/icon.tsx'
import { lazy } from '../../design/lazy.tsx'
import { Menu } from '../../design/menu.tsx'
import { PersonName } from '../../design/person-name.tsx'
import { RelativeTime } from '../../design/relative-time.tsx'
import { sayProblem } from '../../design/say-problem.ts'
import { ErrorState } from '../../design/states.tsx'
import { takeConversation } from '../../live/inbox.ts'
import { live } from '../../live/live-client.ts'
import { BlockDialog, ReportDialog } from '../../posts/post-dialogs.ts'
import type { ReportSubject } from '../../safety/report-dialog.tsx'
import { profileAddress } from '../../shell/addresses.ts'
import { navigate } from '../../shell/history.ts'
import { isOnline } from '../../shell/offline-banner.tsx'
import { PageHeader } from '../../shell/page-header.tsx'
import { showError, showToast } from '../../shell/toasts.ts'
import { chatWords } from '../../strings/chat.ts'
import { words } from '../../strings/en.ts'
import { fill } from '../../strings/format.ts'
import { Composer, mostFiles, type Writing } from './composer.tsx'
import { LogSkeleton } from './log-skeleton.tsx'
import { MediaViewer } from './media-viewer.tsx'
import { deleteMessage, toggleReaction } from './message-acts.ts'
import { MessageLog } from './message-log.tsx'
import type { MessageActs } from './message-row.tsx'
import { QuickReactions } from './quick-reactions.tsx'
import { nameOf } from './say-message.ts'
import { SearchPanel } from './search-panel.tsx'
import type { Message, Timeline } from './timeline.ts'
import { timelineOf } from './timelines.ts'
import { useTyping } from './use-typing.ts'

type Conversation = Shape<'Conversation'>

const ShareLocationDialog = lazy(() =>
  import('./location/share-location-dialog.tsx').then((module) => module.ShareLocationDialog),
)

/** What stands over the conversation for the moment. */
type Open =
  | { kind: 'remove'; message: Message; from: 'me' | 'everyone' }
  | { kind: 'report'; subject: ReportSubject }
  | { kind: 'viewer'; message: Message; index: number }
  | { kind: 'quick'; message: Message; anchor: HTMLElement }
  | { kind: 'emoji'; anchor: HTMLElement; pick: (emoji: string) => void }
  | { kind: 'location' | 'block' }
  | undefined

/** One conversation: its head, its messages, and where one writes. */
export function ConversationView({ id }: { id: string }): JSX.Element {
  const { value: conversation, problem, reload } = useResource('/conversations/{id}', { path: { id } }, { freshMs: 0 })
  const timeline = useMemo(() => timelineOf(id), [id])

  useEffect(() => {
    if (!timeline.get().isKnown) void timeline.loadLatest()
    return live().on('afresh', () => void reload())
  }, [id])

  if (conversation === undefined) {
    return (
      <section class="conversation">
        <PageHeader title={chatWords.conversationMenu} back="/messages" />
        {problem === undefined ? <LogSkeleton /> : <ErrorState problem={problem} onRetry={() => void reload()} />}
      </section>
    )
  }
  return <OpenConversation key={id} conversation={conversation} timeline={timeline} />
}

function OpenConversation({ conversation, timeline }: { conversation: Conversation; timeline: Timeline }): JSX.Element {
  const { id, person, request, requestedByMe } = conversation
  const ownId = ownAccount().id
  const name = nameOf(person)
  // Where one had come to stays marked for as long as the conversation is open.
  const [readUpTo] = useState(() => (conversation.unreadCount > 0 ? conversation.readUpTo : undefined))
  const [writing, setWriting] = useState<Writing>()
  const [files, setFiles] = useState<readonly File[]>([])
  const [open, setOpen] = useState<Open>()
  const [isSearching, setSearching] = useState(false)
  const [isDropping, setDropping] = useState(false)
  const [wanted, setWanted] = useState<{ id: string }>()
  const isTyping = useTyping(id)
  const isMineToAnswer = !requestedByMe && request !== 'accepted'
  const canWrite = !isMineToAnswer
  const close = (): void => setOpen(undefined)

  // More is unread than the newest page holds: the log opens where reading stopped.
  useEffect(() => {
    const { items, hasOlder } = timeline.get()
    if (typeof readUpTo === 'string' && hasOlder && items[0] !== undefined && items[0].id > readUpTo) {
      setWanted({ id: readUpTo })
    }
  }, [])

  const actsRef = useRef<MessageActs>(undefined as unknown as MessageActs)
  actsRef.current = {
    reply: (message) => setWriting({ kind: 'reply', message }),
    react: (message, emoji) => {
      if (canWrite) void toggleReaction(timeline, message, emoji, ownId)
    },
    pickReaction: (message, anchor) => setOpen({ kind: 'quick', message, anchor }),
    edit: (message) => setWriting({ kind: 'edit', message }),
    copy: (message) => {
      navigator.clipboard.writeText(message.text ?? '').then(
        () => showToast(chatWords.copied),
        () => showError(words.errorTitle),
      )
    },
    remove: (message, from) => setOpen({ kind: 'remove', message, from }),
    report: (message) => setOpen({ kind: 'report', subject: { type: 'message', id: message.id } }),
    openMedia: (message, index) => setOpen({ kind: 'viewer', message, index }),
    goTo: (messageId) => setWanted({ id: messageId }),
  }
  const acts = useStableActs(actsRef)

  const addFiles = (chosen: readonly File[]): void => {
    const fitting = chosen.filter(({ type }) => type === '' || /^(image|video)\//.test(type))
    if (fitting.length < chosen.length) showError(chatWords.onlyMedia)
    if (fitting.length > mostFiles) showError(fill(chatWords.tooManyFiles, { count: mostFiles }))
    setFiles(fitting.slice(0, mostFiles))
  }

  const editLast = (): void => {
    const last = timeline
      .get()
      .items.findLast(({ senderId, deleted, text }) => senderId === ownId && !deleted && text !== null && text !== '')
    if (last !== undefined && Date.now() - Date.parse(last.createdAt) < 24 * 60 * 60_000) {
      setWriting({ kind: 'edit', message: last })
    }
  }

  return (
    <section
      class="conversation"
      aria-label={fill(chatWords.log, { name })}
      onDragOver={(event) => {
        if (!canWrite || !event.dataTransfer?.types.includes('Files')) return
        event.preventDefault()
        setDropping(true)
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setDropping(false)
      }}
      onDrop={(event) => {
        if (!canWrite) return
        event.preventDefault()
        setDropping(false)
        addFiles([...files, ...(event.dataTransfer?.files ?? [])])
      }}
      onPaste={(event) => {
        const pasted = [...(event.clipboardData?.files ?? [])]
        if (!canWrite || pasted.length === 0) return
        event.preventDefault()
        addFiles([...files, ...pasted])
      }}
    >
      <Head
        conversation={conversation}
        isTyping={isTyping}
        onSearch={() => setSearching(true)}
        onReport={() => setOpen({ kind: 'report', subject: { type: 'conversation', id } })}
        onBlock={() => setOpen({ kind: 'block' })}
      />
      <ConnectionBanner />
      {isSearching && (
        <SearchPanel
          conversationId={id}
          nameOfSender={(userId) => (userId === ownId ? chatWords.you : name)}
          onChoose={(messageId) => {
            if (matchMedia('(max-width: 719.98px)').matches) setSearching(false)
            setWanted({ id: messageId })
          }}
          onClose={() => setSearching(false)}
        />
      )}
      <MessageLog
        conversation={conversation}
        timeline={timeline}
        ownId={ownId}
        canWrite={canWrite}
        readUpTo={readUpTo}
        acts={acts}
        wanted={wanted}
        isTyping={isTyping}
      />
      {isMineToAnswer ? (
        <RequestBar
          conversation={conversation}
          onBlock={() => setOpen({ kind: 'block' })}
          onReport={() => setOpen({ kind: 'report', subject: { type: 'conversation', id } })}
        />
      ) : (
        <Composer
          conversationId={id}
          name={name}
          ownId={ownId}
          writing={writing}
          onWriting={setWriting}
          files={files}
          onFiles={addFiles}
          hint={requestHint(conversation)}
          onSent={() => {
            if (timeline.get().hasNewer) void timeline.loadLatest()
          }}
          onEdited={(message) => timeline.take(message)}
          onShareLocation={() => setOpen({ kind: 'location' })}
          onPickEmoji={(anchor, pick) => setOpen({ kind: 'emoji', anchor, pick })}
          onEditLast={editLast}
        />
      )}
      {isDropping && (
        <div class="drop-veil" aria-hidden="true">
          <Icon name="image" size="xl" />
          <p>{chatWords.dropHere}</p>
        </div>
      )}
      {open?.kind === 'remove' && (
        <RemoveDialog timeline={timeline} message={open.message} from={open.from} name={name} onClose={close} />
      )}
      {open?.kind === 'report' && (
        <ReportDialog
          subject={open.subject}
          person={person}
          onClose={close}
          onReported={({ blocked }) => {
            if (blocked) navigate('/messages', { replace: true })
          }}
        />
      )}
      {open?.kind === 'block' && (
        <BlockDialog person={person} onClose={close} onBlocked={() => navigate('/messages', { replace: true })} />
      )}
      {open?.kind === 'viewer' && <MediaViewer media={open.message.media} start={open.index} onClose={close} />}
      {open?.kind === 'location' && (
        <ShareLocationDialog
          conversationId={id}
          name={name}
          onClose={close}
          onShared={(message) => timeline.take(message)}
        />
      )}
      {open?.kind === 'quick' && (
        <QuickReactions
          anchor={open.anchor}
          own={open.message.reactions.find(({ userId }) => userId === ownId)?.emoji}
          onPick={(emoji) => {
            close()
            acts.react(open.message, emoji)
          }}
          onMore={() =>
            setOpen({
              kind: 'emoji',
              anchor: open.anchor,
              pick: (emoji) => acts.react(open.message, emoji),
            })
          }
          // The picker of all emoji takes its place and closes it.
          onClose={() => setOpen((present) => (present?.kind === 'quick' ? undefined : present))}
        />
      )}
      {open?.kind === 'emoji' && (
        <EmojiPopover
          anchor={open.anchor.querySelector('button')}
          onPick={open.pick}
          onClose={() => setOpen((present) => (present?.kind === 'emoji' ? undefined : present))}
        />
      )}
    </section>
  )
}

/** The same functions for as long as the conversation is open, so that no message is drawn anew for them. */
function useStableActs(latest: { current: MessageActs }): MessageActs {
  return useMemo(
    () => ({
      reply: (...given) => latest.current.reply(...given),
      react: (...given) => latest.current.react(...given),
      pickReaction: (...given) => latest.current.pickReaction(...given),
      edit: (...given) => latest.current.edit(...given),
      copy: (...given) => latest.current.copy(...given),
      remove: (...given) => latest.current.remove(...given),
      report: (...given) => latest.current.report(...given),
      openMedia: (...given) => latest.current.openMedia(...given),
      goTo: (...given) => latest.current.goTo(...given),
    }),
    [],
  )
}

function requestHint({ request, requestedByMe, lastMessage, person }: Conversation): string | undefined {
  if (request === 'accepted' || !requestedByMe) return undefined
  return fill(lastMessage === null ? chatWords.composerRequest : chatWords.waitingForAnswer, { name: nameOf(person) })
}

interface HeadProps {
  conversation: Conversation
  isTyping: boolean
  onSearch: () => void
  onReport: () => void
  onBlock: () => void
}

function Head({ conversation, isTyping, onSearch, onReport, onBlock }: HeadProps): JSX.Element {
  const { id, person, presence, muted, archived } = conversation
  return (
    <PageHeader
      title={nameOf(person)}
      back="/messages"
      actions={
        <>
          <IconButton icon="search" label={chatWords.searchIn} onClick={onSearch} />
          <Menu
            label={chatWords.conversationMenu}
            items={[
              { label: chatWords.viewProfile, icon: 'person', href: profileAddress(person.username) },
              {
                label: muted ? chatWords.unmute : chatWords.mute,
                icon: muted ? 'volume' : 'mute',
                run: () => void change(id, { muted: !muted }, muted ? chatWords.unmuted : chatWords.muted),
              },
              {
                label: archived ? chatWords.unarchive : chatWords.archiveIt,
                icon: 'archive',
                run: () =>
                  void change(id, { archived: !archived }, archived ? chatWords.unarchived : chatWords.archived),
              },
              { label: chatWords.reportConversation, icon: 'flag', danger: true, apart: true, run: onReport },
              { label: chatWords.block, icon: 'block', danger: true, run: onBlock },
            ]}
          />
        </>
      }
    >
      <a class="conversation-person" href={profileAddress(person.username)}>
        <Avatar person={person} online={presence?.online} />
        <span class="conversation-who">
          <PersonName person={person} />
          <span class="conversation-presence">
            {isTyping ? (
              chatWords.typing
            ) : presence?.online ? (
              words.online
            ) : presence?.lastSeenAt ? (
              <LastSeen moment={presence.lastSeenAt} />
            ) : (
              <bdi>@{person.username}</bdi>
            )}
          </span>
        </span>
        {muted && <Icon name="mute" size="s" label={chatWords.mutedSign} />}
      </a>
    </PageHeader>
  )
}

function LastSeen({ moment }: { moment: string }): JSX.Element {
  const [before, after] = chatWords.lastSeen.split('{when}')
  return (
    <>
      {before}
      <RelativeTime moment={moment} />
      {after}
    </>
  )
}

/** Says that what is written now waits, when the server is out of reach though the device believes to have a network. */
function ConnectionBanner(): JSX.Element {
  const state = useStore(live().state)
  const hasNetwork = useStore(isOnline)
  return (
    <div role="status">
      {state === 'offline' && hasNetwork && (
        <p class="offline-banner">
          <Icon name="signal-off" />
          <span>{words.errorOffline}</span>
        </p>
      )}
    </div>
  )
}

interface RequestBarProps {
  conversation: Conversation
  onBlock: () => void
  onReport: () => void
}

function RequestBar({ conversation, onBlock, onReport }: RequestBarProps): JSX.Element {
  const { id, request, person } = conversation
  const [busy, setBusy] = useState<'accepted' | 'refused'>()
  const isRefused = request === 'refused'
  const name = nameOf(person)
  const answer = async (next: 'accepted' | 'refused'): Promise<void> => {
    setBusy(next)
    const isDone = await change(id, { request: next })
    setBusy(undefined)
    if (isDone && next === 'refused') navigate('/messages', { replace: true })
    // What was hidden now has its files.
    if (isDone && next === 'accepted') void timelineOf(id).loadLatest()
  }
  return (
    <div class="request-bar">
      <h2 dir="auto">{isRefused ? chatWords.refusedTitle : fill(chatWords.requestTitle, { name })}</h2>
      <p>{fill(isRefused ? chatWords.refusedText : chatWords.requestText, { name })}</p>
      <div class="request-actions">
        <Button look="primary" busy={busy === 'accepted'} onClick={() => void answer('accepted')}>
          {chatWords.accept}
        </Button>
        {!isRefused && (
          <Button busy={busy === 'refused'} onClick={() => void answer('refused')}>
            {chatWords.refuse}
          </Button>
        )}
        <Button look="danger-quiet" onClick={onBlock}>
          {chatWords.block}
        </Button>
        <Button look="danger-quiet" onClick={onReport}>
          {chatWords.reportConversation}
        </Button>
      </div>
    </div>
  )
}

interface RemoveDialogProps {
  timeline: Timeline
  message: Message
  from: 'me' | 'everyone'
  name: string
  onClose: () => void
}

function RemoveDialog({ timeline, message, from, name, onClose }: RemoveDialogProps): JSX.Element {
  const [isBusy, setBusy] = useState(false)
  const isForAll = from === 'everyone'
  return (
    <ConfirmDialog
      title={isForAll ? chatWords.deleteForEveryoneTitle : chatWords.deleteForMeTitle}
      confirmLabel={isForAll ? chatWords.deleteForEveryone : chatWords.deleteForMe}
      dangerous
      busy={isBusy}
      onClose={onClose}
      onConfirm={() => {
        setBusy(true)
        void deleteMessage(timeline, message, from).then((isGone) => {
          setBusy(false)
          if (isGone) onClose()
        })
      }}
    >
      <p>{isForAll ? chatWords.deleteForEveryoneText : fill(chatWords.deleteForMeText, { name })}</p>
    </ConfirmDialog>
  )
}

async function change(id: string, body: BodyOf<'patch', '/conversations/{id}'>, done?: string): Promise<boolean> {
  try {
    takeConversation(await api.patch('/conversations/{id}', { path: { id }, body }))
    if (done !== undefined) showToast(done)
    return true
  } catch (error) {
    showError(sayProblem(asProblem(error)))
    return false
  }
}
