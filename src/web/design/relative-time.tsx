import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { formatMoment, formatRelative } from '../strings/format.ts'

interface RelativeTimeProps {
  moment: string
  style?: 'long' | 'short' | 'narrow'
  class?: string
}

const minute = 60_000

/** How long ago something was. It stays true while it is on the screen, and says the exact time to those who ask. */
export function RelativeTime({ moment, style = 'short', class: extra }: RelativeTimeProps): JSX.Element {
  const [now, setNow] = useState(() => Date.now())
  const isRecent = Math.abs(now - Date.parse(moment)) < 60 * minute
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), isRecent ? minute / 2 : 10 * minute)
    return () => clearInterval(timer)
  }, [isRecent])
  return (
    <time
      class={extra}
      dateTime={moment}
      onPointerEnter={({ currentTarget }) => {
        currentTarget.title = formatMoment(moment)
      }}
    >
      {formatRelative(moment, now, style)}
    </time>
  )
}
