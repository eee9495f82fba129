import { type ApiClient, urlOf } from '../../api/client.ts'
import { asProblem, type Problem } from '../../api/problem.ts'
import { createStore, type Store } from '../../api/store.ts'
import type { Shape } from '../../api/types.ts'
import type { MessageReaction } from '../../live/events.ts'

export type Message = Shape<'Message'>

export interface TimelineState {
  /** The oldest first; without a hole between them. */
  items: readonly Message[]
  /** Whether the first page has come. */
  isKnown: boolean
  isLoading: boolean
  hasOlder: boolean
  /** After a jump: there are newer ones between the last item and now. */
  hasNewer: boolean
  problem: Problem | undefined
}

/** The part of a conversation that is known here, in step with what happens. */
export interface Timeline extends Store<TimelineState> {
  /** The newest messages; also drops what a jump had loaded. */
  loadLatest(): Promise<void>
  /** The messages around one of them. False when it is not there any more. */
  loadAround(messageId: string): Promise<boolean>
  older(): Promise<void>
  newer(): Promise<void>
  /** Takes a message that was created or changed. */
  take(message: Message): void
  react(reaction: MessageReaction): void
  /** Changes a message that is known. */
  change(messageId: string, change: (message: Message) => Message): void
  remove(messageId: string): void
}

interface Page {
  items: Message[]
  nextCursor: string | null
  previousCursor: string | null
}

const pageSize = 50

/** Makes the timeline of a conversation; nothing is loaded yet. */
export function createTimeline(client: Pick<ApiClient, 'send'>, conversationId: string): Timeline {
  const store = createStore<TimelineState>({
    items: [],
    isKnown: false,
    isLoading: false,
    hasOlder: false,
    hasNewer: false,
    problem: undefined,
  })
  let olderCursor: string | null = null
  let newerCursor: string | null = null
  // A page that was asked for before a jump must not be joined to where the jump led.
  let generation = 0
  /** What came while the first page was on its way. */
  let early: Message[] = []

  async function ask(query: Record<string, unknown>): Promise<Page> {
    const url = urlOf('/conversations/{id}/messages', { id: conversationId }, { limit: pageSize, ...query })
    return (await client.send({ method: 'get', url })) as Page
  }

  async function load(query: Record<string, unknown>, join: (page: Page) => void): Promise<Problem | undefined> {
    const mine = generation
    store.update((state) => ({ ...state, isLoading: true, problem: undefined }))
    try {
      const page = await ask(query)
      if (mine === generation) join(page)
      return undefined
    } catch (error) {
      const problem = asProblem(error)
      if (mine === generation) store.update((state) => ({ ...state, isLoading: false, problem }))
      return problem
    }
  }

  function settle(items: readonly Message[], isAtEnd: boolean): void {
    store.set({
      items: isAtEnd ? early.reduce(withMessage, items) : items,
      isKnown: true,
      isLoading: false,
      hasOlder: olderCursor !== null,
      hasNewer: !isAtEnd,
      problem: undefined,
    })
    early = []
  }

  return {
    ...store,
    loadLatest: async () => {
      generation += 1
      early = []
      await load({}, (page) => {
        olderCursor = page.nextCursor
        newerCursor = null
        settle(page.items.toReversed(), true)
      })
    },
    loadAround: async (messageId) => {
      generation += 1
      early = []
      const problem = await load({ around: messageId }, (page) => {
        olderCursor = page.nextCursor
        newerCursor = page.previousCursor
        settle(page.items.toReversed(), newerCursor === null)
      })
      return problem === undefined
    },
    older: async () => {
      const { isLoading, hasOlder } = store.get()
      if (isLoading || !hasOlder) return
      await load({ cursor: olderCursor }, (page) => {
        olderCursor = page.nextCursor
        const first = store.get().items[0]
        const found = page.items.toReversed().filter(({ id }) => first === undefined || id < first.id)
        store.update((state) => ({
          ...state,
          items: [...found, ...state.items],
          isLoading: false,
          hasOlder: olderCursor !== null,
        }))
      })
    },
    newer: async () => {
      const { isLoading, hasNewer } = store.get()
      if (isLoading || !hasNewer) return
      await load({ cursor: newerCursor }, (page) => {
        newerCursor = page.previousCursor
        settle(page.items.toReversed().reduce(withMessage, store.get().items), newerCursor === null)
      })
    },
    take: (message) => {
      const { items, hasNewer, isKnown, isLoading } = store.get()
      const isThere = items.some(({ id }) => id === message.id)
      // Behind what is known there may be a hole; the pages that fill it bring this one too.
      if (!isThere && isKnown && hasNewer) {
        if (isLoading) early.push(message)
        return
      }
      if (!isThere && isLoading) early.push(message)
      if (isKnown && (isThere || !isBefore(message, items[0]))) {
        store.update((state) => ({ ...state, items: withMessage(state.items, message) }))
      }
    },
    react: ({ messageId, reactions }) => changeOne(messageId, (message) => ({ ...message, reactions })),
    change: changeOne,
    remove: (messageId) =>
      store.update((state) => ({
        ...state,
        items: state.items.filter(({ id }) => id !== messageId).map((message) => withoutReplyTo(message, messageId)),
      })),
  }

  function changeOne(messageId: string, change: (message: Message) => Message): void {
    store.update((state) => ({
      ...state,
      items: state.items.map((message) => (message.id === messageId ? change(message) : message)),
    }))
  }
}

function isBefore(message: Message, first: Message | undefined): boolean {
  return first !== undefined && message.id < first.id
}

/** The messages with one more in its place; ids rise with the time. A tombstone also empties the replies to it. */
function withMessage(items: readonly Message[], message: Message): Message[] {
  const at = items.findLastIndex(({ id }) => id <= message.id)
  const isThere = items[at]?.id === message.id
  const next = [...items.slice(0, isThere ? at : at + 1), message, ...items.slice(at + 1)]
  return message.deleted ? next.map((other) => withoutReplyTo(other, message.id)) : next
}

function withoutReplyTo(message: Message, goneId: string): Message {
  if (message.replyTo?.id !== goneId) return message
  return { ...message, replyTo: { ...message.replyTo, text: null, deleted: true } }
}
