import { type ApiClient, api } from './client.ts'
import { asProblem, type Problem } from './problem.ts'
import { createStore, type Store } from './store.ts'
import type { BodyOf, Shape } from './types.ts'

/**
 * Who is signed in. `unknown` until the server has said (with the problem when it could not be asked); `restricted` is a
 * suspended person, who may see strikes and appeals alone; `lost` says that the session ended without this page having
 * asked for it.
 */
export type Session =
  | { kind: 'unknown'; problem?: Problem }
  | { kind: 'guest'; lost: boolean }
  | { kind: 'restricted' }
  | { kind: 'person'; account: Shape<'Account'> }

export interface SessionStore extends Store<Session> {
  /** Asks the server who is signed in. */
  load(): Promise<void>
  signIn(body: Omit<BodyOf<'post', '/auth/login'>, 'session'>): Promise<Shape<'SignedIn'>>
  signUp(body: Omit<BodyOf<'post', '/auth/register'>, 'session'>): Promise<Shape<'SignedIn'>>
  signOut(): Promise<void>
  /** The session went with something its person did, such as deleting the account. */
  left(): void
  /** Takes what the server answered about the account after a change. */
  setAccount(account: Shape<'Account'>): void
  /** Whether the server may say that somebody is signed in; false when a page last knew that nobody was. */
  mayBeSomebody(): boolean
  /** Calls `work` beside the first question for an account; no page for people is drawn before it is done. */
  onBegin(work: () => Promise<void>): () => void
  /** Calls `work` whenever a session ends, before anything else is shown; to forget what belonged to it. */
  onEnd(work: (how: SessionEnd) => void): () => void
}

/**
 * How a session ended: the person `left`, or it was `lost` to something else, such as a new password on another device,
 * and the same person is likely to be back.
 */
export type SessionEnd = 'left' | 'lost'

/**
 * Whether this browser had a session when a page last knew. The cookie cannot be seen by scripts; without this every guest
 * would begin with a call that is refused.
 */
export interface SessionHint {
  get(): 'some' | 'none' | undefined
  set(value: 'some' | 'none'): void
}

const hintName = 'momentum session'

/** The hint in the browser's local storage, shared by its tabs; nothing is known where that is closed. */
const storedHint: SessionHint = {
  get: () => {
    try {
      return (localStorage.getItem(hintName) as 'some' | 'none' | null) ?? undefined
    } catch {
      return undefined
    }
  },
  set: (value) => {
    try {
      localStorage.setItem(hintName, value)
    } catch {
      // Closed by the browser's settings: the next page asks the server.
    }
  },
}

/** Keeps who is signed in, in step with the server. */
export function createSessionStore(client: ApiClient, hint: SessionHint): SessionStore {
  const store = createStore<Session>({ kind: 'unknown' })
  const beginnings = new Set<() => Promise<void>>()
  const endings = new Set<(how: SessionEnd) => void>()

  function end(how: SessionEnd, lost = how === 'lost'): void {
    hint.set('none')
    client.forget()
    for (const work of [...endings]) work(how)
    store.set({ kind: 'guest', lost })
  }

  async function begin(signedIn: Shape<'SignedIn'>): Promise<Shape<'SignedIn'>> {
    client.forget()
    hint.set('some')
    const isRestricted = signedIn.session.scope === 'restricted'
    if (!isRestricted) await started()
    store.set(isRestricted ? { kind: 'restricted' } : { kind: 'person', account: signedIn.user })
    return signedIn
  }

  async function started(): Promise<void> {
    await Promise.all([...beginnings].map((work) => work()))
  }

  client.onSessionLost(() => {
    if (['person', 'restricted'].includes(store.get().kind)) end('lost')
  })

  return {
    ...store,
    load: async () => {
      if (hint.get() === 'none') return store.set({ kind: 'guest', lost: false })
      try {
        const [account] = await Promise.all([client.get('/me'), started()])
        hint.set('some')
        store.set({ kind: 'person', account })
      } catch (error) {
        const problem = asProblem(error)
        if (problem.code === 'unauthenticated') end('lost', false)
        else if (problem.code === 'account_suspended') {
          for (const work of [...endings]) work('lost')
          store.set({ kind: 'restricted' })
        } else store.set({ kind: 'unknown', problem })
      }
    },
    signIn: async (body) => begin(await client.post('/auth/login', { body: { ...body, session: 'cookie' } })),
    signUp: async (body) => begin(await client.post('/auth/register', { body: { ...body, session: 'cookie' } })),
    signOut: async () => {
      await client.post('/auth/logout')
      end('left')
    },
    left: () => end('left'),
    setAccount: (account) => store.update((session) => (session.kind === 'person' ? { ...session, account } : session)),
    mayBeSomebody: () => hint.get() !== 'none',
    onBegin: (work) => {
      beginnings.add(work)
      return () => {
        beginnings.delete(work)
      }
    },
    onEnd: (work) => {
      endings.add(work)
      return () => {
        endings.delete(work)
      }
    },
  }
}

/** Who is signed in on this page. */
export const session = createSessionStore(api, storedHint)

/** The account signed in. Throws for a guest: pages for people are only drawn for people. */
export function ownAccount(): Shape<'Account'> {
  const state = session.get()
  if (state.kind !== 'person') throw new Error('Nobody is signed in.')
  return state.account
}
