import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { systemActor } from '../../src/core/actor.ts'
import { verifyMedia } from '../../src/core/media/index.ts'
import { recountPeople } from '../../src/core/people/index.ts'
import { recountPosts } from '../../src/core/posts/index.ts'
import { startTestApp, TestClient } from '../support/app.ts'
import { eventually } from '../support/eventually.ts'
import { goodPassword } from '../support/people.ts'
import { type Served, serveProcess } from '../support/served.ts'
import { plainPhoto, upload } from '../support/uploads.ts'

// SAFETY.md OP2: killed in the middle of uploads, posts, comments, reactions and follows, a server loses nothing that it
// answered, does nothing twice when the same request comes again, and counts right.

const rounds = process.env.MOMENTUM_GATE === undefined ? 3 : 20

/** A post that was answered, and how it was asked for. */
interface Published {
  id: string
  mediaId: string
  mediaUrl: string
  key: string
  body: Record<string, unknown>
}

async function register(server: Served, username: string): Promise<TestClient> {
  const body = { username, email: `${username}@example.org`, password: goodPassword, acceptTerms: true }
  const answer = await server.guest.post('/auth/register', body)
  expect(answer.status, answer.text).to.equal(201)
  return new TestClient(server.url, answer.body.token)
}

/** Publishes, comments, reacts and follows without pause until the server is gone. */
async function publishUntilGone(author: TestClient, fan: TestClient, published: Published[]): Promise<void> {
  const photo = await plainPhoto(80, 60)
  try {
    for (let index = 0; ; index += 1) {
      const media = await upload(author, photo)
      if (media.status !== 201) continue
      const key = randomUUID()
      const body = { caption: `number ${index} #kill`, media: [media.body.id] }
      const post = await author.post('/posts', body, { 'Idempotency-Key': key })
      if (post.status !== 201) continue
      const { id } = post.body
      published.push({ id, mediaId: media.body.id, mediaUrl: media.body.url, key, body })
      await Promise.all([
        fan.post(`/posts/${id}/comments`, { text: `comment ${index}` }),
        fan.put(`/posts/${id}/reaction`, { emoji: '👍' }),
        fan.send(index % 2 === 0 ? 'PUT' : 'DELETE', '/users/author/follow'),
      ])
    }
  } catch {
    // The server is gone, which is what this is about.
  }
}

describe('A server that is killed while people publish (OP2)', () => {
  it(`loses and doubles nothing over ${rounds} kills, and counts right`, async function () {
    this.timeout(rounds * 60_000)
    let server = await serveProcess()
    const { database, dataFolder } = server
    const tokens = await Promise.all(['author', 'fan'].map(async (name) => (await register(server, name)).token))
    const all: Published[] = []

    for (let round = 0; round < rounds; round += 1) {
      const [author, fan] = tokens.map((token) => new TestClient(server.url, token)) as [TestClient, TestClient]
      const published: Published[] = []
      const publishing = publishUntilGone(author, fan, published)
      const enough = 2 + round
      await eventually(() => published.length >= enough, { withinMs: 60_000, what: 'posts that are answered' })
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 200))
      await server.kill('SIGKILL')
      await publishing
      all.push(...published)
      server = await serveProcess({ database, dataFolder })
      const again = new TestClient(server.url, tokens[0])
      for (const { id, mediaUrl, key, body } of published) {
        const replayed = await again.post('/posts', body, { 'Idempotency-Key': key })
        expect(replayed.headers.get('idempotency-replayed'), `the post ${id}`).to.equal('true')
        expect(replayed.body.id).to.equal(id)
        const file = await fetch(new URL(mediaUrl, server.url))
        expect(file.status, `the picture of ${id}`).to.equal(200)
        await file.arrayBuffer()
      }
    }
    await server.kill('SIGTERM')

    const momentum = await startTestApp({ database })
    const context = momentum.app.as(systemActor('test'), 'job')
    const author = new TestClient(momentum.url, tokens[0])
    const shown = await author.get('/users/author/posts?limit=100')

    expect(all.length, 'posts that were answered').to.be.greaterThan(rounds)
    expect(new Set(shown.body.items.map(({ id }: { id: string }) => id)).size).to.equal(shown.body.items.length)
    if (shown.body.nextCursor === null)
      expect(shown.body.items.map(({ id }: { id: string }) => id)).to.include.members(all.map(({ id }) => id))
    expect(await recountPosts(context, { repair: false }), 'counters of posts that differ').to.deep.equal([])
    expect(await recountPeople(context, { repair: false }), 'counters of people that differ').to.deep.equal([])
    const { missing, damaged } = await verifyMedia(context)
    expect([...missing, ...damaged], 'files that rows name').to.deep.equal([])
    await momentum.close()
  })
})
