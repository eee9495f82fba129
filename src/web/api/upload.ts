import { personalName } from '../shell/kept.ts'
import { type ApiClient, api, newId, pauseMs, waitFor } from './client.ts'
import { asProblem, cancelledProblem, networkProblem, Problem, problemFrom } from './problem.ts'
import { createStore, type Store } from './store.ts'
import { type SendBytes, sendBytes } from './transport.ts'
import type { Shape } from './types.ts'

/** How far an upload has come. */
export interface UploadState {
  /** `sending` goes on by itself over bad networks; `processing` is the server's turn; `failed` may be tried again. */
  step: 'sending' | 'processing' | 'ready' | 'failed' | 'cancelled'
  sentBytes: number
  totalBytes: number
  /** The item, as soon as the server knows it. */
  media: Shape<'Media'> | undefined
  problem: Problem | undefined
}

export interface Upload extends Store<UploadState> {
  readonly file: Blob
  /** Resolves with the item when it is ready to be attached; rejects when it failed or was cancelled. */
  readonly done: Promise<Shape<'Media'>>
  cancel(): void
  /** After a failure: goes on where it stopped. `done` of a failed upload has rejected; the answer is the new one. */
  retry(): Promise<Shape<'Media'>>
}

export interface UploadPurpose {
  purpose: 'post' | 'message'
  /** What it shows, in words. */
  alt?: string
}

/** What uploads need of their surroundings; tests bring their own. */
export interface UploadSurroundings {
  client: Pick<ApiClient, 'get'>
  sendBytes: SendBytes
  wait(ms: number, signal?: AbortSignal): Promise<void>
  random(): number
  /** Remembers begun uploads by their file, so that the same file chosen again after a reload goes on. */
  memory: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | undefined
}

/** Above this a file is sent so that it can be resumed (tus 1.0); below, one request is quicker. */
export const resumableFromBytes = 4 * 1024 * 1024
const resumablePath = '/api/v1/media/uploads'
const attemptsWithoutProgress = 8
const longestPauseMs = 15_000
const processingTimeoutMs = 10 * 60_000

/** Starts to upload a picture or video. */
export function startUpload(file: Blob, purpose: UploadPurpose, surroundings: UploadSurroundings = ours()): Upload {
  const store = createStore<UploadState>({
    step: 'sending',
    sentBytes: 0,
    totalBytes: file.size,
    media: undefined,
    problem: undefined,
  })
  const courier = new Courier(file, purpose, surroundings, (sentBytes) =>
    store.update((state) => (state.step === 'sending' ? { ...state, sentBytes } : state)),
  )
  let cancel = new AbortController()

  async function run(): Promise<Shape<'Media'>> {
    cancel = new AbortController()
    const { signal } = cancel
    try {
      const id = store.get().media?.id ?? (await courier.deliver(signal))
      store.update((state) => ({ ...state, step: 'processing', sentBytes: file.size }))
      const media = await ready(id, signal)
      store.update((state) => ({ ...state, step: 'ready', media }))
      return media
    } catch (error) {
      const problem = signal.aborted ? cancelledProblem() : asProblem(error)
      store.update((state) => ({ ...state, step: signal.aborted ? 'cancelled' : 'failed', problem }))
      throw problem
    }
  }

  // A video may take minutes; a live event often tells sooner than the next look, which the ETag makes cheap.
  async function ready(id: string, signal: AbortSignal): Promise<Shape<'Media'>> {
    const deadline = performance.now() + processingTimeoutMs
    for (let pause = 300; ; pause = Math.min(pause * 1.5, 3000)) {
      const media = await surroundings.client.get('/media/{id}', { path: { id }, signal })
      store.update((state) => ({ ...state, media: media.state === 'failed' ? undefined : media }))
      if (media.state === 'ready') return media
      if (media.state === 'failed') throw failed(media)
      if (performance.now() > deadline) throw networkProblem()
      await surroundings.wait(pause, signal)
    }
  }

  const done = run()
  // Whoever looks at the store alone need not catch it too.
  done.catch(() => {})
  return {
    ...store,
    file,
    done,
    cancel: () => {
      cancel.abort()
      courier.forget()
    },
    retry: () => {
      store.update((state) => ({ ...state, step: 'sending', problem: undefined }))
      const again = run()
      again.catch(() => {})
      return again
    },
  }
}

function failed(media: Shape<'Media'>): Problem {
  const { code = 'media_invalid', detail = 'The file could not be read.' } = media.problem ?? {}
  return new Problem({ status: 422, code, title: detail, detail })
}

function ours(): UploadSurroundings {
  return { client: api, sendBytes, wait: waitFor, random: Math.random, memory: localMemory() }
}

// The browser's settings may close it; an upload is then not taken up again after a reload.
function localMemory(): Storage | undefined {
  try {
    return localStorage
  } catch {
    return undefined
  }
}

/** Brings the bytes of one file to the server, over whatever network there is. */
class Courier {
  readonly #file: Blob
  readonly #purpose: UploadPurpose
  readonly #surroundings: UploadSurroundings
  readonly #onProgress: (sentBytes: number) => void
  readonly #key = newId()
  /** Failures since the server last had more than before. */
  #failures = 0
  #reached = 0

