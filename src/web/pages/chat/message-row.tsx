import type { JSX } from 'preact'
import { useRef, useState } from 'preact/hooks'
import type { Shape } from '../../api/types.ts'
import { IconButton } from '../../design/button.tsx'
import { classNames } from '../../design/class-names.ts'
import { Icon } from '../../design/icon.tsx'
import { Menu, type MenuItem } from '../../design/menu.tsx'
import { RichText } from '../../design/rich-text.tsx'
import { VisuallyHidden } from '../../design/visually-hidden.tsx'
import { chatWords } from '../../strings/chat.ts'
import { fill, formatMoment, formatTime } from '../../strings/format.ts'
import { LocationCard } from './location/location-card.tsx'
import type { LogRow } from './log-rows.ts'
import { MessageMedia } from './message-media.tsx'
import { nameOf, sayDay, sayMessage, sayReply } from './say-message.ts'
import { SharedPost, SharedVideo } from './shared-cards.tsx'
import { useSwipe } from './swipe.ts'
import type { Message } from './timeline.ts'
import { UnsentMedia, UnsentState } from './unsent-state.tsx'

/** What the log lets people do with a message. */
export interface MessageActs {
  reply(message: Message): void
  react(message: Message, emoji: string): void
  pickReaction(message: Message, anchor: HTMLElement): void
  edit(message: Message): void
  copy(message: Message): void
  remove(message: Message, from: 'me' | 'everyone'): void
  report(message: Message): void
  openMedia(message: Message, index: number): void
  goTo(messageId: string): void
}

interface MessageRowProps {
  row: LogRow
  person: Shape<'PersonSummary'>
  ownId: string
  receipt: 'sent' | 'delivered' | 'read'
  isMarked: boolean
  isCurrent: boolean
  canWrite: boolean
  acts: MessageActs
}

export const quickReactions = ['👍', '❤️', '😂', '😮', '😢', '🙏'] as const
const editableMs = 24 * 60 * 60_000

/** A message of the log, with the day and the line that may stand above it. */
export function MessageRow(props: MessageRowProps): JSX.Element {
  const { row, isCurrent, isMarked } = props
  const { message, isMine, unsent } = row
  const [isNear, setNear] = useState(false)
  const swipe = useSwipe(() => {
    if (canReply(props)) props.acts.reply(message)
  })
  return (
    <>
      {row.day !== undefined && (
        <h2 class="log-day">
          <span>{sayDay(message.createdAt)}</span>
        </h2>
      )}
      {row.isFirstUnread && <UnreadLine />}
      <article
        class={classNames(
          'message',
          isMine ? 'message-mine' : 'message-theirs',
          row.startsGroup && 'message-first',
          row.endsGroup && 'message-last',
          isMarked && 'message-marked',
          unsent !== undefined && 'message-unsent',
        )}
        tabIndex={isCurrent ? 0 : -1}
        data-message={message.id}
        onPointerEnter={() => setNear(true)}
        onContextMenu={(event) => {
          // A long press on a phone; a mouse keeps the browser's own menu.
          if ((event as unknown as PointerEvent).pointerType !== 'touch') return
          event.preventDefault()
          event.currentTarget.querySelector<HTMLElement>('.message-menu')?.click()
        }}
        {...swipe}
      >
        <VisuallyHidden>
          {isMine ? chatWords.saidYou : fill(chatWords.saidThem, { name: nameOf(props.person) })}
        </VisuallyHidden>
        <div class="message-line">
          <Bubble {...props} />
          {unsent === undefined && !message.deleted && <MessageActions {...props} isWhole={isNear || isCurrent} />}
        </div>
        <Reactions {...props} />
        {unsent !== undefined && <UnsentState unsent={unsent} />}
      </article>
    </>
  )
}

function UnreadLine(): JSX.Element {
  return (
    <h2 class="log-unread">
      <span>{chatWords.newBelow}</span>
    </h2>
  )
}

function Bubble(props: MessageRowProps): JSX.Element {
  const { row, person, ownId, acts } = props
  const { message, unsent } = row
  if (message.deleted) {
    return (
      <div class="bubble bubble-gone">
        <Icon name="trash" size="s" />
        <span>{chatWords.deleted}</span>
        <Footer {...props} />
      </div>
    )
  }
  const isAllEmoji = message.text !== null && isFewEmoji(message.text) && message.media.length === 0
  const isBare = isAllEmoji && message.replyTo === null && message.post === null && message.video === null
  const hasText = message.text !== null && message.text !== ''
  return (
    <div class={classNames('bubble', isBare && 'bubble-bare', !hasText && 'bubble-textless')}>
      {message.replyTo !== null && (
        <button
          type="button"
          class="bubble-reply"
          onClick={() => acts.goTo(message.replyTo!.id)}
          disabled={message.replyTo.deleted}
          title={chatWords.jumpToReply}
        >
          <span class="bubble-reply-name" dir="auto">
            {message.replyTo.senderId === ownId ? chatWords.you : nameOf(person)}
          </span>
          <span class="bubble-reply-text" dir="auto">
            {sayReply(message.replyTo)}
          </span>
        </button>
      )}
      {message.media.length > 0 && (
        <MessageMedia message={message} onOpen={(index) => acts.openMedia(message, index)} />
      )}
      {unsent !== undefined && unsent.files.length > 0 && <UnsentMedia unsent={unsent} />}
      {message.location !== null && (
        <LocationCard location={message.location} isMine={row.isMine} name={nameOf(person)} />
      )}
      {message.post !== null && unsent === undefined && <SharedPost post={message.post} />}
      {message.video !== null && unsent === undefined && <SharedVideo video={message.video} />}
      {unsent !== undefined && !hasText && unsent.files.length === 0 && <span>{sayMessage(message)}</span>}
      {hasText && <RichText text={message.text!} class={isAllEmoji ? 'bubble-emoji' : 'bubble-text'} />}
      <Footer {...props} />
    </div>
  )
}

