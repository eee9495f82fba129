import type { Shape } from '../../api/types.ts'
import { keep, personalName, readKept } from '../../shell/kept.ts'

type Person = Shape<'PersonSummary'>

// Whom somebody went to from the search, in this browser alone, until the session ends.
const name = personalName('searched')
const most = 12

/** The people gone to from the search, the last one first. */
export function recentPeople(): Person[] {
  try {
    const kept: unknown = JSON.parse(readKept(name) ?? '[]')
    return Array.isArray(kept) ? (kept as Person[]) : []
  } catch {
    return []
  }
}

export function rememberPerson(person: Person): void {
  const others = recentPeople().filter(({ id }) => id !== person.id)
  keep(name, JSON.stringify([person, ...others].slice(0, most)))
}

export function forgetRecentPeople(): void {
  keep(name, null)
}
