import type { ComponentChild, JSX } from 'preact'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { useStore } from '../../api/store.ts'
import type { Shape } from '../../api/types.ts'
import { CountBadge } from '../../design/badge.tsx'
import { Button } from '../../design/button.tsx'
import { Icon } from '../../design/icon.tsx'
import { sayProblem } from '../../design/say-problem.ts'
import { ErrorState, Notice } from '../../design/states.tsx'
import { VisuallyHidden } from '../../design/visually-hidden.tsx'
import { tell } from '../../live/inbox.ts'
import { live } from '../../live/live-client.ts'
import { outbox } from '../../live/outbox.ts'
import { chatWords } from '../../strings/chat.ts'
import { words } from '../../strings/en.ts'
import { fill, plural } from '../../strings/format.ts'
import { type LogRow, logRows } from './log-rows.ts'
import { LogSkeleton } from './log-skeleton.tsx'
import { canEdit, type MessageActs, MessageRow } from './message-row.tsx'
import { dayOf, nameOf, sayMessage } from './say-message.ts'
import type { Timeline } from './timeline.ts'
import { type WindowControl, WindowList } from './window-list.tsx'

interface MessageLogProps {
  conversation: Shape<'Conversation'>
  timeline: Timeline
  ownId: string
  canWrite: boolean
  /** Where the conversation had been read to when it was opened; null for from the start, undefined for all of it. */
  readUpTo: string | null | undefined
  acts: MessageActs
  /** A message to be shown; asked for with a new object each time. */
  wanted: { id: string } | undefined
  isTyping: boolean
}

const markedMs = 2500

