import type { Shape } from '../../api/types.ts'
import { chatWords } from '../../strings/chat.ts'
import { fill, formatDay } from '../../strings/format.ts'
import type { Message } from './timeline.ts'

/** A message in one line, for lists, quotes and those who listen. */
export function sayMessage(message: Message): string {
  if (message.deleted) return chatWords.previewDeleted
  if (message.text !== null && message.text !== '') return message.text
  if (message.location !== null) return chatWords.previewLocation
  if (message.media.length > 1) return fill(chatWords.previewMedia, { count: message.media.length })
  if (message.media.length === 1) {
    return message.media[0]!.kind === 'video' ? chatWords.previewVideo : chatWords.previewPhoto
  }
  if (message.post !== null) return chatWords.previewPost
  if (message.video !== null) return chatWords.previewSharedVideo
  return ''
}

/** What is shown of a message that is answered. */
export function sayReply(reply: NonNullable<Message['replyTo']>): string {
  if (reply.deleted) return chatWords.replyGone
  return reply.text === null || reply.text === '' ? chatWords.previewPhoto : reply.text
}

export function nameOf(person: Pick<Shape<'PersonSummary'>, 'displayName' | 'username'>): string {
  return person.displayName || person.username
}

/** The day of a moment, as a heading. */
export function sayDay(moment: string, now: Date = new Date()): string {
  const day = formatDay(moment)
  if (day === formatDay(now)) return chatWords.today
  if (day === formatDay(now.getTime() - 24 * 60 * 60_000)) return chatWords.yesterday
  return day
}

const quarterMs = 15 * 60_000
const days = new Map<number, string>()

/** The same for moments of one day. Days begin at a quarter of an hour in every time zone: few are worked out. */
export function dayOf(moment: string): string {
  const quarter = Math.floor(Date.parse(moment) / quarterMs)
  let day = days.get(quarter)
  if (day === undefined) {
    day = formatDay(moment)
    days.set(quarter, day)
  }
  return day
}
