import type { UnsentMessage } from '../../live/unsent-store.ts'
import type { Message } from './timeline.ts'
import type { WindowRow } from './window-list.tsx'

/** A message as the log shows it, with what it owes to its neighbours. */
export interface LogRow extends WindowRow {
  message: Message
  /** What is not through yet; `message` then is how it will look. */
  unsent: UnsentMessage | undefined
  isMine: boolean
  /** The day that begins with it. */
  day: string | undefined
  /** The first unread one when the conversation was opened. */
  isFirstUnread: boolean
  /** Nothing of the same person shortly before or after it. */
  startsGroup: boolean
  endsGroup: boolean
}

const groupMs = 5 * 60_000

interface Entry {
  message: Message
  unsent: UnsentMessage | undefined
}

/** What is worked out once for each message. */
interface Moment {
  time: number
  day: string
  key: string
  guess: number
}

interface Kept {
  before: Message | undefined
  after: Message | undefined
  unsent: UnsentMessage | undefined
  isFirstUnread: boolean
  row: LogRow
}

const moments = new WeakMap<Message, Moment>()
const kept = new WeakMap<Message, Kept>()

/**
 * Makes the rows of a log: messages, what is not through yet, days, and the line above what is new. The row of a message
 * whose neighbours are the same is the very same object: one more message among ten thousand costs next to nothing.
 */
export function logRows(
  messages: readonly Message[],
  unsent: readonly UnsentMessage[],
  facts: { ownId: string; readUpTo: string | undefined; dayOf: (moment: string) => string },
): LogRow[] {
  const all = entriesOf(messages, unsent, facts.ownId)
  const rows: LogRow[] = new Array(all.length)
  const momentOf = (message: Message): Moment => {
    let moment = moments.get(message)
    if (moment === undefined) {
      const time = Date.parse(message.createdAt)
      moment = { time, day: facts.dayOf(message.createdAt), key: keyOf(message), guess: guessOf(message) }
      moments.set(message, moment)
    }
    return moment
  }
  const isTogether = (one: Message | undefined, other: Message | undefined): boolean => {
    if (one === undefined || other === undefined || one.senderId !== other.senderId) return false
    const [first, second] = [momentOf(one), momentOf(other)]
    return second.time - first.time < groupMs && first.day === second.day
  }
  const firstUnread = firstUnreadIn(all, facts)
  for (let index = 0; index < all.length; index += 1) {
    const { message, unsent } = all[index]!
    const before = all[index - 1]?.message
    const after = all[index + 1]?.message
    const isFirstUnread = index === firstUnread
    const known = kept.get(message)
    const isSame = known?.before === before && known?.after === after && known?.unsent === unsent
    if (known !== undefined && isSame && known.isFirstUnread === isFirstUnread) {
      rows[index] = known.row
      continue
    }
    const { day, key, guess } = momentOf(message)
    const isNewDay = before === undefined || momentOf(before).day !== day
    const row: LogRow = {
      key,
      guess,
      message,
      unsent,
      isMine: message.senderId === facts.ownId,
      day: isNewDay ? day : undefined,
      isFirstUnread,
      startsGroup: isFirstUnread || !isTogether(before, message),
      endsGroup: !isTogether(message, after),
    }
    kept.set(message, { before, after, unsent, isFirstUnread, row })
    rows[index] = row
  }
  return rows
}

function entriesOf(messages: readonly Message[], unsent: readonly UnsentMessage[], ownId: string): Entry[] {
  const all: Entry[] = messages.map((message) => ({ message, unsent: undefined }))
  if (unsent.length === 0) return all
  // What is through may still be in the outbox for a moment.
  const through = new Set(messages.slice(-200).map(keyOf))
  const waiting = unsent.filter(({ clientId }) => !through.has(keyOf({ senderId: ownId, clientId })))
  return [...all, ...waiting.map((one) => ({ message: asMessage(one, messages), unsent: one }))]
}

// Ids rise with the time: the messages read and unread are two stretches, and the second begins near the end.
function firstUnreadIn(all: readonly Entry[], facts: { ownId: string; readUpTo: string | undefined }): number {
  const { ownId, readUpTo } = facts
  if (readUpTo === undefined) return -1
  let [low, high] = [0, all.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (all[middle]!.message.id > readUpTo) high = middle
    else low = middle + 1
  }
  return all.findIndex(
    ({ message, unsent }, index) => index >= low && unsent === undefined && message.senderId !== ownId,
  )
}

/** Stays the same when a message comes through, so that it does not flicker. */
export function keyOf({ senderId, clientId }: Pick<Message, 'senderId' | 'clientId'>): string {
  return `${senderId} ${clientId}`
}

function guessOf(message: Message): number {
  if (message.deleted) return 44
  const lines = Math.ceil((message.text?.length ?? 0) / 38)
  return (
    30 +
    lines * 23 +
    (message.media.length > 0 ? 240 : 0) +
    (message.location !== null ? 260 : 0) +
    (message.post !== null || message.video !== null ? 220 : 0) +
    (message.replyTo !== null ? 52 : 0)
  )
}

function asMessage(unsent: UnsentMessage, messages: readonly Message[]): Message {
  const answered = messages.find(({ id }) => id === unsent.replyTo)
  return {
    id: `~${unsent.order}`,
    conversationId: unsent.conversationId,
    clientId: unsent.clientId,
    senderId: unsent.userId,
    text: unsent.text ?? null,
    media: [],
    mediaBlurred: false,
    replyTo:
      answered === undefined
        ? null
        : { id: answered.id, senderId: answered.senderId, text: answered.text, deleted: answered.deleted },
    post: unsent.post === undefined ? null : { id: unsent.post, summary: null },
    video: unsent.video === undefined ? null : { id: unsent.video, summary: null },
    location: null,
    reactions: [],
    editedAt: null,
    deleted: false,
    createdAt: unsent.queuedAt,
  }
}