  constructor(
    file: Blob,
    purpose: UploadPurpose,
    surroundings: UploadSurroundings,
    onProgress: (sentBytes: number) => void,
  ) {
    this.#file = file
    this.#purpose = purpose
    this.#surroundings = surroundings
    this.#onProgress = onProgress
  }

  /** Answers the id of the item. */
  deliver(signal: AbortSignal): Promise<string> {
    return this.#file.size >= resumableFromBytes ? this.#resumable(signal) : this.#atOnce(signal)
  }

  /** The same file chosen again starts afresh. */
  forget(): void {
    this.#surroundings.memory?.removeItem(this.#memoryKey())
  }

  async #atOnce(signal: AbortSignal): Promise<string> {
    return this.#persevere(signal, async () => {
      const form = new FormData()
      form.set('purpose', this.#purpose.purpose)
      if (this.#purpose.alt) form.set('alt', this.#purpose.alt)
      form.set('file', this.#file)
      const answer = await this.#send('POST', '/api/v1/media', { 'Idempotency-Key': this.#key }, form, signal, 0)
      return (JSON.parse(answer.text) as Shape<'Media'>).id
    })
  }

  // tus 1.0: made once, asked for its offset after every failure, filled from there.
  async #resumable(signal: AbortSignal): Promise<string> {
    let place = this.#surroundings.memory?.getItem(this.#memoryKey()) ?? undefined
    const id = await this.#persevere(signal, async () => {
      let offset = 0
      if (place === undefined) place = await this.#create(signal)
      else {
        const found = await this.#offsetAt(place, signal)
        if (found === undefined) place = await this.#create(signal)
        else if (typeof found === 'string') return found
        else offset = found
        if (offset > this.#reached) this.#failures = 0
        this.#reached = offset
      }
      this.#onProgress(offset)
      const headers = { 'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream' }
      const answer = await this.#send('PATCH', place, headers, this.#file.slice(offset), signal, offset)
      const mediaId = answer.header('Media-Id')
      // The server took a part alone: the next turn asks where to go on.
      if (mediaId === null) throw networkProblem()
      return mediaId
    })
    this.forget()
    return id
  }

  async #create(signal: AbortSignal): Promise<string> {
    const metadata = [`purpose ${base64(this.#purpose.purpose)}`]
    if (this.#purpose.alt) metadata.push(`alt ${base64(this.#purpose.alt)}`)
    const headers = { 'Upload-Length': String(this.#file.size), 'Upload-Metadata': metadata.join(',') }
    const answer = await this.#send('POST', resumablePath, headers, undefined, signal, 0)
    const place = answer.header('Location')
    if (place === null) throw networkProblem()
    this.#surroundings.memory?.setItem(this.#memoryKey(), place)
    return place
  }

  /** Where to go on; the item's id when everything has come; undefined when the server knows nothing of it. */
  async #offsetAt(place: string, signal: AbortSignal): Promise<number | string | undefined> {
    try {
      const answer = await this.#send('HEAD', place, {}, undefined, signal, 0)
      return answer.header('Media-Id') ?? Number(answer.header('Upload-Offset'))
    } catch (error) {
      if (error instanceof Problem && (error.status === 404 || error.status === 410)) return undefined
      throw error
    }
  }

  async #send(
    method: string,
    url: string,
    headers: Record<string, string>,
    body: Blob | FormData | undefined,
    signal: AbortSignal,
    offset: number,
  ) {
    const isResumable = url.startsWith(resumablePath)
    const answer = await this.#surroundings
      .sendBytes({
        method,
        url,
        headers: isResumable ? { 'Tus-Resumable': '1.0.0', ...headers } : headers,
        body,
        signal,
        // A form has some bytes of its own around the file.
        onProgress: (sent) => this.#onProgress(Math.min(offset + sent, this.#file.size)),
      })
      .catch(() => {
        throw signal.aborted ? cancelledProblem() : networkProblem()
      })
    if (answer.status >= 400) throw problemFrom(answer.status, answer.text, answer.header('Retry-After'))
    return answer
  }

  /** Tries until it is done, refused, or cancelled; failures in passing without progress end it after a while. */
  async #persevere<Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
    this.#failures = 0
    for (;;) {
      try {
        return await work()
      } catch (error) {
        this.#failures += 1
        if (!(error instanceof Problem) || signal.aborted || this.#failures === attemptsWithoutProgress) throw error
        // 409: an attempt of ours that was thought dead wrote meanwhile; the next one asks how far.
        if (!error.isPassing && error.status !== 409) throw error
        const pause = pauseMs(this.#failures, error.retryAfterSeconds, this.#surroundings.random())
        await this.#surroundings.wait(Math.min(pause, longestPauseMs), signal)
      }
    }
  }

  #memoryKey(): string {
    const { name = '', lastModified = 0 } = this.#file as Partial<File>
    return personalName(`upload ${this.#purpose.purpose} ${this.#file.size} ${lastModified} ${name}`)
  }
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)))
}
