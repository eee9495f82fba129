import { type ApiClient, api, newId, pauseMs, waitFor } from '../api/client.ts'
import { asProblem, type Problem } from '../api/problem.ts'
import { session } from '../api/session.ts'
import { createStore, type Store } from '../api/store.ts'
import type { Shape } from '../api/types.ts'
import { startUpload, type Upload } from '../api/upload.ts'
import { live } from './live-client.ts'
import { openUnsentStore, type UnsentFile, type UnsentMessage, type UnsentStore } from './unsent-store.ts'

/** What a message may hold when it is written. */
export interface Draft {
  text?: string
  replyTo?: string
  post?: string
  video?: string
  files?: Pick<UnsentFile, 'blob' | 'alt'>[]
}

/** What the outbox needs of its surroundings; tests bring their own. */
export interface OutboxSurroundings {
  client: Pick<ApiClient, 'send'>
  openStore(): Promise<UnsentStore>
  upload(file: UnsentFile): Upload
  wait(ms: number, signal?: AbortSignal): Promise<void>
  random(): number
  now(): number
  /** Calls back when it may be worth trying again at once. */
  onReachable(listener: () => void): () => void
}

export interface Outbox {
  /** Everything unsent of the person, in the order in which it was written. */
  readonly messages: Store<readonly UnsentMessage[]>
  /** The uploads of a message that is being sent, to show how far they are. */
  uploadsOf(clientId: string): readonly Upload[]
  /** Takes up what an earlier page left. */
  start(userId: string): Promise<void>
  stop(): void
  /** Stops, and gives up everything unsent of the person: they have left this browser. */
  forget(): Promise<void>
  /** Takes a message to be sent; answers its `clientId`. It is kept before this resolves. */
  send(conversationId: string, draft: Draft): Promise<string>
  /** Sends a failed message again, behind what is waiting. */
  retry(clientId: string): Promise<void>
  /** Gives a message up, whatever it waits for. */
  discard(clientId: string): Promise<void>
  /** Drops what a live event shows to be through. */
  confirm(message: Pick<Shape<'Message'>, 'senderId' | 'clientId'>): void
  /** Calls back with every message that is through, as the server has it. */
  onSent(listener: (message: Shape<'Message'>) => void): () => void
}

const longestPauseMs = 30_000

/**
 * Messages until they are through. They are kept in the browser, sent in their order within each conversation, and tried
 * again after every failure in passing, also by the next page; `clientId` makes each of them one message, however often
 * and from however many tabs it is sent. What the server refuses stays, marked, until the person retries or discards it.
 */
