import { expect } from 'chai'
import { startTestApp, type TestApp } from '../support/app.ts'
import type { TestPerson } from '../support/people.ts'
import { type Visited, walkReads } from '../support/walk.ts'
import { type Cast, makeCast, mark } from './traces/cast.ts'
import { notAboutOthers, traceMakers } from './traces/index.ts'

// SAFETY.md PR1: after a block neither of the two finds any trace of the other on any read route. The walk takes the
// routes from the OpenAPI document; what there is to find is made in traces/, and a noun that is added adds its own.

/** Routes on which the one who blocked finds the one they blocked, because there they take it back. */
const whereBlockersLook = ['/me/blocks', '/relationships']

describe('a block leaves no trace', function () {
  this.timeout(300_000)
  let momentum: TestApp
  let cast: Cast
  const earlier = new Map<TestPerson, Visited[]>()
  const later = new Map<TestPerson, Visited[]>()
  let unreached: string[]

  async function walk(viewer: TestPerson): Promise<Visited[]> {
    const usernames = [cast.ada, cast.bela, cast.carla].map(({ username }) => username)
    const walked = await walkReads(momentum, viewer, {
      usernames,
      queries: {
        query: [...usernames, 'mark', 'markbela', 'markada'],
        usernames: [usernames.join(',')],
        since: ['0'],
        tag: ['sunset'],
      },
    })
    unreached = walked.unreached
    return walked.visits
  }

  /** Where an answer holds something of a person; what the log calls deleted tells nothing of who or why. */
  function tracesOf(person: TestPerson, visits: readonly Visited[]): string[] {
    return visits
      .filter(({ route, text }) => {
        const told = text.replace(/\{"id":"[0-9a-f-]{36}","deleted":true\}/g, '{}')
        // A report keeps the id its author named, or they could not be told what came of it.
        const traces = route === '/reports' ? [] : [person.id]
        return [...traces, person.username, mark(person)].some((trace) => told.includes(trace))
      })
      .map(({ path }) => path)
  }

  before(async () => {
    momentum = await startTestApp()
    cast = await makeCast(momentum)
    const { ada, bela } = cast
    for (const make of traceMakers) await make(cast)
    for (const viewer of [ada, bela]) earlier.set(viewer, await walk(viewer))
    const blocked = await ada.put(`/users/${bela.username}/block`)
    expect(blocked.body).to.include({ blocking: true, following: false, followedBy: false, canMessage: false })
    for (const viewer of [ada, bela]) later.set(viewer, await walk(viewer))
  })
  after(() => momentum.close())

  it('walks every route there is for a person', () => {
    expect(unreached.filter((route) => !(route in notAboutOthers))).to.deep.equal([])
  })

  it('had traces to remove, in both directions', () => {
    const { ada, bela, carla } = cast
    for (const [viewer, other] of [
      [ada, bela],
      [bela, ada],
    ] as const) {
      expect(tracesOf(other, earlier.get(viewer)!)).to.include.members([
        `/users/${other.username}`,
        `/users?query=${other.username}`,
        `/users/${carla.username}/followers`,
        `/users/${carla.username}/following`,
        `/users/${viewer.username}/followers`,
        '/sync?since=0',
        '/conversations',
        '/notifications',
        '/me/bookmarks',
        `/users/${other.username}/posts`,
      ])
    }
    // In the feed of bela, who has muted ada, there was nothing to begin with.
    expect(tracesOf(bela, earlier.get(ada)!)).to.include('/feed')
  })

  it('shows the one who is blocked nothing of the one who blocks', () => {
    const { ada, bela } = cast

    expect(tracesOf(ada, later.get(bela)!)).to.deep.equal([])
  })

  it('shows the one who blocks nothing of the other, but where a block is taken back', () => {
    const { ada, bela } = cast

    const traces = tracesOf(bela, later.get(ada)!).filter(
      (path) => !whereBlockersLook.includes(path.split('?')[0]!) && !path.startsWith('/sync'),
    )

    expect(traces).to.deep.equal([])
  })

  it('tells only the devices of the one who blocks that they are blocking', () => {
    const { ada, bela } = cast
    const frames = (viewer: TestPerson) =>
      later.get(viewer)!.flatMap(({ path, text }) => (path === '/sync?since=0' ? JSON.parse(text).items : []))

    const ofAda = frames(ada).filter((frame) => frame.data.id === bela.id)
    const ofBela = frames(bela).filter((frame) => frame.data.id === ada.id)

    expect(ofAda.at(-1).data).to.include({ id: bela.id, blocking: true })
    for (const frame of ofBela) expect(frame.data).to.deep.equal({ id: ada.id, deleted: true })
  })

  it('does not let a remembered ETag confirm what is hidden now', async () => {
    const { ada, bela } = cast
    let asked = 0
    for (const [viewer, other] of [
      [ada, bela],
      [bela, ada],
    ] as const) {
      const known = earlier.get(viewer)!
      const hidden = new Set(tracesOf(other, known))
      for (const { path, etag } of known) {
        if (etag === null || !hidden.has(path)) continue
        asked += 1
        expect((await viewer.get(path, { 'If-None-Match': etag })).status, path).not.to.equal(304)
      }
    }

    expect(asked).to.be.above(0)
  })

  it('does not count the other among what can be listed', async () => {
    const { ada, bela, carla } = cast
    for (const viewer of [ada, bela]) {
      const { counts } = (await viewer.get(`/users/${carla.username}`)).body
      const followers = await viewer.get(`/users/${carla.username}/followers`)
      expect([counts.followers, counts.following]).to.deep.equal([1, 1])
      expect(followers.body.items).to.have.length(counts.followers)
    }
    expect((await carla.get(`/users/${carla.username}`)).body.counts).to.include({ followers: 2, following: 2 })
  })

  it('counts the notifications that are left, and none about the other', async () => {
    const { ada, bela } = cast
    for (const viewer of [ada, bela]) {
      const list = await viewer.get('/notifications?limit=100')
      const count = await viewer.get('/notifications/count')
      const unread = list.body.items.filter((item: { read: boolean }) => !item.read)
      expect(list.body.items, 'what is about carla stays').not.to.deep.equal([])
      expect(count.body.unread).to.equal(unread.length)
    }
  })

  it('answers for the other as for a name that nobody has', async () => {
    const { ada, bela } = cast
    const bodyOf = async (viewer: TestPerson, username: string) => {
      const { requestId: _, ...body } = (await viewer.get(`/users/${username}`)).body
      return body
    }

    expect(await bodyOf(bela, ada.username)).to.deep.equal(await bodyOf(bela, 'nobody_atall'))
    expect(await bodyOf(ada, bela.username)).to.deep.equal(await bodyOf(ada, 'nobody_atall'))
  })
})
