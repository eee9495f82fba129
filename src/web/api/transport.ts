/** One request whose body is told about while it goes out, which fetch cannot do. */
export interface ByteRequest {
  method: string
  url: string
  headers: Record<string, string>
  body: Blob | FormData | undefined
  signal?: AbortSignal
  onProgress?(sentBytes: number): void
}

export interface ByteAnswer {
  status: number
  header(name: string): string | null
  text: string
}

/** Sends it; rejects with nothing in particular when no answer came. */
export type SendBytes = (request: ByteRequest) => Promise<ByteAnswer>

/** Over XMLHttpRequest. */
export const sendBytes: SendBytes = ({ method, url, headers, body, signal, onProgress }) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const stop = (): void => request.abort()
    request.open(method, url)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.upload.onprogress = (event) => onProgress?.(event.loaded)
    request.onload = () =>
      resolve({
        status: request.status,
        header: (name) => request.getResponseHeader(name),
        text: request.responseText,
      })
    request.onerror = request.onabort = request.ontimeout = () => reject(new Error('no answer'))
    request.onloadend = () => signal?.removeEventListener('abort', stop)
    signal?.addEventListener('abort', stop, { once: true })
    if (signal?.aborted) reject(new Error('no answer'))
    else request.send(body)
  })
