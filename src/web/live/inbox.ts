import { api } from '../api/client.ts'
import { listsUnder } from '../api/list.ts'
import { resource } from '../api/resource.ts'
import { session } from '../api/session.ts'
import { createStore } from '../api/store.ts'
import type { Shape } from '../api/types.ts'
import { afterStart } from '../shell/after-start.ts'
import { live } from './live-client.ts'
import { outbox } from './outbox.ts'

type Conversation = Shape<'Conversation'>
type Message = Shape<'Message'>

/** How many messages are unread, for the title and the places of the shell; muted conversations do not count. */
export const unreadMessages = createStore(0)

const unreadOf = new Map<string, number>()
const waiting = new Map<string, string>()
let timer: ReturnType<typeof setTimeout> | undefined

/** Where pages keep conversations by lists. */
const lists = '/conversations?'

/**
 * Keeps every conversation that is known here in step with what happens, counts what is unread, and says of messages that
 * come that they were delivered. To be called once.
 */
export function followConversations(): void {
  live().on('message.created', (message) => {
    const isOwn = isMine(message)
    if (!isOwn) sayDelivered(message)
    touch(message.conversationId, (conversation) => ({
      ...conversation,
      lastMessage: message,
      unreadCount: isOwn ? conversation.unreadCount : conversation.unreadCount + 1,
      updatedAt: message.createdAt,
    }))
    void bringToFront(message.conversationId)
  })
  live().on('message.updated', replaceLast)
  live().on('message.deleted', replaceLast)
  live().on('gone', ({ type, id }) => {
    // What was last now is another message: only the server knows which.
    if (type !== 'message.deleted') return
    for (const list of listsUnder<Conversation>(lists)) {
      const shown = list.get().items.find((conversation) => conversation.lastMessage?.id === id)
      if (shown !== undefined) void refresh(shown.id)
    }
  })
  live().on('receipt.read', ({ conversationId, userId, upTo, unreadCount }) => {
    if (unreadCount !== null && userId === ownId()) {
      touch(conversationId, (conversation) => ({ ...conversation, unreadCount, readUpTo: upTo }))
    } else moveReceipt(conversationId, { readUpTo: upTo, deliveredUpTo: upTo })
  })
  live().on('receipt.delivered', ({ conversationId, userId, upTo }) => {
    if (userId !== ownId()) moveReceipt(conversationId, { deliveredUpTo: upTo })
  })
  live().on('conversation.updated', (conversation) => takeConversation(conversation))
  live().on('presence', ({ userId, online, lastSeenAt }) => {
    for (const list of listsUnder<Conversation>(lists)) {
      const shown = list.get().items.find(({ person }) => person.id === userId)
      if (shown?.presence) touch(shown.id, (conversation) => ({ ...conversation, presence: { online, lastSeenAt } }))
    }
  })
  live().on('afresh', () => {
    for (const list of listsUnder<Conversation>(lists)) void list.reload()
    void count()
  })
  outbox().onSent((message) => {
    touch(message.conversationId, (conversation) => ({ ...conversation, lastMessage: message }))
    void bringToFront(message.conversationId)
  })
  session.subscribe(() => {
    if (session.get().kind === 'person') afterStart(() => void count())
  })
  session.onEnd(() => {
    unreadOf.clear()
    unreadMessages.set(0)
    clearTimeout(timer)
    timer = undefined
    waiting.clear()
  })
}

function ownId(): string | undefined {
  const state = session.get()
  return state.kind === 'person' ? state.account.id : undefined
}

function isMine(message: Message): boolean {
  return message.senderId === ownId()
}

let isCounted: string | undefined

/** Counts what is unread in the newest conversations; what comes later is counted as it comes. */
async function count(): Promise<void> {
  const who = ownId()
  if (who === undefined || isCounted === who) return
  isCounted = who
  try {
    const { items } = await api.get('/conversations', { query: { folder: 'inbox', limit: 50 } })
    for (const conversation of items) note(conversation)
  } catch {
    // The number is a convenience: without it the page is whole, and the next event counts on.
    isCounted = undefined
  }
}

