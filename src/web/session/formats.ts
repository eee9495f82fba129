import { session } from '../api/session.ts'
import { createStore } from '../api/store.ts'
import { keep, readKept } from '../shell/kept.ts'
import { setFormats } from '../strings/format.ts'

const directionName = 'momentum.direction'

export type DirectionChoice = 'auto' | 'ltr' | 'rtl'

/** In which direction the pages run; what people write has its own direction anyway. */
export const direction = createStore<DirectionChoice>(readDirection())

function readDirection(): DirectionChoice {
  const kept = readKept(directionName)
  return kept === 'ltr' || kept === 'rtl' ? kept : 'auto'
}

function showDirection(): void {
  const choice = direction.get()
  // The catalogue is English, which runs from left to right.
  document.documentElement.dir = choice === 'auto' ? 'ltr' : choice
}

/** Chooses the direction of the pages for this browser. */
export function chooseDirection(choice: DirectionChoice): void {
  direction.set(choice)
  keep(directionName, choice === 'auto' ? null : choice)
  showDirection()
}

/** Writes days and numbers as the account says, and follows when that changes. */
export function startFormats(): void {
  const look = (): void => {
    const who = session.get()
    const account = who.kind === 'person' ? who.account : undefined
    setFormats({ locale: account?.locale ?? undefined, timeZone: account?.timeZone ?? undefined })
  }
  look()
  session.subscribe(look)
  showDirection()
}
