import type { JSX } from 'preact'
import { useStore } from '../api/store.ts'
import type { Shape } from '../api/types.ts'
import { Avatar } from '../design/avatar.tsx'
import { CountBadge } from '../design/badge.tsx'
import { classNames } from '../design/class-names.ts'
import { Icon, type IconName } from '../design/icon.tsx'
import { Mark } from '../design/illustration.tsx'
import { words } from '../strings/en.ts'
import { profileAddress } from './addresses.ts'
import { siteName, unread } from './title.ts'

type Account = Shape<'Account'>

interface NavigationProps {
  account: Account
  path: string
}

interface Entry {
  href: string
  label: string
  icon: IconName
  count?: number
  /** The paths below it that count as being there. */
  under?: RegExp
}

function useEntries(): Record<'home' | 'explore' | 'videos' | 'messages' | 'notifications' | 'bookmarks', Entry> {
  const { notifications, messages } = useStore(unread)
  return {
    home: { href: '/', label: words.home, icon: 'home' },
    explore: { href: '/explore', label: words.explore, icon: 'explore', under: /^\/(explore|search|tags)(\/|$)/ },
    videos: { href: '/videos', label: words.videos, icon: 'video', under: /^\/(videos|saved-videos)(\/|$)/ },
    messages: { href: '/messages', label: words.messages, icon: 'chat', count: messages },
    notifications: { href: '/notifications', label: words.notifications, icon: 'bell', count: notifications },
    bookmarks: { href: '/bookmarks', label: words.bookmarks, icon: 'bookmark' },
  }
}

function isAt(path: string, { href, under }: Pick<Entry, 'href' | 'under'>): boolean {
  return under?.test(path) ?? (path === href || (href !== '/' && path.startsWith(`${href}/`)))
}

function Place({ entry, path }: { entry: Entry; path: string }): JSX.Element {
  const isHere = isAt(path, entry)
  return (
    <a class={classNames('place', isHere && 'place-here')} href={entry.href} aria-current={isHere ? 'page' : undefined}>
      <span class="place-icon">
        <Icon name={entry.icon} size="l" />
        <CountBadge count={entry.count ?? 0} />
      </span>
      <span class="place-label">{entry.label}</span>
    </a>
  )
}

function OwnPlace({ account, path }: NavigationProps): JSX.Element {
  const href = profileAddress(account.username)
  const isHere = isAt(path, { href })
  return (
    <a class={classNames('place', isHere && 'place-here')} href={href} aria-current={isHere ? 'page' : undefined}>
      <span class="place-icon">
        <Avatar person={account} size="s" />
      </span>
      <span class="place-label">{words.profile}</span>
    </a>
  )
}

/** The way around on phones: five places within reach of a thumb. */
export function BottomBar({ account, path }: NavigationProps): JSX.Element {
  const entries = useEntries()
  return (
    <nav class="bottom-bar" aria-label={words.mainNavigation}>
      <Place entry={entries.home} path={path} />
      <Place entry={entries.explore} path={path} />
      <Place entry={entries.videos} path={path} />
      <Place entry={entries.messages} path={path} />
      <OwnPlace account={account} path={path} />
    </nav>
  )
}

/** The way around on larger screens; with labels where there is room. */
export function SideRail({ account, path }: NavigationProps): JSX.Element {
  const entries = useEntries()
  const name = useStore(siteName)
  return (
    <nav class="side-rail" aria-label={words.mainNavigation}>
      <a class="brand" href="/" aria-label={name}>
        <Mark />
        <span class="brand-name" dir="auto">
          {name}
        </span>
      </a>
      <div class="side-rail-places">
        {Object.values(entries).map((entry) => (
          <Place key={entry.href} entry={entry} path={path} />
        ))}
        <OwnPlace account={account} path={path} />
        <Place entry={{ href: '/settings', label: words.settings, icon: 'settings' }} path={path} />
      </div>
      <a class="button button-primary rail-compose" href="/compose" aria-label={words.compose}>
        <Icon name="plus" size="l" />
        <span class="button-text">{words.compose}</span>
      </a>
    </nav>
  )
}