/** The messages of a conversation: what is in view is drawn, what is seen is read. */
export function MessageLog(props: MessageLogProps): JSX.Element {
  const { conversation, timeline, ownId, canWrite, readUpTo, acts, wanted } = props
  const { person, receipts } = conversation
  const state = useStore(timeline)
  const allUnsent = useStore(outbox().messages)
  const control = useRef<WindowControl | null>(null)
  const [isAtEnd, setAtEnd] = useState(true)
  const [marked, setMarked] = useState<string>()
  const [current, setCurrent] = useState<string>()
  const [below, setBelow] = useState(0)
  const [spoken, setSpoken] = useState('')
  const hasOpened = useRef(false)

  const rows = useMemo(() => {
    const unsent = allUnsent.filter((message) => message.conversationId === conversation.id)
    // After a jump back, what is not through belongs below what is not loaded.
    return logRows(state.items, state.hasNewer ? [] : unsent, {
      ownId,
      readUpTo: readUpTo === null ? '' : readUpTo,
      dayOf,
    })
  }, [state.items, state.hasNewer, allUnsent, readUpTo])
  const rowsRef = useRef(rows)
  rowsRef.current = rows
  const currentKey = rows.some(({ key }) => key === current) ? current : rows.at(-1)?.key

  // Opened at the first unread message, or at the end.
  useLayoutEffect(() => {
    if (hasOpened.current || !state.isKnown) return
    hasOpened.current = true
    const first = rows.find(({ isFirstUnread }) => isFirstUnread)
    if (first !== undefined) control.current?.reveal(first.key, 'start')
    setAtEnd(control.current?.isAtEnd() ?? true)
    markRead()
  })

  useEffect(() => {
    if (wanted === undefined) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const show = (): boolean => {
      const row = rowsRef.current.find(({ message }) => message.id === wanted.id)
      if (row === undefined) return false
      control.current?.reveal(row.key, 'center')
      setMarked(row.key)
      setCurrent(row.key)
      timer = setTimeout(() => setMarked(undefined), markedMs)
      return true
    }
    if (!show()) void timeline.loadAround(wanted.id).then(() => requestAnimationFrame(show))
    return () => clearTimeout(timer)
  }, [wanted])

  useEffect(
    () =>
      live().on('message.created', (message) => {
        if (message.conversationId !== conversation.id || message.senderId === ownId) return
        setSpoken(fill(chatWords.sayNew, { name: nameOf(person), text: sayMessage(message) }))
        if (control.current?.isAtEnd() === false) setBelow((count) => count + 1)
      }),
    [conversation.id],
  )

  useEffect(() => {
    markRead()
    document.addEventListener('visibilitychange', markRead)
    addEventListener('focus', markRead)
    return () => {
      document.removeEventListener('visibilitychange', markRead)
      removeEventListener('focus', markRead)
    }
  })

  const told = useRef('')
  function markRead(): void {
    if (document.visibilityState !== 'visible' || !hasOpened.current) return
    const key = control.current?.lastInView()
    const at = rowsRef.current.findLastIndex((row) => row.key === key)
    const last = rowsRef.current.slice(0, at + 1).findLast(({ isMine, unsent }) => !isMine && unsent === undefined)
    if (last === undefined) return
    const { id } = last.message
    const known = conversation.readUpTo ?? ''
    if (id <= told.current || (id <= known && conversation.unreadCount === 0)) return
    told.current = id
    void tell('receipt.read', conversation.id, id)
  }

  const cache = useRef(new Map<string, { facts: unknown[]; drawn: ComponentChild }>())
  const draw = (row: LogRow): ComponentChild => {
    const { id } = row.message
    const receipt = covers(receipts?.readUpTo, id) ? 'read' : covers(receipts?.deliveredUpTo, id) ? 'delivered' : 'sent'
    const { message, unsent, day, isFirstUnread, startsGroup, endsGroup } = row
    const isMarked = row.key === marked
    const isCurrent = row.key === currentKey
    const facts = [
      message,
      unsent,
      day,
      isFirstUnread,
      startsGroup,
      endsGroup,
      receipt,
      isMarked,
      isCurrent,
      canWrite,
      person,
    ]
    const known = cache.current.get(row.key)
    // The same element tells Preact that nothing below it has changed.
    if (known?.facts.every((fact, index) => fact === facts[index])) return known.drawn
    const drawn = (
      <MessageRow
        row={row}
        person={person}
        ownId={ownId}
        receipt={receipt}
        isMarked={isMarked}
        isCurrent={isCurrent}
        canWrite={canWrite}
        acts={acts}
      />
    )
    if (cache.current.size > 600) cache.current.clear()
    cache.current.set(row.key, { facts, drawn })
    return drawn
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    const element = event.target as HTMLElement
    if (!element.matches('article.message') || event.ctrlKey || event.metaKey || event.altKey) return
    const all = rowsRef.current
    const at = all.findIndex(({ message }) => message.id === element.dataset.message)
    const row = all[at]
    if (row === undefined) return
    const go = (to: number): void => {
      const next = all[Math.min(all.length - 1, Math.max(0, to))]
      if (next === undefined) return
      event.preventDefault()
      setCurrent(next.key)
      focusMessage(next)
    }
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
    if (key === 'ArrowUp') go(at - 1)
    else if (key === 'ArrowDown') go(at + 1)
    else if (key === 'End') go(all.length - 1)
    else if (key === 'Home') go(0)
    else if (key === 'Enter') {
      event.preventDefault()
      element.querySelector<HTMLElement>('.message-menu')?.click()
    } else if (key === 'r' && canWrite && !row.message.deleted && row.unsent === undefined) {
      event.preventDefault()
      acts.reply(row.message)
    } else if (key === 'e' && canWrite && canEdit(row)) {
      event.preventDefault()
      acts.edit(row.message)
    }
  }

  function focusMessage(row: LogRow): void {
    const find = (): HTMLElement | null => document.querySelector(`[data-message="${CSS.escape(row.message.id)}"]`)
    const element = find()
    if (element !== null) {
      element.focus({ preventScroll: true })
      element.scrollIntoView({ block: 'nearest' })
      return
    }
    control.current?.reveal(row.key, 'center')
    requestAnimationFrame(() => requestAnimationFrame(() => find()?.focus({ preventScroll: true })))
  }

  const toLatest = (): void => {
    setBelow(0)
    const show = (): void => control.current?.toEnd()
    if (timeline.get().hasNewer) void timeline.loadLatest().then(() => requestAnimationFrame(show))
    else show()
  }

  if (!state.isKnown) {
    if (state.problem !== undefined && !state.isLoading) {
      return <ErrorState problem={state.problem} onRetry={() => void timeline.loadLatest()} />
    }
    return <LogSkeleton />
  }
  return (
    <div class="log-frame">
      <p class="visually-hidden" id="log-keys">
        {chatWords.logKeys}
      </p>
      <WindowList
        rows={rows}
        draw={draw}
        control={control}
        onNearStart={() => void (state.problem === undefined && timeline.older())}
        onNearEnd={() => void (state.problem === undefined && timeline.newer())}
        onMove={(atEnd) => {
          setAtEnd(atEnd)
          if (atEnd) setBelow(0)
          markRead()
        }}
        head={
          <LogHead
            name={nameOf(person)}
            isEmpty={rows.length === 0}
            hasOlder={state.hasOlder}
            problem={
              state.problem !== undefined && (
                <Notice
                  tone="warning"
                  alert
                  action={
                    <Button size="s" onClick={() => void (state.hasOlder ? timeline.older() : timeline.newer())}>
                      {words.retry}
                    </Button>
                  }
                >
                  {sayProblem(state.problem)}
                </Notice>
              )
            }
          />
        }
        attributes={{
          role: 'log',
          'aria-label': fill(chatWords.log, { name: nameOf(person) }),
          'aria-describedby': 'log-keys',
          // Rows come and go with scrolling: what is new is said below instead.
          'aria-live': 'off',
          'aria-busy': state.isLoading,
          tabIndex: -1,
          onKeyDown,
          onFocusIn: (event) => {
            const message = (event.target as HTMLElement).closest<HTMLElement>('article.message')
            const row = rowsRef.current.find((one) => one.message.id === message?.dataset.message)
            if (row !== undefined) setCurrent(row.key)
          },
        }}
      />
      {(!isAtEnd || state.hasNewer) && (
        <button
          type="button"
          class="to-latest"
          onClick={toLatest}
          aria-label={below > 0 ? plural(below, chatWords.toLatestCount) : chatWords.toLatest}
        >
          <Icon name="down" size="l" />
          <CountBadge count={below} label="" />
        </button>
      )}
      <div aria-live="polite">
        <VisuallyHidden>{spoken}</VisuallyHidden>
      </div>
      <div class="log-typing" aria-live="polite">
        {props.isTyping && (
          <p>
            <span class="typing-dots" aria-hidden="true">
              <i />
              <i />
              <i />
            </span>
            <span>{fill(chatWords.typingNamed, { name: nameOf(person) })}</span>
          </p>
        )}
      </div>
    </div>
  )
}

interface LogHeadProps {
  name: string
  isEmpty: boolean
  hasOlder: boolean
  problem: ComponentChild
}

function LogHead({ name, isEmpty, hasOlder, problem }: LogHeadProps): JSX.Element {
  return (
    <div class="log-head">
      {problem}
      {hasOlder && !problem && <p class="log-loading">{words.loading}</p>}
      {!hasOlder && <p class="log-begin">{isEmpty ? chatWords.emptyLog : fill(chatWords.beginning, { name })}</p>}
    </div>
  )
}

// Ids rise with the time: what was read up to covers all before it.
function covers(upTo: string | null | undefined, id: string): boolean {
  return upTo !== null && upTo !== undefined && id <= upTo
}