function Footer({ row, receipt }: MessageRowProps): JSX.Element {
  const { message, isMine, unsent } = row
  return (
    <span class="bubble-foot">
      {message.editedAt !== null && <span title={formatMoment(message.editedAt)}>{chatWords.edited}</span>}
      <time dateTime={message.createdAt} title={formatMoment(message.createdAt)}>
        {formatTime(message.createdAt)}
      </time>
      {isMine && unsent === undefined && !message.deleted && <Tick receipt={receipt} />}
      {unsent !== undefined && unsent.step !== 'failed' && (
        <Icon
          name="clock"
          size="s"
          label={unsent.step === 'sending' ? chatWords.statusSending : chatWords.statusWaiting}
        />
      )}
      {unsent?.step === 'failed' && <Icon name="warning" size="s" label={chatWords.statusFailed} />}
    </span>
  )
}

function Tick({ receipt }: { receipt: MessageRowProps['receipt'] }): JSX.Element {
  const label = { sent: chatWords.statusSent, delivered: chatWords.statusDelivered, read: chatWords.statusRead }[
    receipt
  ]
  return (
    <Icon
      name={receipt === 'sent' ? 'check' : 'check-double'}
      size="s"
      label={label}
      class={classNames('tick', receipt === 'read' && 'tick-read')}
    />
  )
}

function Reactions({ row, ownId, person, acts }: MessageRowProps): JSX.Element | null {
  const { message } = row
  if (message.reactions.length === 0) return null
  const emoji = [...new Set(message.reactions.map((reaction) => reaction.emoji))]
  return (
    <ul class="reactions">
      {emoji.map((one) => {
        const from = message.reactions.filter((reaction) => reaction.emoji === one)
        const isOwn = from.some(({ userId }) => userId === ownId)
        const names = from.map(({ userId }) => (userId === ownId ? chatWords.you : nameOf(person))).join(', ')
        return (
          <li key={one}>
            <button
              type="button"
              class={classNames('reaction', isOwn && 'reaction-own')}
              aria-pressed={isOwn}
              aria-label={fill(chatWords.reactionOf, { emoji: one, name: names })}
              title={names}
              onClick={() => acts.react(message, one)}
            >
              <span aria-hidden="true">{one}</span>
              {from.length > 1 && <span aria-hidden="true">{from.length}</span>}
            </button>
          </li>
        )
      })}
    </ul>
  )
}

/** The menu; beside it, where somebody is at it, the two that are used most. */
function MessageActions(props: MessageRowProps & { isWhole: boolean }): JSX.Element {
  const { row, acts, isWhole } = props
  const { message } = row
  const place = useRef<HTMLDivElement>(null)
  return (
    <div class="message-actions" ref={place}>
      {isWhole && props.canWrite && (
        <IconButton
          icon="smile"
          size="s"
          label={chatWords.react}
          onClick={() => acts.pickReaction(message, place.current!)}
        />
      )}
      {isWhole && canReply(props) && (
        <IconButton icon="reply" size="s" label={chatWords.reply} onClick={() => acts.reply(message)} />
      )}
      <Menu
        label={chatWords.actions}
        button={(button) => (
          <IconButton icon="more" size="s" class="message-menu" label={chatWords.actions} {...(button as object)} />
        )}
        items={actionsOf(props, () => acts.pickReaction(message, place.current!))}
      />
    </div>
  )
}

function actionsOf(props: MessageRowProps, pick: () => void): (MenuItem | false)[] {
  const { row, acts, canWrite } = props
  const { message, isMine } = row
  const hasText = message.text !== null && message.text !== ''
  return [
    canReply(props) && { label: chatWords.reply, icon: 'reply', run: () => acts.reply(message) },
    canWrite && { label: chatWords.react, icon: 'smile', run: pick },
    hasText && { label: chatWords.copyText, icon: 'copy', run: () => acts.copy(message) },
    canEdit(row) && canWrite && { label: chatWords.edit, icon: 'edit', run: () => acts.edit(message) },
    { label: chatWords.deleteForMe, icon: 'trash', apart: true, run: () => acts.remove(message, 'me') },
    isMine && {
      label: chatWords.deleteForEveryone,
      icon: 'trash',
      danger: true,
      run: () => acts.remove(message, 'everyone'),
    },
    !isMine && { label: chatWords.report, icon: 'flag', danger: true, run: () => acts.report(message) },
  ]
}

function canReply({ row, canWrite }: Pick<MessageRowProps, 'row' | 'canWrite'>): boolean {
  return canWrite && row.unsent === undefined && !row.message.deleted
}

/** Whether a message of one's own may still be changed. */
export function canEdit({ message, isMine, unsent }: LogRow): boolean {
  const isYoung = Date.now() - Date.parse(message.createdAt) < editableMs
  return isMine && unsent === undefined && !message.deleted && isYoung && message.text !== null && message.text !== ''
}

/** A few emoji and nothing else are shown large. */
export function isFewEmoji(text: string): boolean {
  const signs = text.replace(/\s/g, '')
  if (signs === '' || text.length > 60) return false
  const parts = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(signs)]
  return (
    parts.length <= 3 &&
    parts.every(({ segment }) => /^[\p{Extended_Pictographic}\p{Regional_Indicator}]/u.test(segment))
  )
}