function note({ id, unreadCount, muted }: Conversation): void {
  unreadOf.set(id, muted ? 0 : unreadCount)
  unreadMessages.set([...unreadOf.values()].reduce((sum, one) => sum + one, 0))
}

/** Changes a conversation wherever it is shown. */
export function touch(id: string, change: (conversation: Conversation) => Conversation): void {
  const own = resource('/conversations/{id}', { path: { id } })
  own.mutate(change)
  let changed = own.get().value
  for (const list of listsUnder<Conversation>(lists)) {
    list.change(id, (conversation) => {
      changed = change(conversation)
      return changed
    })
  }
  if (changed !== undefined) note(changed)
}

/** Takes a conversation as the server has it, and moves it into the folder where it now belongs. */
export function takeConversation(conversation: Conversation): void {
  note(conversation)
  resource('/conversations/{id}', { path: { id: conversation.id } }).mutate(() => conversation)
  for (const list of listsUnder<Conversation>(lists)) {
    const isShown = list.get().items.some(({ id }) => id === conversation.id)
    const folder = /folder=(\w+)/.exec(list.url)?.[1]
    if (!belongs(conversation, folder)) list.remove(conversation.id)
    else if (isShown) list.change(conversation.id, () => conversation)
    else if (conversation.lastMessage !== null) list.prepend(conversation)
  }
}

function belongs({ request, requestedByMe, archived }: Conversation, folder: string | undefined): boolean {
  const isMineToAnswer = !requestedByMe && request !== 'accepted'
  if (folder === 'requests') return isMineToAnswer && request === 'pending'
  if (folder === 'archive') return archived && !(isMineToAnswer && request === 'refused')
  return !archived && !isMineToAnswer
}

async function refresh(id: string): Promise<void> {
  try {
    takeConversation(await api.get('/conversations/{id}', { path: { id } }))
  } catch {
    // Gone, or out of reach: the list asks again when it is next looked at.
  }
}

async function bringToFront(id: string): Promise<void> {
  const all = listsUnder<Conversation>(lists)
  let isKnown = false
  for (const list of all) {
    const shown = list.get().items.find((conversation) => conversation.id === id)
    if (shown === undefined) continue
    isKnown = true
    if (list.get().items[0] !== shown) list.prepend(shown)
  }
  // A first message, or one in a conversation beyond what was loaded.
  if (!isKnown) await refresh(id)
}

function replaceLast(message: Message): void {
  touch(message.conversationId, (conversation) =>
    conversation.lastMessage?.id === message.id ? { ...conversation, lastMessage: message } : conversation,
  )
}

function moveReceipt(id: string, to: { readUpTo?: string; deliveredUpTo?: string }): void {
  touch(id, (conversation) => {
    const { receipts } = conversation
    if (receipts === null) return conversation
    return {
      ...conversation,
      receipts: {
        readUpTo: later(receipts.readUpTo, to.readUpTo),
        deliveredUpTo: later(receipts.deliveredUpTo, to.deliveredUpTo),
      },
    }
  })
}

// Ids rise with the time; receipts never move back.
function later(one: string | null, other: string | undefined): string | null {
  return other === undefined || (one !== null && one >= other) ? one : other
}

/** Says it once for several messages that come together. */
function sayDelivered(message: Message): void {
  waiting.set(message.conversationId, message.id)
  timer ??= setTimeout(() => {
    timer = undefined
    for (const [conversationId, upTo] of waiting) void tell('receipt.delivered', conversationId, upTo)
    waiting.clear()
  }, 400)
}

/** Says how far messages have come, over the stream where it carries frames. */
export async function tell(
  kind: 'receipt.read' | 'receipt.delivered',
  conversationId: string,
  upTo: string,
): Promise<void> {
  try {
    if ((await live().ask(kind, { conversationId, upTo })) !== undefined) return
    const path = { id: conversationId }
    if (kind === 'receipt.read') await api.post('/conversations/{id}/read', { path, body: { upTo } })
    else await api.post('/conversations/{id}/delivered', { path, body: { upTo } })
  } catch {
    // Said again with the next message: a receipt covers everything before it.
  }
}
