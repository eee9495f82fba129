import { expect } from 'chai'
import { type TestApp, TestClient } from './app.ts'

/** A password that passes the rules for people and operators alike. */
export const goodPassword = 'correct horse battery staple'

/** Somebody signed up and signed in, with a client of theirs. */
export interface TestPerson extends TestClient {
  readonly id: string
  readonly username: string
  readonly email: string
  readonly sessionId: string
}

let count = 0

/** Signs somebody in who is there already; on the device they signed up with unless told otherwise. */
export async function signInAs(
  on: TestApp,
  person: { username: string },
  input: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<TestClient & { sessionId: string }> {
  const body = { login: person.username, password: goodPassword, deviceName: 'test phone', ...input }
  const answer = await on.guest.post('/auth/login', body, headers)
  expect(answer.status, answer.text).to.equal(200)
  return Object.assign(new TestClient(on.url, answer.body.token), { sessionId: answer.body.session.id as string })
}

/** Signs a new person up through the door; names are made up unless given. */
export async function signUp(
  on: Pick<TestApp, 'guest' | 'url'>,
  input: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<TestPerson> {
  count += 1
  const username = (input.username as string | undefined) ?? `${pick(count)}${count}`
  const wanted = {
    username,
    email: `${username}@example.org`,
    password: goodPassword,
    acceptTerms: true,
    deviceName: 'test phone',
    ...input,
  }
  const answer = await on.guest.post('/auth/register', wanted, headers)
  expect(answer.status, answer.text).to.equal(201)
  const { user, token, session } = answer.body
  return Object.assign(new TestClient(on.url, token), {
    id: user.id as string,
    username: user.username as string,
    email: user.email as string,
    sessionId: session.id as string,
  })
}

const names = ['ada', 'bela', 'carla', 'dov', 'emre', 'fola', 'gita', 'hana', 'ivo', 'jun']

function pick(index: number): string {
  return names[index % names.length]!
}
