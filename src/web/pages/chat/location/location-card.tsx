import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { asProblem } from '../../../api/problem.ts'
import { useStore } from '../../../api/store.ts'
import type { Shape } from '../../../api/types.ts'
import { Button } from '../../../design/button.tsx'
import { Icon } from '../../../design/icon.tsx'
import { sayProblem } from '../../../design/say-problem.ts'
import { showError, showToast } from '../../../shell/toasts.ts'
import { chatWords } from '../../../strings/chat.ts'
import { fill, formatRelative, formatTime } from '../../../strings/format.ts'
import { bearingTo, directionOf, distanceBetween, type Point } from './geometry.ts'
import { LocationMap } from './location-map.tsx'
import { findOwnPlace, followOwnPlace, mayAskQuietly, ownPlace } from './own-place.ts'
import { sayDistance } from './say-distance.ts'
import { stopSharing, takeUpSharing } from './sharing.ts'

type Location = Shape<'LiveLocation'>

interface LocationCardProps {
  location: Location
  isMine: boolean
  /** Of the other person. */
  name: string
}

/** A live location: where it is, as a drawing, a distance and a direction; or that it is over. */
export function LocationCard(props: LocationCardProps): JSX.Element {
  const { location } = props
  const { position } = location
  const now = useNow(position !== null)
  const isOver = location.endedAt !== null || position === null || Date.parse(location.expiresAt) <= now
  if (isOver) {
    return (
      <div class="location location-over">
        <Icon name="pin" />
        <span>{chatWords.locationOver}</span>
      </div>
    )
  }
  return <RunningLocation {...props} position={position} now={now} />
}

type RunningLocationProps = LocationCardProps & { position: NonNullable<Location['position']>; now: number }

function RunningLocation({ location, isMine, name, position, now }: RunningLocationProps): JSX.Element {
  const place = useStore(ownPlace)
  const [isFollowing, setFollowing] = useState(false)
  const [isStopping, setStopping] = useState(false)
  const trail = useTrail(location.id, position)
  const accuracy = Math.max(position.accuracy ?? 0, { '1km': 700, city: 7000 }[location.precision] ?? 0)

  useEffect(() => {
    if (isMine) void takeUpSharing(location)
    // Where the device has been allowed to say so before, the distance is there at once.
    else {
      void mayAskQuietly().then((may) => {
        if (may)
          findOwnPlace().then(
            () => setFollowing(true),
            () => {},
          )
      })
    }
  }, [])
  useEffect(() => (isFollowing ? followOwnPlace() : undefined), [isFollowing])

  const ask = (): void => {
    findOwnPlace().then(
      () => setFollowing(true),
      (why: unknown) => showError(why === 'denied' ? chatWords.locationDenied : chatWords.locationUnavailable),
    )
  }

  const stop = async (): Promise<void> => {
    setStopping(true)
    try {
      await stopSharing(location)
      showToast(chatWords.locationStopped)
    } catch (error) {
      showError(sayProblem(asProblem(error)))
    }
    setStopping(false)
  }

  const own = isMine ? undefined : place
  const relation = own === undefined ? undefined : sayRelation(own, position)
  const within = accuracy > 0 ? sayDistance(accuracy) : sayDistance(10)
  const described =
    relation ?? fill(chatWords.locationMapAlone, { name: isMine ? chatWords.you : name, distance: within })
  const when = formatRelative(position.recordedAt, now, 'long')
  return (
    <div class="location">
      <LocationMap
        place={position}
        accuracy={accuracy}
        heading={position.heading}
        trail={trail}
        own={own}
        label={fill(chatWords.locationMap, { description: described })}
      />
      <div class="location-facts">
        <p class="location-title">
          <Icon name="pin" size="s" filled />
          <strong>{chatWords.locationLive}</strong>
          <span>{fill(chatWords.locationUntil, { time: formatTime(location.expiresAt) })}</span>
        </p>
        {relation !== undefined && <p class="location-relation">{relation}</p>}
        <p class="location-note">
          {fill(chatWords.locationAccuracy, { distance: within })}
          {' · '}
          {fill(position.stale ? chatWords.locationStale : chatWords.locationUpdated, { when })}
        </p>
        <div class="location-actions">
          {isMine ? (
            <Button size="s" look="danger-quiet" busy={isStopping} onClick={() => void stop()}>
              {chatWords.locationStop}
            </Button>
          ) : (
            <>
              <a
                class="button button-secondary button-small"
                href={mapsAddress(position)}
                target="_blank"
                rel="noopener noreferrer"
              >
                <span class="button-text">{chatWords.locationOpen}</span>
              </a>
              {own === undefined && (
                <Button size="s" look="quiet" onClick={ask}>
                  {chatWords.locationShowDistance}
                </Button>
              )}
            </>
          )}
        </div>
      </div>
    </div>
  )
}

/** How a place lies to one's own: `1.2 km north-east of you`. */
export function sayRelation(own: Point, other: Point): string {
  const metres = distanceBetween(own, other)
  if (metres < 5) return chatWords.locationHere
  const direction = chatWords.directions[directionOf(bearingTo(own, other))]!
  return fill(chatWords.locationFrom, { distance: sayDistance(metres), direction })
}

/** What opens the device's own maps; the site of OpenStreetMap where there is no such app. */
export function mapsAddress({ latitude, longitude }: Point, agent: string = navigator.userAgent): string {
  const at = `${latitude},${longitude}`
  if (/Android/.test(agent)) return `geo:${at}?q=${at}`
  if (/iPhone|iPad|Macintosh/.test(agent)) return `https://maps.apple.com/?q=${at}`
  return `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`
}

function useNow(isRunning: boolean): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!isRunning) return
    const timer = setInterval(() => setNow(Date.now()), 15_000)
    return () => clearInterval(timer)
  }, [isRunning])
  return Math.max(now, isRunning ? Date.now() : now)
}

const trails = new Map<string, Point[]>()
const longestTrail = 40

/** Where a share has been since it was first seen here: kept in this page alone, until it is left. */
function useTrail(id: string, position: Point): readonly Point[] {
  const known = trails.get(id) ?? []
  const last = known.at(-1)
  if (last === undefined || last.latitude !== position.latitude || last.longitude !== position.longitude) {
    trails.set(id, [...known, { latitude: position.latitude, longitude: position.longitude }].slice(-longestTrail))
  }
  return trails.get(id)!
}
