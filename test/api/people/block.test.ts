import { expect } from 'chai'
import { systemActor } from '../../../src/core/actor.ts'
import { recountPeople } from '../../../src/core/people/index.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { signUp, type TestPerson } from '../../support/people.ts'

describe('PUT and DELETE /users/{username}/block', () => {
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp()
  })
  after(() => momentum.close())

  const two = async (): Promise<[TestPerson, TestPerson]> => [await signUp(momentum), await signUp(momentum)]

  it('ends follows and requests both ways, with their counts', async () => {
    const [ada, bela] = await two()
    await bela.put(`/users/${ada.username}/follow`)
    await bela.patch('/me', { isPrivate: true })
    await ada.put(`/users/${bela.username}/follow`)

    const answer = await ada.put(`/users/${bela.username}/block`)

    expect(answer.status).to.equal(200)
    expect(answer.body).to.deep.equal({
      following: false,
      followedBy: false,
      requested: false,
      requestedBy: false,
      blocking: true,
      muting: false,
      canMessage: false,
    })
    const ties = await momentum.app.db.read.all('SELECT state FROM followers WHERE follower_id IN ($1, $2)', [
      ada.id,
      bela.id,
    ])
    expect(ties).to.deep.equal([])
    expect((await ada.get('/me')).body.counts).to.include({ followers: 0, following: 0 })
    expect((await bela.get('/me')).body.counts).to.include({ followers: 0, following: 0 })
    expect((await bela.get('/me/follow-requests')).body.items).to.deep.equal([])
  })

  it('changes nothing the second time, on either side', async () => {
    const [ada, bela] = await two()

    const first = await ada.put(`/users/${bela.username}/block`)
    const second = await ada.put(`/users/${bela.username}/block`)
    const back = await ada.delete(`/users/${bela.username}/block`)
    const again = await ada.delete(`/users/${bela.username}/block`)

    expect(second.body).to.deep.equal(first.body)
    expect([back.status, back.body.blocking]).to.deep.equal([200, false])
    expect(again.body).to.deep.equal(back.body)
  })

  it('does not bring a follow back when it is taken back', async () => {
    const [ada, bela] = await two()
    await ada.put(`/users/${bela.username}/follow`)
    await ada.put(`/users/${bela.username}/block`)

    await ada.delete(`/users/${bela.username}/block`)

    const profile = await ada.get(`/users/${bela.username}`)
    expect(profile.body.relation).to.include({ following: false, blocking: false, canMessage: true })
    expect(profile.body.counts.followers).to.equal(0)
  })

  it('lets neither follow, mute or accept the other', async () => {
    const [ada, bela] = await two()
    await ada.put(`/users/${bela.username}/block`)

    for (const [one, other] of [
      [ada, bela],
      [bela, ada],
    ] as const) {
      expect((await one.put(`/users/${other.username}/follow`)).status).to.equal(404)
      expect((await one.put(`/users/${other.username}/mute`)).status).to.equal(404)
      expect((await one.put(`/me/follow-requests/${other.username}`)).status).to.equal(404)
      expect((await one.delete(`/me/followers/${other.username}`)).status).to.equal(404)
    }
    expect((await bela.put(`/users/${ada.username}/block`)).status).to.equal(404)
    expect((await bela.delete(`/users/${ada.username}/block`)).status).to.equal(404)
  })

  it('refuses oneself and somebody who is not there', async () => {
    const [ada] = await two()

    expect((await ada.put(`/users/${ada.username}/block`)).status).to.equal(422)
    expect((await ada.put('/users/nobody_at_all/block')).status).to.equal(404)
    expect((await ada.delete('/users/nobody_at_all/block')).status).to.equal(404)
  })

  it('lists whom I have blocked, newest first and by page, and says so in relationships to me alone', async () => {
    const [ada, bela] = await two()
    const carla = await signUp(momentum)
    await ada.put(`/users/${bela.username}/block`)
    await ada.put(`/users/${carla.username}/block`)

    const first = await ada.get('/me/blocks?limit=1')
    const second = await ada.get(`/me/blocks?limit=1&cursor=${first.body.nextCursor}`)
    const mine = await ada.get(`/relationships?usernames=${bela.username}`)
    const theirs = await bela.get(`/relationships?usernames=${ada.username}`)
    const foreign = await bela.get(`/me/blocks?cursor=${first.body.nextCursor}`)

    expect([first, second].map((page) => page.body.items[0].id)).to.deep.equal([carla.id, bela.id])
    expect(second.body.nextCursor).to.equal(null)
    expect(Date.parse(first.body.items[0].blockedAt)).to.be.closeTo(Date.now(), 60_000)
    expect(mine.body.items[0].blocking).to.equal(true)
    expect(theirs.body.items).to.deep.equal([])
    expect((await bela.get('/me/blocks')).body.items).to.deep.equal([])
    expect(foreign.status).to.equal(422)
  })

  it('writes nothing into the log of the one who is blocked', async () => {
    const [ada, bela] = await two()

    await ada.put(`/users/${bela.username}/block`)

    const logs = await momentum.app.db.read.all<{ userId: string }>(
      'SELECT user_id FROM events WHERE user_id IN ($1, $2) AND type = $3',
      [ada.id, bela.id, 'relationship.updated'],
    )
    expect(logs.map(({ userId }) => userId)).to.deep.equal([ada.id])
  })

  it('wins or loses whole against a follow at the same moment', async () => {
    const pairs = await Promise.all(Array.from({ length: 8 }, two))

    await Promise.all(
      pairs.flatMap(([one, other], index) => {
        const acts = [
          one.put(`/users/${other.username}/follow`),
          other.put(`/users/${one.username}/follow`),
          one.put(`/users/${other.username}/block`),
        ]
        return index % 2 === 0 ? acts : acts.reverse()
      }),
    )

    const torn = await momentum.app.db.read.all(
      `SELECT b.id FROM blocks b JOIN followers f ON (f.follower_id = b.blocker_id AND f.followee_id = b.blocked_id)
         OR (f.follower_id = b.blocked_id AND f.followee_id = b.blocker_id)`,
    )
    expect(torn).to.deep.equal([])
    expect(await recountPeople(momentum.app.as(systemActor('test'), 'job'), { repair: false })).to.deep.equal([])
  })

  it('tells the other nouns within the same unit, so that one that fails undoes it all', async () => {
    const [ada, bela] = await two()
    await ada.put(`/users/${bela.username}/follow`)
    let told: unknown
    momentum.app.events.subscribe('user.blocked', async (_unit, _context, payload) => {
      told = payload
      if (payload.blockerId === ada.id) throw new Error('no room')
    })

    const answer = await ada.put(`/users/${bela.username}/block`)

    expect(answer.status).to.equal(500)
    expect(told).to.deep.equal({ blockerId: ada.id, blockedId: bela.id })
    expect((await ada.get(`/users/${bela.username}`)).body.relation.following).to.equal(true)
  })
})
