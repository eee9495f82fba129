import { useEffect } from 'preact/hooks'
import { api } from '../api/client.ts'
import { listsUnder } from '../api/list.ts'
import { asProblem } from '../api/problem.ts'
import { reloadResources, resource } from '../api/resource.ts'
import { session } from '../api/session.ts'
import { createStore, useStore } from '../api/store.ts'
import type { Shape } from '../api/types.ts'
import { sayProblem } from '../design/say-problem.ts'
import { live } from '../live/live-client.ts'
import { showError } from '../shell/toasts.ts'

export type Relation = Shape<'Relation'>

// How the person who is signed in stands to others, by user name in lower case: what lists, profiles and live events said
// last.
const relations = createStore<Readonly<Record<string, Relation>>>({})
const asked = new Set<string>()
/** Who is asked about next: posts and rows that are drawn together ask together. */
const next = new Set<string>()
const mostAtOnce = 100

session.onEnd(() => {
  relations.set({})
  asked.clear()
  next.clear()
})
live().on('relationship.updated', ({ id: _, username, ...relation }) => {
  takeRelation(username, relation)
  reloadResources(`/users/${encodeURIComponent(username)}`)
})
live().on('afresh', () => {
  const names = [...asked]
  asked.clear()
  void ask(names)
})

function keyOf(username: string): string {
  return username.toLowerCase()
}

/** Remembers how one stands to a person, and shows it on their profile. */
export function takeRelation(username: string, relation: Relation): void {
  relations.update((known) => ({ ...known, [keyOf(username)]: relation }))
  resource('/users/{username}', { path: { username } }).mutate((profile) => ({ ...profile, relation }))
}

async function ask(usernames: readonly string[]): Promise<void> {
  for (let start = 0; start < usernames.length; start += mostAtOnce) {
    const part = usernames.slice(start, start + mostAtOnce)
    try {
      const { items } = await api.get('/relationships', { query: { usernames: part.join(',') } })
      const found = items.map(({ id: _, username, ...relation }) => [keyOf(username), relation] as const)
      relations.update((known) => ({ ...known, ...Object.fromEntries(found) }))
    } catch (error) {
      asProblem(error)
      // The rows stay without a button; the next list asks again.
      for (const name of part) asked.delete(keyOf(name))
    }
  }
}

const lateMs = 1000
let asking: { timer: ReturnType<typeof setTimeout>; isLate: boolean } | undefined

function askSoon(usernames: readonly string[], isLate: boolean): void {
  if (usernames.length === 0) return
  for (const name of usernames) next.add(name)
  if (asking !== undefined && (isLate || !asking.isLate)) return
  clearTimeout(asking?.timer)
  const timer = setTimeout(
    () => {
      asking = undefined
      const names = [...next]
      next.clear()
      void ask(names)
    },
    isLate ? lateMs : 0,
  )
  asking = { timer, isLate }
}

/**
 * How one stands to these people, asked for once for all of them. `isLate` is for what nobody sees at first, such as the
 * entries of menus: then it is asked when more has come together.
 */
export function useRelations(
  usernames: readonly string[],
  { isLate = false } = {},
): (username: string) => Relation | undefined {
  const known = useStore(relations)
  const wanted = usernames.filter((name) => !asked.has(keyOf(name)))
  const names = wanted.join(',')
  useEffect(() => {
    const missing = names.split(',').filter((name) => name !== '' && !asked.has(keyOf(name)))
    for (const name of missing) asked.add(keyOf(name))
    askSoon(missing, isLate)
  }, [names])
  return (username) => known[keyOf(username)]
}

/** How one stands to a person, as far as it is known. */
export function useRelation(username: string): Relation | undefined {
  return useStore(relations, (known) => known[keyOf(username)])
}

interface Person {
  username: string
}

interface Change {
  /** What is shown until the server has answered. */
  shown: Partial<Relation>
  before: Relation
  call: () => Promise<Relation>
}

async function change({ username }: Person, { shown, before, call }: Change): Promise<boolean> {
  takeRelation(username, { ...before, ...shown })
  try {
    takeRelation(username, await call())
    void resource('/users/{username}', { path: { username } }).reload()
    return true
  } catch (error) {
    takeRelation(username, before)
    showError(sayProblem(asProblem(error)))
    return false
  }
}

/** Follows a person, or asks a private account for it. */
export async function follow(person: Person, before: Relation, isPrivate = false): Promise<void> {
  const path = { username: person.username }
  const shown = isPrivate ? { requested: true } : { following: true }
  const isDone = await change(person, { shown, before, call: () => api.put('/users/{username}/follow', { path }) })
  // Their posts belong between those that are there.
  if (isDone) for (const list of listsUnder('/feed')) void list.reload()
}

/** No longer follows a person, or takes the request back. */
export async function unfollow(person: Person, before: Relation): Promise<boolean> {
  const path = { username: person.username }
  const shown = { following: false, requested: false }
  const isDone = await change(person, { shown, before, call: () => api.delete('/users/{username}/follow', { path }) })
  // Their posts are no longer in it.
  if (isDone && before.following) for (const list of listsUnder('/feed')) void list.reload()
  return isDone
}

/** Keeps the posts of a person out of one's feed; 0 seconds: until it is taken back. */
export async function mute(person: Person, before: Relation, durationSeconds = 0): Promise<boolean> {
  const path = { username: person.username }
  const body = durationSeconds === 0 ? {} : { durationSeconds }
  const isDone = await change(person, {
    shown: { muting: true },
    before,
    call: () => api.put('/users/{username}/mute', { path, body }),
  })
  if (isDone) for (const list of listsUnder('/feed')) void list.reload()
  return isDone
}

export async function unmute(person: Person, before: Relation): Promise<boolean> {
  const path = { username: person.username }
  const isDone = await change(person, {
    shown: { muting: false },
    before,
    call: () => api.delete('/users/{username}/mute', { path }),
  })
  if (isDone) for (const list of listsUnder('/feed')) void list.reload()
  return isDone
}

/** Lets somebody follow who has asked, or refuses it. */
export async function answerRequest(person: Person, before: Relation, isAccepted: boolean): Promise<boolean> {
  const path = { username: person.username }
  const route = '/me/follow-requests/{username}' as const
  return change(person, {
    shown: { requestedBy: false, followedBy: isAccepted || before.followedBy },
    before,
    call: () => (isAccepted ? api.put(route, { path }) : api.delete(route, { path })),
  })
}

export async function removeFollower(person: Person, before: Relation): Promise<boolean> {
  const path = { username: person.username }
  return change(person, {
    shown: { followedBy: false },
    before,
    call: () => api.delete('/me/followers/{username}', { path }),
  })
}
