import { expect } from 'chai'
import { newId } from '../../src/lib/ids.ts'
import type { TestApp } from './app.ts'
import type { TestPerson } from './people.ts'

const facts = {
  ...{ state: 'ready', problem: null, kind: 'image', mimeType: 'image/webp', width: 30, height: 20 },
  ...{ durationMs: null, bytes: 5, placeholder: 'AAAA', alt: null },
  files: { main: 'large.webp', medium: 'medium.webp', thumbnail: 'small.webp', poster: null },
}

/** An upload that is ready to be attached, without the files behind it: what a picture becomes is tried elsewhere. */
export async function buildMedia(on: TestApp, ownerId: string, purpose = 'post'): Promise<string> {
  const now = on.app.clock.now()
  const id = newId(now)
  await on.app.db.transaction((unit) =>
    unit.run(
      `INSERT INTO media (id, owner_id, purpose, state, public_path, facts, bytes, expires_at, created_at)
       VALUES ($1, $2, $3, 'ready', $4, $5, 5, $6, $7)`,
      [id, ownerId, purpose, id.replaceAll('-', ''), JSON.stringify(facts), now + 3_600_000, now],
    ),
  )
  return id
}

/** Publishes a post with one picture through the door; answers it as its author sees it. */
export async function publish(
  on: TestApp,
  author: TestPerson,
  input: Record<string, unknown> = {},
  // biome-ignore lint/suspicious/noExplicitAny: a post as an app written without our types would read it
): Promise<any> {
  const answer = await author.post('/posts', { media: [await buildMedia(on, author.id)], ...input })
  expect(answer.status, answer.text).to.equal(201)
  return answer.body
}

/** Comments through the door; answers the comment as its author sees it. */
export async function comment(
  author: TestPerson,
  postId: string,
  text = 'so true',
  replyTo?: string,
  // biome-ignore lint/suspicious/noExplicitAny: a comment as an app written without our types would read it
): Promise<any> {
  const answer = await author.post(`/posts/${postId}/comments`, { text, ...(replyTo === undefined ? {} : { replyTo }) })
  expect(answer.status, answer.text).to.equal(201)
  return answer.body
}

/** The ids of a list's items. */
export function idsOf(list: { body: { items: { id: string }[] } }): string[] {
  return list.body.items.map(({ id }) => id)
}

/** Lets one person follow another. */
export async function follow(follower: TestPerson, followee: TestPerson): Promise<void> {
  const answer = await follower.put(`/users/${followee.username}/follow`)
  expect(answer.status, answer.text).to.equal(200)
}
