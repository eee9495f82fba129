import { expect } from 'chai'
import { systemActor } from '../../../src/core/actor.ts'
import { recountPeople } from '../../../src/core/people/index.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { signUp, type TestPerson } from '../../support/people.ts'

describe('PUT and DELETE /users/{username}/follow', () => {
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp()
  })
  after(() => momentum.close())

  async function counts(viewer: TestPerson, of: TestPerson) {
    return (await viewer.get(`/users/${of.username}`)).body.counts
  }

  it('follows, counts it on both sides and says so however often it is asked', async () => {
    const [ada, bela] = [await signUp(momentum), await signUp(momentum)]

    const first = await ada.put(`/users/${bela.username}/follow`)
    const second = await ada.put(`/users/${bela.username}/follow`)

    expect(first.status).to.equal(200)
    expect(first.body).to.deep.equal({
      following: true,
      followedBy: false,
      requested: false,
      requestedBy: false,
      blocking: false,
      muting: false,
      canMessage: true,
    })
    expect(second.body).to.deep.equal(first.body)
    expect((await counts(bela, ada)).following).to.equal(1)
    expect((await counts(ada, bela)).followers).to.equal(1)
    const profile = await bela.get(`/users/${ada.username}`)
    expect(profile.body.relation.followedBy).to.equal(true)
  })

  it('ends it, and answers the same when there is nothing to end', async () => {
    const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
    await ada.put(`/users/${bela.username}/follow`)

    const first = await ada.delete(`/users/${bela.username}/follow`)
    const second = await ada.delete(`/users/${bela.username}/follow`)

    expect([first.status, first.body.following]).to.deep.equal([200, false])
    expect([second.status, second.body]).to.deep.equal([200, first.body])
    expect((await counts(ada, bela)).followers).to.equal(0)
    expect((await counts(bela, ada)).following).to.equal(0)
  })

  it('finds a person by their name in any case, and nobody by one that only looks alike', async () => {
    const ada = await signUp(momentum)
    const lil = await signUp(momentum, { username: 'Lil_Ann' })

    const found = await ada.put('/users/lil_ann/follow')
    const alike = await ada.put('/users/Iil_ann/follow')

    expect(found.body.following).to.equal(true)
    expect([alike.status, alike.body.code]).to.deep.equal([404, 'not_found'])
    expect((await counts(ada, lil)).followers).to.equal(1)
  })

  it('refuses oneself, somebody who is not there, and whoever is not signed in', async () => {
    const ada = await signUp(momentum)

    const self = await ada.put(`/users/${ada.username}/follow`)
    const nobody = await ada.put('/users/nobody.at.all/follow')
    const noName = await ada.put(`/users/${'%F0%9F%A6%8A'.repeat(40)}/follow`)
    const guest = await momentum.guest.put(`/users/${ada.username}/follow`)

    expect([self.status, self.body.code]).to.deep.equal([422, 'validation_failed'])
    expect([nobody.status, noName.status, guest.status]).to.deep.equal([404, 404, 401])
    expect((await counts(ada, ada)).followers).to.equal(0)
  })

  it('asks a private account, which accepts or refuses', async () => {
    const [ada, bela, carla] = [await signUp(momentum), await signUp(momentum), await signUp(momentum)]
    await carla.patch('/me', { isPrivate: true })

    const asked = await ada.put(`/users/${carla.username}/follow`)
    await bela.put(`/users/${carla.username}/follow`)
    const waiting = await carla.get('/me/follow-requests')
    const accepted = await carla.put(`/me/follow-requests/${ada.username}`)
    const acceptedAgain = await carla.put(`/me/follow-requests/${ada.username}`)
    const refused = await carla.delete(`/me/follow-requests/${bela.username}`)

    expect([asked.body.following, asked.body.requested]).to.deep.equal([false, true])
    expect(waiting.body.items.map((item: { username: string }) => item.username)).to.deep.equal([
      bela.username,
      ada.username,
    ])
    expect([accepted.body.followedBy, accepted.body.requestedBy]).to.deep.equal([true, false])
    expect(acceptedAgain.body).to.deep.equal(accepted.body)
    expect([refused.body.followedBy, refused.body.requestedBy]).to.deep.equal([false, false])
    expect((await counts(ada, carla)).followers).to.equal(1)
    expect((await carla.get('/me/follow-requests')).body.items).to.deep.equal([])
    const unknown = await carla.put(`/me/follow-requests/${bela.username}`)
    expect(unknown.status).to.equal(404)
  })

  it('takes a request back without leaving a trace', async () => {
    const [ada, bela] = [await signUp(momentum), await signUp(momentum, {})]
    await bela.patch('/me', { isPrivate: true })
    await ada.put(`/users/${bela.username}/follow`)

    const answer = await ada.delete(`/users/${bela.username}/follow`)

    expect(answer.body.requested).to.equal(false)
    expect((await bela.get('/me/follow-requests')).body.items).to.deep.equal([])
    expect((await counts(ada, bela)).followers).to.equal(0)
  })

  it('accepts whoever has asked when the account becomes public', async () => {
    const [ada, bela, carla] = [await signUp(momentum), await signUp(momentum), await signUp(momentum)]
    await carla.patch('/me', { isPrivate: true })
    await ada.put(`/users/${carla.username}/follow`)
    await bela.put(`/users/${carla.username}/follow`)

    await carla.patch('/me', { isPrivate: false })

    expect((await ada.get(`/users/${carla.username}`)).body.relation.following).to.equal(true)
    expect((await counts(ada, carla)).followers).to.equal(2)
    expect((await counts(bela, bela)).following).to.equal(1)
    expect((await carla.get('/me/follow-requests')).body.items).to.deep.equal([])
  })

  it('keeps followers when a public account becomes private, and shows strangers no lists', async () => {
    const [ada, bela, carla] = [await signUp(momentum), await signUp(momentum), await signUp(momentum)]
    await ada.put(`/users/${carla.username}/follow`)

    await carla.patch('/me', { isPrivate: true })

    const asFollower = await ada.get(`/users/${carla.username}/followers`)
    const asStranger = await bela.get(`/users/${carla.username}/followers`)
    expect(asFollower.body.items.map((item: { id: string }) => item.id)).to.deep.equal([ada.id])
    expect([asStranger.status, asStranger.body.code]).to.deep.equal([403, 'forbidden'])
  })

  it('lets a person remove a follower', async () => {
    const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
    await ada.put(`/users/${bela.username}/follow`)

    const removed = await bela.delete(`/me/followers/${ada.username}`)
    const again = await bela.delete(`/me/followers/${ada.username}`)

    expect([removed.status, removed.body.followedBy]).to.deep.equal([200, false])
    expect(again.body).to.deep.equal(removed.body)
    expect((await counts(ada, bela)).followers).to.equal(0)
  })

  it('lists followers and followings newest first, page by page, while others come and go', async () => {
    const star = await signUp(momentum)
    const fans: TestPerson[] = []
    for (let index = 0; index < 5; index += 1) {
      const fan = await signUp(momentum)
      await fan.put(`/users/${star.username}/follow`)
      fans.push(fan)
    }

    const first = await star.get(`/users/${star.username}/followers?limit=2`)
    const late = await signUp(momentum)
    await late.put(`/users/${star.username}/follow`)
    await fans[4]!.delete(`/users/${star.username}/follow`)
    const second = await star.get(`/users/${star.username}/followers?limit=2&cursor=${first.body.nextCursor}`)
    const third = await star.get(`/users/${star.username}/followers?limit=2&cursor=${second.body.nextCursor}`)

    const ids = [first, second, third].map((page) => page.body.items.map((item: { id: string }) => item.id))
    expect(ids).to.deep.equal([[fans[4]!.id, fans[3]!.id], [fans[2]!.id, fans[1]!.id], [fans[0]!.id]])
    expect(third.body.nextCursor).to.equal(null)
    const following = await star.get(`/users/${fans[0]!.username}/following`)
    expect(following.body.items).to.have.length(1)
    expect(following.body.items[0]).to.deep.equal({
      id: star.id,
      username: star.username,
      displayName: star.username,
      photoUrl: null,
      isVerified: false,
    })
    const foreign = await star.get(`/users/${star.username}/following?cursor=${first.body.nextCursor}`)
    expect([foreign.status, foreign.body.code]).to.deep.equal([422, 'cursor_invalid'])
  })

  it('says how I stand to many people at once, in the order asked, and leaves out who is not there', async () => {
    const [ada, bela, carla] = [await signUp(momentum), await signUp(momentum), await signUp(momentum)]
    await ada.put(`/users/${carla.username}/follow`)
    await bela.patch('/me', { messagesFrom: 'following' })
    await ada.put(`/users/${bela.username}/mute`, { durationSeconds: 3600 })

    const names = [carla.username, 'nobody.at.all', bela.username.toUpperCase(), carla.username, '', '%F0%9F%A6%8A']
    const answer = await ada.get(`/relationships?usernames=${names.join(',')}`)
    const tooMany = await ada.get(`/relationships?usernames=${Array(101).fill('abc').join(',')}`)

    expect(answer.status).to.equal(200)
    expect(answer.body.items.map((item: { id: string }) => item.id)).to.deep.equal([carla.id, bela.id])
    expect(answer.body.items[0].following).to.equal(true)
    expect([answer.body.items[1].muting, answer.body.items[1].canMessage]).to.deep.equal([true, false])
    expect(tooMany.status).to.equal(422)
  })

  it('keeps the counts right when many follow and unfollow at once', async () => {
    const people: TestPerson[] = []
    for (let index = 0; index < 6; index += 1) people.push(await signUp(momentum))
    const work = people.flatMap((one) =>
      people.filter((other) => other !== one).map((other) => ({ one, path: `/users/${other.username}/follow` })),
    )

    const answers = await Promise.all(
      [...work, ...work, ...work].map(({ one, path }, index) => (index % 3 === 1 ? one.delete(path) : one.put(path))),
    )

    expect(answers.map(({ status }) => status)).to.deep.equal(answers.map(() => 200))
    const context = momentum.app.as(systemActor('test'), 'job')
    expect(await recountPeople(context, { repair: false })).to.deep.equal([])
  })

  it('writes the change into the logs of both people', async () => {
    const [ada, bela] = [await signUp(momentum), await signUp(momentum)]

    await ada.put(`/users/${bela.username}/follow`)
    await ada.put(`/users/${bela.username}/follow`)

    const logs = await momentum.app.db.read.all<{ userId: string; subjectId: string }>(
      `SELECT user_id, subject_id FROM events WHERE type = 'relationship.updated' AND user_id IN ($1, $2) ORDER BY user_id`,
      [ada.id, bela.id],
    )
    expect(logs).to.have.deep.members([
      { userId: ada.id, subjectId: bela.id },
      { userId: bela.id, subjectId: ada.id },
    ])
  })
})