export function createOutbox(surroundings: OutboxSurroundings): Outbox {
  const messages = createStore<readonly UnsentMessage[]>([])
  const listeners = new Set<(message: Shape<'Message'>) => void>()
  const running = new Map<string, AbortController>()
  const uploads = new Map<string, Upload[]>()
  let store: Promise<UnsentStore> | undefined
  let owner: string | undefined
  let wakeAll = new AbortController()
  let endReachable: (() => void) | undefined

  const opened = (): Promise<UnsentStore> => {
    store ??= surroundings.openStore()
    return store
  }

  function find(clientId: string): UnsentMessage | undefined {
    return messages.get().find((message) => message.clientId === clientId)
  }

  function show(message: UnsentMessage): void {
    messages.update((all) => all.map((other) => (other.clientId === message.clientId ? message : other)))
  }

  async function keep(message: UnsentMessage): Promise<void> {
    show(message)
    await (await opened()).put(message)
  }

  async function drop(clientId: string): Promise<void> {
    messages.update((all) => all.filter((message) => message.clientId !== clientId))
    uploads.delete(clientId)
    await (await opened()).remove(clientId)
  }

  /** Sends what waits in a conversation, one after another; there is one run of it for each conversation. */
  function work(conversationId: string): void {
    if (running.has(conversationId)) return
    const control = new AbortController()
    running.set(conversationId, control)
    void drain(conversationId, control.signal).finally(() => {
      if (running.get(conversationId) === control) running.delete(conversationId)
      // What came in the moment in which the run ended.
      if (!control.signal.aborted && nextOf(conversationId) !== undefined) work(conversationId)
    })
  }

  function nextOf(conversationId: string): UnsentMessage | undefined {
    return messages
      .get()
      .filter((message) => message.conversationId === conversationId && message.step !== 'failed')
      .sort((a, b) => a.order - b.order)[0]
  }

  async function drain(conversationId: string, signal: AbortSignal): Promise<void> {
    let failures = 0
    for (let next = nextOf(conversationId); next && !signal.aborted; next = nextOf(conversationId)) {
      try {
        await sendOne(next, signal)
        failures = 0
      } catch (error) {
        if (signal.aborted) return
        const problem = asProblem(error)
        // Given up meanwhile.
        if (find(next.clientId) === undefined) continue
        if (!isWorthRepeating(problem)) {
          const { code, title, detail } = problem
          await keep({ ...find(next.clientId)!, step: 'failed', failure: { code, title, detail } })
          continue
        }
        failures += 1
        show({ ...find(next.clientId)!, step: 'waiting' })
        await pause(failures, problem.retryAfterSeconds, signal)
      }
    }
  }

  async function pause(failures: number, retryAfterSeconds: number | undefined, signal: AbortSignal): Promise<void> {
    const ms = pauseMs(Math.min(failures, 7), retryAfterSeconds, surroundings.random())
    const wake = wakeAll.signal
    const waiting = surroundings.wait(Math.min(ms, longestPauseMs), signal).catch(() => {})
    // A server that asked for patience gets it.
    if (retryAfterSeconds !== undefined) return waiting
    await new Promise<void>((resolve) => {
      const go = (): void => resolve()
      wake.addEventListener('abort', go)
      void waiting.then(() => {
        wake.removeEventListener('abort', go)
        go()
      })
    })
  }

  async function sendOne(message: UnsentMessage, signal: AbortSignal): Promise<void> {
    // Another tab may have sent it or given it up.
    if (!(await (await opened()).has(message.clientId))) return drop(message.clientId)
    show({ ...message, step: 'sending' })
    const media = await deliverFiles(message, signal)
    const { clientId, text, replyTo, post, video } = message
    const body = { clientId, text, replyTo, post, video, ...(media.length === 0 ? {} : { media }) }
    if (find(clientId) === undefined) return
    const sent = (await surroundings.client.send({
      method: 'post',
      url: `/conversations/${message.conversationId}/messages`,
      body,
      signal,
    })) as Shape<'Message'>
    await drop(clientId)
    for (const listener of [...listeners]) listener(sent)
  }

  async function deliverFiles(message: UnsentMessage, signal: AbortSignal): Promise<string[]> {
    if (message.files.length === 0) return []
    const begun = message.files.map((file) => (file.mediaId === undefined ? surroundings.upload(file) : undefined))
    const open = begun.filter((upload) => upload !== undefined)
    uploads.set(message.clientId, open)
    const stop = (): void => {
      for (const upload of open) upload.cancel()
    }
    signal.addEventListener('abort', stop)
    // So that whoever shows progress finds the uploads.
    show({ ...find(message.clientId)!, step: 'sending' })
    try {
      return await Promise.all(
        begun.map(async (upload, index) => {
          if (upload === undefined) return message.files[index]!.mediaId!
          const { id } = await upload.done
          const present = find(message.clientId)
          if (present !== undefined) {
            const files = present.files.map((file, place) => (place === index ? { ...file, mediaId: id } : file))
            await keep({ ...present, files })
          }
          return id
        }),
      )
    } catch (error) {
      stop()
      throw error
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }

  function stop(): void {
    owner = undefined
    endReachable?.()
    for (const control of running.values()) control.abort()
    running.clear()
    uploads.clear()
    messages.set([])
  }

  return {
    messages,
    uploadsOf: (clientId) => uploads.get(clientId) ?? [],
    start: async (userId) => {
      if (owner === userId) return
      owner = userId
      endReachable?.()
      endReachable = surroundings.onReachable(() => {
        wakeAll.abort()
        wakeAll = new AbortController()
      })
      const left = await (await opened()).all(userId)
      if (owner !== userId) return
      const known = new Set(messages.get().map((message) => message.clientId))
      const taken = left
        .filter((message) => !known.has(message.clientId))
        .map((message) => (message.step === 'sending' ? { ...message, step: 'waiting' as const } : message))
      messages.update((all) => [...all, ...taken].sort((a, b) => a.order - b.order))
      for (const message of messages.get()) if (message.step !== 'failed') work(message.conversationId)
    },
    stop,
    forget: async () => {
      const left = owner
      stop()
      if (left === undefined) return
      const kept = await opened()
      for (const { clientId } of await kept.all(left)) await kept.remove(clientId)
    },
    send: async (conversationId, draft) => {
      if (owner === undefined) throw new Error('The outbox was not started.')
      const { files = [], ...rest } = draft
      const message: UnsentMessage = {
        ...rest,
        clientId: newId(),
        userId: owner,
        conversationId,
        files: [...files],
        order: nextOrder(),
        queuedAt: new Date(surroundings.now()).toISOString(),
        step: 'waiting',
      }
      messages.update((all) => [...all, message])
      await (await opened()).put(message)
      work(conversationId)
      return message.clientId
    },
    retry: async (clientId) => {
      const message = find(clientId)
      if (message?.step !== 'failed') return
      const { failure: _, ...rest } = message
      await keep({ ...rest, step: 'waiting', order: nextOrder() })
      messages.update((all) => [...all].sort((a, b) => a.order - b.order))
      work(message.conversationId)
    },
    discard: async (clientId) => {
      for (const upload of uploads.get(clientId) ?? []) upload.cancel()
      await drop(clientId)
    },
    confirm: ({ senderId, clientId }) => {
      if (senderId === owner && find(clientId) !== undefined) void drop(clientId)
    },
    onSent: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }

  function nextOrder(): number {
    const last = messages.get().reduce((highest, message) => Math.max(highest, message.order), 0)
    return Math.max(last + 1, surroundings.now())
  }
}

// Media that are still converted are ready in a while; a session that ended takes its outbox with it.
function isWorthRepeating(problem: Problem): boolean {
  return problem.isPassing || problem.code === 'media_not_ready' || problem.code === 'unauthenticated'
}

let own: Outbox | undefined

/** The outbox of this page: it runs while a person is signed in. */
export function outbox(): Outbox {
  own ??= createOutbox({
    client: api,
    openStore: openUnsentStore,
    upload: (file) => startUpload(file.blob, { purpose: 'message', alt: file.alt }),
    wait: waitFor,
    random: Math.random,
    now: Date.now,
    onReachable: (listener) => live().state.subscribe(() => live().state.get() === 'live' && listener()),
  })
  return own
}

/** Keeps the outbox running while somebody is signed in. To be called once, after `followSession`. */
export function sendWhatIsUnsent(): void {
  session.subscribe(() => {
    const state = session.get()
    if (state.kind === 'person') void outbox().start(state.account.id)
  })
  // What a person said would be lost when they left is; what a lost session leaves goes out once they are back.
  session.onEnd((how) => (how === 'left' ? void outbox().forget() : outbox().stop()))
  live().on('message.created', (message) => outbox().confirm(message))
}
