import { session } from '../../../api/session.ts'
import { createStore } from '../../../api/store.ts'
import type { Point } from './geometry.ts'

export interface OwnPlace extends Point {
  accuracy: number
  heading: number | null
}

/** Where this device is, once somebody asked for it; it never leaves the device by this. */
export const ownPlace = createStore<OwnPlace | undefined>(undefined)

let watch: number | undefined
let users = 0

export type PlaceFailure = 'denied' | 'unavailable'

function placeOf({ coords }: GeolocationPosition): OwnPlace {
  const { latitude, longitude, accuracy, heading } = coords
  return { latitude, longitude, accuracy, heading: heading === null || Number.isNaN(heading) ? null : heading }
}

/** Asks the device once where it is. Rejects with why it does not say. */
export function findOwnPlace(): Promise<OwnPlace> {
  return new Promise((resolve, reject: (why: PlaceFailure) => void) => {
    if (navigator.geolocation === undefined) return reject('unavailable')
    navigator.geolocation.getCurrentPosition(
      (position) => {
        const place = placeOf(position)
        ownPlace.set(place)
        resolve(place)
      },
      (error) => reject(error.code === error.PERMISSION_DENIED ? 'denied' : 'unavailable'),
      { enableHighAccuracy: true, timeout: 20_000, maximumAge: 10_000 },
    )
  })
}

/** Follows where the device is until the answer is called. */
export function followOwnPlace(): () => void {
  users += 1
  watch ??= navigator.geolocation?.watchPosition(
    (position) => ownPlace.set(placeOf(position)),
    () => {},
    { enableHighAccuracy: true, maximumAge: 5000 },
  )
  let isOver = false
  return () => {
    if (isOver) return
    isOver = true
    users -= 1
    if (users > 0 || watch === undefined) return
    navigator.geolocation.clearWatch(watch)
    watch = undefined
  }
}

/** Whether the device may be asked without a question popping up. */
export async function mayAskQuietly(): Promise<boolean> {
  try {
    return (await navigator.permissions.query({ name: 'geolocation' })).state === 'granted'
  } catch {
    return false
  }
}

session.onEnd(() => ownPlace.set(undefined))
