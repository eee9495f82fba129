import type { ComponentChildren, JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../../api/client.ts'
import { forgetLists } from '../../api/list.ts'
import { asProblem } from '../../api/problem.ts'
import { Avatar } from '../../design/avatar.tsx'
import { Button } from '../../design/button.tsx'
import { classNames } from '../../design/class-names.ts'
import { Icon } from '../../design/icon.tsx'
import { Mark } from '../../design/illustration.tsx'
import { Likeness } from '../../design/media.tsx'
import { RelativeTime } from '../../design/relative-time.tsx'
import { RichText } from '../../design/rich-text.tsx'
import { sayProblem } from '../../design/say-problem.ts'
import { VisuallyHidden } from '../../design/visually-hidden.tsx'
import { showError, showToast } from '../../shell/toasts.ts'
import { fill } from '../../strings/format.ts'
import { notificationWords as words } from '../../strings/notifications.ts'
import { addressOf, excerptOf, type Notification, sentenceOf, signOf, whoOf } from './describe.ts'

interface NotificationRowProps {
  notification: Notification
  isNew: boolean
  /** It was dealt with, and is to be gone. */
  onDone: () => void
}

/** One notification: who, what, where it leads. */
export function NotificationRow({ notification, isNew, onDone }: NotificationRowProps): JSX.Element {
  const excerpt = excerptOf(notification)
  const content = (
    <>
      <Faces notification={notification} />
      <span class="notification-text">
        <span class="notification-sentence" dir="auto">
          <Sentence notification={notification} />
        </span>
        {excerpt !== null && excerpt !== '' && (
          <RichText
            as="span"
            flat
            text={excerpt}
            class={classNames('notification-excerpt', notification.type === 'announcement' && 'notification-whole')}
          />
        )}
        <RelativeTime class="notification-time" moment={notification.updatedAt} />
      </span>
      <Preview notification={notification} />
      {isNew && (
        <span class="notification-dot">
          <VisuallyHidden>{words.isNew}</VisuallyHidden>
        </span>
      )}
    </>
  )
  const looks = classNames('notification', isNew && 'notification-new')
  const address = addressOf(notification)
  return (
    <>
      {address === undefined ? (
        <div class={looks}>{content}</div>
      ) : (
        <a class={looks} href={address}>
          {content}
        </a>
      )}
      {notification.type === 'follow_request' && notification.actorsCount === 1 && (
        <RequestButtons notification={notification} onDone={onDone} />
      )}
    </>
  )
}

function Sentence({ notification }: { notification: Notification }): JSX.Element {
  const [before = '', after] = sentenceOf(notification).split('{who}')
  if (after === undefined) return <>{before}</>
  return (
    <>
      {before}
      <strong>
        <Who notification={notification} />
      </strong>
      {after}
    </>
  )
}

/** The names, each in its own direction, so that none moves the words around it. */
function Who({ notification }: { notification: Notification }): JSX.Element {
  const { text, names } = whoOf(notification)
  return (
    <>
      {text.split(/\{(\w+)\}/).map((part, index) =>
        // Every second part is the name of a place.
        index % 2 === 0 ? part : <bdi key={part}>{names[part]}</bdi>,
      )}
    </>
  )
}

function Faces({ notification }: { notification: Notification }): JSX.Element {
  const [first] = notification.actors
  return (
    <span class="notification-faces">
      {first === undefined ? (
        <span class="notification-official">
          <Mark />
        </span>
      ) : (
        <Avatar person={first} />
      )}
      <span class={`notification-sign notification-sign-${notification.type}`}>
        <Icon name={signOf(notification)} size="s" filled={notification.type === 'reaction'} />
      </span>
    </span>
  )
}

/** The post it is about, small; blurred where it may be sensitive. */
function Preview({ notification }: { notification: Notification }): ComponentChildren {
  const { post } = notification
  const media = post?.media
  if (post === null || media === null || media === undefined) return null
  const url = media.thumbnailUrl ?? media.posterUrl
  return (
    <span class="notification-preview">
      <Likeness hash={media.placeholder} />
      {url !== null && !post.sensitive && (
        <img
          src={url}
          alt=""
          loading="lazy"
          decoding="async"
          onError={(event) => {
            event.currentTarget.hidden = true
          }}
        />
      )}
    </span>
  )
}

function RequestButtons({ notification, onDone }: Pick<NotificationRowProps, 'notification' | 'onDone'>) {
  const [isBusy, setBusy] = useState(false)
  const [person] = notification.actors
  if (person === undefined) return null
  const name = person.displayName || person.username
  const answer = async (accept: boolean): Promise<void> => {
    setBusy(true)
    try {
      const path = { username: person.username }
      if (accept) await api.put('/me/follow-requests/{username}', { path })
      else await api.delete('/me/follow-requests/{username}', { path })
      forgetLists('/me/follow-requests')
      showToast(accept ? fill(words.accepted, { name }) : words.refused)
      onDone()
    } catch (error) {
      const problem = asProblem(error)
      // They have taken it back, or another device of mine has answered.
      if (problem.status === 404) onDone()
      else showError(sayProblem(problem))
      setBusy(false)
    }
  }
  return (
    <div class="notification-actions">
      <Button
        size="s"
        look="primary"
        disabled={isBusy}
        aria-label={`${words.accept}: ${name}`}
        onClick={() => void answer(true)}
      >
        {words.accept}
      </Button>
      <Button size="s" disabled={isBusy} aria-label={`${words.refuse}: ${name}`} onClick={() => void answer(false)}>
        {words.refuse}
      </Button>
    </div>
  )
}
