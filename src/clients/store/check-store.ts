import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { storeUnavailable } from './failures.ts'
import type { MediaStore } from './types.ts'

/** Writes, reads back and removes a small file; throws what goes wrong. */
export async function checkStore(store: MediaStore): Promise<void> {
  const key = `checks/${randomUUID()}`
  await store.put(key, Readable.from([key]))
  const opened = await store.open(key)
  const found = opened && (await text(opened.stream))
  await store.remove(key)
  if (found !== key) throw storeUnavailable(new Error('the store gave back something else than was put in'))
}
