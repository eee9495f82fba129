import type { App } from '../../app.ts'
import {
  readConversations,
  readLocations,
  readMessages,
  readReceiptSights,
  viewMessages,
} from '../../core/chat/index.ts'
import type { LogRow } from '../../core/log/index.ts'
import { presentConversation } from '../../presenters/conversation.ts'
import { presentLocation } from '../../presenters/location.ts'
import { presentMessage, presentMessageReaction, presentReceipt } from '../../presenters/message.ts'
import type { Renderer } from './renderers.ts'

// Each renders any number of entries, of any number of people, by one question.

/** The renderers of everything that chat writes into logs. */
export const chatRenderers: Readonly<Record<string, Renderer>> = {
  'message.created': renderMessages,
  'message.updated': renderMessages,
  'message.deleted': renderMessages,
  'message.reaction': renderReactions,
  'receipt.read': renderReceipts,
  'receipt.delivered': renderReceipts,
  'conversation.updated': renderConversations,
  'location.started': renderLocations,
  'location.ended': renderLocations,
}

async function renderMessages(app: App, rows: readonly LogRow[]): Promise<unknown[]> {
  const { read } = app.db
  const found = await viewMessages(read, await readMessages(read, pairsOf(rows)), app.clock.now())
  const views = new Map(found.map((view) => [keyOf(view.viewerId, view.id), presentMessage(view)]))
  return rows.map((row) => views.get(keyOf(row.userId, row.subjectId)))
}

async function renderReactions(app: App, rows: readonly LogRow[]): Promise<unknown[]> {
  const found = await readMessages(app.db.read, pairsOf(rows))
  const messages = new Map(found.map((row) => [keyOf(row.viewerId, row.id), row]))
  return rows.map((row) => {
    const message = messages.get(keyOf(row.userId, row.subjectId))
    return message === undefined ? undefined : presentMessageReaction(message, String(row.detail.userId))
  })
}

async function renderReceipts(app: App, rows: readonly LogRow[]): Promise<unknown[]> {
  const sights = await readReceiptSights(app.db.read, pairsOf(rows))
  return rows.map((row) => {
    const sight = sights.get(keyOf(row.userId, row.subjectId))
    const userId = String(row.detail.userId)
    const isOwn = userId === row.userId
    // Whoever has switched receipts off since is not shown by older entries either.
    if (sight === undefined || !(isOwn || sight.isTold)) return undefined
    const unreadCount = isOwn ? sight.unreadCount : null
    return presentReceipt({ conversationId: row.subjectId, userId, upTo: String(row.detail.upTo), unreadCount })
  })
}

async function renderConversations(app: App, rows: readonly LogRow[]): Promise<unknown[]> {
  const found = await readConversations(app.db.read, pairsOf(rows), app.clock.now())
  const views = new Map(found.map((view) => [keyOf(view.viewerId, view.id), presentConversation(view)]))
  return rows.map((row) => views.get(keyOf(row.userId, row.subjectId)))
}

// A location is shown as its message is: to the two people alone, and not between those whom a block divides.
async function renderLocations(app: App, rows: readonly LogRow[]): Promise<unknown[]> {
  const { read } = app.db
  const locations = await readLocations(
    read,
    rows.map((row) => row.subjectId),
    app.clock.now(),
  )
  const wanted = rows.flatMap((row) => {
    const location = locations.get(row.subjectId)
    return location === undefined ? [] : [[row.userId, location.messageId] as const]
  })
  const visible = new Set((await readMessages(read, wanted)).map((row) => keyOf(row.viewerId, row.id)))
  return rows.map((row) => {
    const location = locations.get(row.subjectId)
    if (location === undefined || !visible.has(keyOf(row.userId, location.messageId))) return undefined
    return presentLocation(location)
  })
}

function pairsOf(rows: readonly LogRow[]): [viewerId: string, subjectId: string][] {
  const pairs = new Map(rows.map((row) => [keyOf(row.userId, row.subjectId), [row.userId, row.subjectId] as const]))
  return [...pairs.values()].map(([userId, subjectId]) => [userId, subjectId])
}

function keyOf(viewerId: string, subjectId: string): string {
  return `${viewerId} ${subjectId}`
}
