/** Something of an answer of the API, looked into as an app without our types would. */
// biome-ignore lint/suspicious/noExplicitAny: the demo is an outsider to the API
export type Answer = any

/** Somebody signed in to the demo's own server, who acts through the API like any app. */
export interface Member {
  readonly id: string
  readonly username: string
  readonly token: string
  get(path: string): Promise<Answer>
  post(path: string, body?: unknown): Promise<Answer>
  put(path: string, body?: unknown): Promise<Answer>
  patch(path: string, body?: unknown): Promise<Answer>
  delete(path: string): Promise<Answer>
  /** Sends a file as a form. */
  send(
    method: 'POST' | 'PUT',
    path: string,
    file: { bytes: Buffer; name: string },
    fields?: Record<string, string>,
  ): Promise<Answer>
}

/** What the API refused, with the words of its problem document. */
export class Refused extends Error {
  readonly code: string

  constructor(call: string, { code, detail, errors }: { code: string; detail: string; errors?: unknown }) {
    super(`${call} was refused (${code}): ${detail} ${errors === undefined ? '' : JSON.stringify(errors)}`)
    this.name = 'Refused'
    this.code = code
  }
}

/** A member by their token. */
export function memberOf(url: string, { id, username, token }: Pick<Member, 'id' | 'username' | 'token'>): Member {
  const call = (method: string, path: string, body?: unknown): Promise<Answer> =>
    callApi(url, method, path, { token, body })
  return {
    id,
    username,
    token,
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, body),
    put: (path, body) => call('PUT', path, body),
    patch: (path, body) => call('PATCH', path, body),
    delete: (path) => call('DELETE', path),
    send: (method, path, file, fields = {}) => {
      const form = new FormData()
      for (const [name, value] of Object.entries(fields)) form.append(name, value)
      form.append('file', new Blob([new Uint8Array(file.bytes)]), file.name)
      return callApi(url, method, path, { token, body: form })
    },
  }
}

/** One call of the API. Throws `Refused`. */
export async function callApi(
  url: string,
  method: string,
  path: string,
  { token, body }: { token?: string; body?: unknown } = {},
): Promise<Answer> {
  const isForm = body instanceof FormData
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      'User-Agent': 'Momentum demo',
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      ...(body === undefined || isForm ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  const answer = text === '' ? undefined : (JSON.parse(text) as Answer)
  if (!response.ok) throw new Refused(`${method} ${path} ${JSON.stringify(body)}`, answer)
  return answer
}
