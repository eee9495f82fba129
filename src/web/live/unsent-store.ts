import type { Problem } from '../api/problem.ts'

/** A file that goes with an unsent message. */
export interface UnsentFile {
  blob: Blob
  alt?: string
  /** The uploaded item, once the server has it. */
  mediaId?: string
}

/** A message on its way. */
export interface UnsentMessage {
  clientId: string
  /** Whose it is: another person on the same browser must not send it. */
  userId: string
  conversationId: string
  text?: string
  replyTo?: string
  post?: string
  video?: string
  files: UnsentFile[]
  /** Rises within the browser: the order in which they were written. */
  order: number
  queuedAt: string
  /** `waiting` for its turn or the network, `sending`, or `failed`: only the person can say what becomes of it. */
  step: 'waiting' | 'sending' | 'failed'
  /** Why it failed, as plain data. */
  failure?: Pick<Problem, 'code' | 'title' | 'detail'>
}

/** Where unsent messages are kept until they are through. */
export interface UnsentStore {
  all(userId: string): Promise<UnsentMessage[]>
  has(clientId: string): Promise<boolean>
  put(message: UnsentMessage): Promise<void>
  remove(clientId: string): Promise<void>
}

/** Keeps them in this page alone: where the browser closes IndexedDB, and in tests. */
export function memoryUnsentStore(): UnsentStore {
  const messages = new Map<string, UnsentMessage>()
  return {
    all: async (userId) => [...messages.values()].filter((message) => message.userId === userId),
    has: async (clientId) => messages.has(clientId),
    put: async (message) => {
      messages.set(message.clientId, message)
    },
    remove: async (clientId) => {
      messages.delete(clientId)
    },
  }
}

const databaseName = 'momentum'
const storeName = 'unsent'

/** Keeps them in IndexedDB, with their files: they outlive the page and the browser. */
export async function openUnsentStore(): Promise<UnsentStore> {
  try {
    const database = await open()
    return indexedUnsentStore(database)
  } catch {
    return memoryUnsentStore()
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseName, 1)
    request.onupgradeneeded = () => {
      request.result.createObjectStore(storeName, { keyPath: 'clientId' }).createIndex('userId', 'userId')
    }
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
    request.onblocked = () => reject(new Error('blocked'))
  })
}

function indexedUnsentStore(database: IDBDatabase): UnsentStore {
  const within = <Result>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<Result>) =>
    new Promise<Result>((resolve, reject) => {
      const transaction = database.transaction(storeName, mode)
      const request = work(transaction.objectStore(storeName))
      transaction.oncomplete = () => resolve(request.result)
      transaction.onerror = transaction.onabort = () => reject(transaction.error)
    })
  return {
    all: (userId) => within<UnsentMessage[]>('readonly', (store) => store.index('userId').getAll(userId)),
    has: async (clientId) => (await within('readonly', (store) => store.count(clientId))) > 0,
    put: async (message) => {
      await within('readwrite', (store) => store.put(message))
    },
    remove: async (clientId) => {
      await within('readwrite', (store) => store.delete(clientId))
    },
  }
}
