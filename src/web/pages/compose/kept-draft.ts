import { draftsName } from '../../session/forget-person.ts'

/** A post that is being written, as this browser keeps it: with its files, until it is out or discarded. */
export interface KeptDraft {
  userId: string
  caption: string
  visibility: 'public' | 'followers'
  commentsFrom: 'everyone' | 'followers' | 'nobody'
  sensitive: boolean
  items: { key: string; file: File; alt: string; mediaId?: string }[]
}

const storeName = 'posts'

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(draftsName, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(storeName, { keyPath: 'userId' })
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
    request.onblocked = () => reject(new Error('blocked'))
  })
}

async function within<Result>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result | undefined> {
  try {
    const database = await open()
    try {
      return await new Promise((resolve, reject) => {
        const transaction = database.transaction(storeName, mode)
        const request = work(transaction.objectStore(storeName))
        transaction.oncomplete = () => resolve(request.result)
        transaction.onerror = transaction.onabort = () => reject(transaction.error)
      })
    } finally {
      database.close()
    }
  } catch {
    // Closed by the browser's settings, or full: the draft then lasts as long as the page.
    return undefined
  }
}

/** The draft that was left, if there is one. */
export function readDraft(userId: string): Promise<KeptDraft | undefined> {
  return within<KeptDraft | undefined>('readonly', (store) => store.get(userId))
}

/** Keeps the draft; answers whether this browser does so. */
export async function keepDraft(draft: KeptDraft): Promise<boolean> {
  return (await within('readwrite', (store) => store.put(draft))) !== undefined
}

export async function forgetDraft(userId: string): Promise<void> {
  await within('readwrite', (store) => store.delete(userId))
}
