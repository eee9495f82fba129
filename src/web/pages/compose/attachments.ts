import { api, newId } from '../../api/client.ts'
import { createStore, type Store } from '../../api/store.ts'
import type { Shape } from '../../api/types.ts'
import { startUpload, type Upload } from '../../api/upload.ts'

/** A picture or video of the post that is being written. */
export interface Attachment {
  key: string
  file: File
  kind: 'image' | 'video'
  /** A picture of it in this page, to be shown until the server has one. */
  previewUrl: string
  alt: string
  /** Undefined while it waits for its turn. */
  upload: Upload | undefined
  /** The item, when it was uploaded before the page was loaded anew. */
  media: Shape<'Media'> | undefined
}

/** Why a file was not taken. */
export type Refusal =
  | { reason: 'tooMany'; max: number }
  | { reason: 'notMedia' | 'empty'; name: string }
  | { reason: 'tooLarge'; name: string; bytes: number }

export interface Limits {
  max: number
  imageBytes: number
  videoBytes: number
}

/** What a post is made of while it is written: files in their order, each on its way to the server. */
export interface Attachments extends Store<readonly Attachment[]> {
  /** Takes files that fit; answers why others were not taken. */
  add(files: readonly File[], limits: Limits): Refusal[]
  /** Takes up what an earlier page had; what the server still has is not sent again. */
  restore(kept: readonly { key: string; file: File; alt: string; mediaId?: string }[]): Promise<void>
  remove(key: string): void
  /** Moves one to another place. */
  move(key: string, to: number): void
  describe(key: string, alt: string): void
  retry(key: string): void
  /** Stops everything, and forgets the pictures in this page. */
  clear(): void
  /** Resolves with the items in their order, described, when all are ready; rejects with why one is not. */
  ready(): Promise<Shape<'Media'>[]>
}

const atOnce = 3

/** Makes the attachments of one post. */
export function createAttachments(): Attachments {
  const store = createStore<readonly Attachment[]>([])

  function change(key: string, what: Partial<Attachment>): void {
    store.update((all) => all.map((one) => (one.key === key ? { ...one, ...what } : one)))
  }

  function isRunning({ upload }: Attachment): boolean {
    return upload !== undefined && ['sending', 'processing'].includes(upload.get().step)
  }

  // A few at a time, in their order: ten at once would each be slow, and none would be there early.
  function startNext(): void {
    const all = store.get()
    let free = atOnce - all.filter(isRunning).length
    for (const one of all) {
      if (free <= 0) return
      if (one.upload !== undefined || one.media !== undefined) continue
      free -= 1
      start(one)
    }
  }

  function start(one: Attachment): void {
    const upload = startUpload(one.file, { purpose: 'post' })
    change(one.key, { upload })
    const follow = (): void => {
      const { step, media } = upload.get()
      // Known to the draft from now on, so that it is not sent again after the page was loaded anew.
      if (step === 'ready') change(one.key, { media })
      if (!isRunning({ ...one, upload })) startNext()
    }
    upload.subscribe(follow)
  }

  function make(file: File, key = newId(), alt = ''): Attachment {
    const kind = file.type.startsWith('video/') ? 'video' : 'image'
    return { key, file, kind, alt, previewUrl: URL.createObjectURL(file), upload: undefined, media: undefined }
  }

  function drop({ upload, previewUrl }: Attachment): void {
    upload?.cancel()
    URL.revokeObjectURL(previewUrl)
  }

  async function described(one: Attachment): Promise<Shape<'Media'>> {
    const media = one.media ?? (await one.upload!.done)
    const wanted = one.alt.trim() === '' ? null : one.alt.trim()
    if (media.alt === wanted) return media
    return api.patch('/media/{id}', { path: { id: media.id }, body: { alt: wanted } })
  }

  return {
    ...store,
    add: (files, limits) => {
      const refusals: Refusal[] = []
      const taken: Attachment[] = []
      for (const file of files) {
        const { name, size, type } = file
        const limit = type.startsWith('video/') ? limits.videoBytes : limits.imageBytes
        if (!/^(image|video)\//.test(type)) refusals.push({ reason: 'notMedia', name })
        else if (size === 0) refusals.push({ reason: 'empty', name })
        else if (size > limit) refusals.push({ reason: 'tooLarge', name, bytes: limit })
        else if (store.get().length + taken.length >= limits.max) {
          if (!refusals.some(({ reason }) => reason === 'tooMany')) {
            refusals.push({ reason: 'tooMany', max: limits.max })
          }
        } else taken.push(make(file))
      }
      store.update((all) => [...all, ...taken])
      startNext()
      return refusals
    },
    restore: async (kept) => {
      const made = await Promise.all(
        kept.map(async ({ key, file, alt, mediaId }) => ({
          ...make(file, key, alt),
          media: mediaId === undefined ? undefined : await stillThere(mediaId),
        })),
      )
      store.update((all) => [...made, ...all])
      startNext()
    },
    remove: (key) => {
      const one = store.get().find((other) => other.key === key)
      if (one === undefined) return
      drop(one)
      store.update((all) => all.filter((other) => other.key !== key))
      startNext()
    },
    move: (key, to) =>
      store.update((all) => {
        const one = all.find((other) => other.key === key)
        if (one === undefined || to < 0 || to >= all.length) return all
        const rest = all.filter((other) => other.key !== key)
        return [...rest.slice(0, to), one, ...rest.slice(to)]
      }),
    describe: (key, alt) => change(key, { alt }),
    retry: (key) => {
      const one = store.get().find((other) => other.key === key)
      const step = one?.upload?.get().step
      if (one === undefined) return
      if (step === 'failed' && one.upload!.get().problem?.isPassing) void one.upload!.retry().catch(() => {})
      // What the server could not read, or what was cancelled, begins afresh.
      else if (step === 'failed' || step === 'cancelled') start(one)
    },
    clear: () => {
      for (const one of store.get()) drop(one)
      store.set([])
    },
    ready: async () => {
      // Those that wait get their turn as others end.
      while (store.get().some((one) => one.media === undefined && one.upload === undefined)) {
        await Promise.race(
          store
            .get()
            .filter(isRunning)
            .map(({ upload }) => upload!.done),
        )
      }
      return Promise.all(store.get().map(described))
    },
  }
}

// An upload that nothing took within a day is gone, and so is one that was published from another tab.
async function stillThere(mediaId: string): Promise<Shape<'Media'> | undefined> {
  try {
    const media = await api.get('/media/{id}', { path: { id: mediaId } })
    return media.state === 'ready' ? media : undefined
  } catch {
    return undefined
  }
}
