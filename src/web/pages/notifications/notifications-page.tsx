import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { api } from '../../api/client.ts'
import { useCursorList } from '../../api/list.ts'
import { asProblem } from '../../api/problem.ts'
import { useStore } from '../../api/store.ts'
import { IconButton } from '../../design/button.tsx'
import { InfiniteList } from '../../design/infinite-list.tsx'
import { sayProblem } from '../../design/say-problem.ts'
import { SkeletonRows } from '../../design/skeleton.tsx'
import { EmptyState } from '../../design/states.tsx'
import { live } from '../../live/live-client.ts'
import { navigate } from '../../shell/history.ts'
import { PageHeader } from '../../shell/page-header.tsx'
import { unread } from '../../shell/title.ts'
import { showError, showToast } from '../../shell/toasts.ts'
import { words as common } from '../../strings/en.ts'
import { notificationWords as words } from '../../strings/notifications.ts'
import { type Notification, sectionOf } from './describe.ts'
import { NotificationRow } from './notification-row.tsx'
import './notifications.css'

const keyOf = (notification: Notification): string => notification.id
/** So long a page must be looked at until what is on it counts as read. */
const readAfterMs = 1500

/** What one is told of, the newest first. Looking at it marks it as read; what was new stays marked while the page is open. */
export function NotificationsPage(): JSX.Element {
  const state = useCursorList('/notifications', {}, keyOf)
  const { items, list } = state
  const count = useStore(unread, ({ notifications }) => notifications)
  const fresh = useRef(new Set<string>())
  const [now] = useState(() => Date.now())
  for (const item of items) if (!item.read) fresh.current.add(item.id)

  useEffect(() => {
    const client = live()
    const put = (notification: Notification): void => list.prepend(notification)
    const ends = [
      client.on('notification.created', put),
      client.on('notification.updated', put),
      client.on('gone', ({ type, id }) => {
        if (type.startsWith('notification.')) list.remove(id)
      }),
      client.on('afresh', () => void list.reload()),
    ]
    return () => {
      for (const end of ends) end()
    }
  }, [list])

  const newest = items.find((item) => !item.read)?.id
  useReadAfterLook(newest, count)

  const markAll = async (): Promise<void> => {
    try {
      const { unread: notifications } = await api.post('/notifications/read', { body: { all: true } })
      unread.update((counts) => ({ ...counts, notifications }))
      fresh.current.clear()
      for (const item of items) list.change(item.id, (present) => ({ ...present, read: true }))
      showToast(words.allRead)
    } catch (error) {
      showError(sayProblem(asProblem(error)))
    }
  }

  const sectionAt = (index: number) => {
    const item = items[index]
    return item === undefined ? undefined : sectionOf(item, fresh.current.has(item.id), now)
  }

  return (
    <>
      <PageHeader
        title={words.title}
        actions={
          <>
            <IconButton
              icon="check-double"
              label={words.markAll}
              disabled={count === 0 && fresh.current.size === 0}
              onClick={() => void markAll()}
            />
            <IconButton icon="settings" label={common.settings} onClick={() => navigate('/settings/notifications')} />
          </>
        }
      />
      <InfiniteList
        state={state}
        keyOf={keyOf}
        label={words.title}
        class="notifications"
        skeleton={<SkeletonRows />}
        sayEnd
        empty={
          <EmptyState picture="bell" title={words.emptyTitle}>
            {words.emptyText}
          </EmptyState>
        }
      >
        {(notification, index) => {
          const section = sectionAt(index)
          const heading = { new: words.isNew, today: words.today, week: words.week, earlier: words.earlier }[section!]
          return (
            <>
              {section !== sectionAt(index - 1) && <h2 class="notifications-section">{heading}</h2>}
              <NotificationRow
                notification={notification}
                isNew={fresh.current.has(notification.id)}
                onDone={() => list.remove(notification.id)}
              />
            </>
          )
        }}
      </InfiniteList>
    </>
  )
}

/** Marks what is on the page as read once somebody has looked at it for a moment. */
function useReadAfterLook(newest: string | undefined, count: number): void {
  useEffect(() => {
    if (newest === undefined || count === 0) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const begin = (): void => {
      clearTimeout(timer)
      if (document.visibilityState === 'visible') timer = setTimeout(read, readAfterMs)
    }
    const read = (): void => {
      api.post('/notifications/read', { body: { upTo: newest } }).then(
        ({ unread: notifications }) => unread.update((counts) => ({ ...counts, notifications })),
        // The counter stays as it is, and the next look tries again.
        (error: unknown) => void asProblem(error),
      )
    }
    begin()
    document.addEventListener('visibilitychange', begin)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', begin)
    }
  }, [newest, count])
}
