import { setMaxListeners } from 'node:events'
import type { Logger } from '../../../../lib/logger.ts'
import { type Answer, type Member, memberOf } from '../fill/member.ts'
import { answers, reactions, remarks } from '../people/comments.ts'
import { openers } from '../people/dialogues.ts'
import { moderator, visitor } from '../people/people.ts'
import { listen } from './listen.ts'
import { shareWalk } from './share-walk.ts'

/** Those who go on living; the others are as they were. */
const lively = [
  'kenji.sato',
  'tomas.horak',
  'noa.levi',
  'camille.roy',
  'grace.mbeki',
  'emeka.eze',
  'zoe.walker',
  'amara.okafor',
  'yusuf.demir',
  'aroha.ngata',
]

const second = 1000
const minute = 60 * second

export interface LifeOptions {
  url: string
  tokens: Readonly<Record<string, string>>
  log: Logger
}

/** What goes on in a demo by itself, until it is ended. */
export interface Life {
  end(): Promise<void>
}

/**
 * Lets some people of the demo go on: they come and go, react, comment, write to one another, and answer when the visitor
 * writes to them. They use the API like any app, within its limits; whatever fails is their own affair.
 */
export async function liveOn({ url, tokens, log }: LifeOptions): Promise<Life> {
  const ending = new AbortController()
  const { signal } = ending
  // Everybody waits on it.
  setMaxListeners(0, signal)
  const people = await membersOf(url, [...lively, moderator.username], tokens)
  const crowd = people.filter(({ username }) => username !== moderator.username)
  const keeper = people.find(({ username }) => username === moderator.username)
  const quietly = (work: Promise<unknown>): Promise<void> =>
    work.then(
      () => {},
      (error: unknown) => {
        if (!signal.aborted) log.debug({ err: error }, 'somebody in the demo could not do what they wanted')
      },
    )
  const tasks = [
    ...crowd.map((person, index) => quietly(beAround(url, person, index, signal, quietly))),
    quietly(every(signal, 7 * second, () => quietly(doSomething(crowd)))),
    quietly(every(signal, 3 * minute, () => quietly(writeToVisitor(crowd)))),
    ...(keeper ? [quietly(every(signal, 2 * minute, () => quietly(lookAtCase(keeper))))] : []),
    quietly(
      shareWalk(
        people.find(({ username }) => username === 'tomas.horak'),
        signal,
      ),
    ),
  ]
  return {
    end: async () => {
      ending.abort()
      await Promise.all(tasks)
    },
  }
}

async function membersOf(url: string, names: readonly string[], tokens: LifeOptions['tokens']): Promise<Member[]> {
  const found: Member[] = []
  for (const username of names) {
    const token = tokens[username]
    if (token === undefined) continue
    const person = memberOf(url, { id: '', username, token })
    // A session that has ended meanwhile belongs to somebody who has moved away.
    const me = await person.get('/me').catch(() => undefined)
    if (me !== undefined) found.push(memberOf(url, { id: me.id, username, token }))
  }
  return found
}

/** Online for some minutes, away for some; while online, somebody who writes gets an answer. */
async function beAround(
  url: string,
  person: Member,
  index: number,
  signal: AbortSignal,
  quietly: (work: Promise<unknown>) => Promise<void>,
): Promise<void> {
  await wait(index * 300, signal)
  while (!signal.aborted) {
    const visit = new AbortController()
    const leave = setTimeout(() => visit.abort(), between(2, 6) * minute)
    const stop = (): void => visit.abort()
    signal.addEventListener('abort', stop, { once: true })
    await quietly(listen(url, person, visit.signal, quietly))
    clearTimeout(leave)
    signal.removeEventListener('abort', stop)
    await wait(between(10, 50) * second, signal)
  }
}

async function doSomething(crowd: readonly Member[]): Promise<void> {
  const person = pick(crowd)
  const { items } = await person.get('/feed?limit=30')
  const others = (items as Answer[]).filter((post) => post.author.username !== person.username)
  if (others.length === 0) return
  const post = pick(others)
  if (Math.random() < 0.75) await person.put(`/posts/${post.id}/reaction`, { emoji: pick(reactions) })
  else if (Math.random() < 0.5)
    await person.post(`/posts/${post.id}/comments`, { text: pick([...answers, ...remarks.lights]) })
  else await chat(person, pick(crowd.filter(({ username }) => username !== person.username)).username)
}

async function writeToVisitor(crowd: readonly Member[]): Promise<void> {
  await chat(pick(crowd.slice(0, 4)), visitor.username)
}

async function chat(person: Member, username: string): Promise<void> {
  const conversation = await person.post('/conversations', { username })
  if (conversation.request === 'pending' && !conversation.requestedByMe)
    await person.patch(`/conversations/${conversation.id}`, { request: 'accepted' })
  await person.post(`/conversations/${conversation.id}/typing`, { on: true })
  await person.post(`/conversations/${conversation.id}/messages`, {
    clientId: crypto.randomUUID(),
    text: pick(openers),
  })
}

/** The moderator takes a case and gives it back, so that the console is not alone. */
async function lookAtCase(keeper: Member): Promise<void> {
  const mine = await keeper.get('/admin/cases?state=claimed&mine=true&limit=1')
  if (mine.items.length > 0) {
    await keeper.post(`/admin/cases/${mine.items[0].id}/release`, {})
    return
  }
  const { items } = await keeper.get('/admin/cases?state=open&limit=30')
  if (items.length > 12) await keeper.post(`/admin/cases/${pick((items as Answer[]).slice(12)).id}/claim`, {})
}

async function every(signal: AbortSignal, ms: number, act: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    await wait(ms * between(0.6, 1.6), signal)
    if (!signal.aborted) await act()
  }
}

/** Waits, or not any longer when the signal fires. */
export function wait(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done, { once: true })
  })
}

function between(low: number, high: number): number {
  return low + Math.random() * (high - low)
}

function pick<Item>(items: readonly Item[]): Item {
  return items[Math.floor(Math.random() * items.length)]!
}
