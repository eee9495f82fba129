import { expect } from 'chai'
import { systemActor } from '../../../src/core/actor.ts'
import { countPersonByStatus, recountPeople } from '../../../src/core/people/index.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { goodPassword, signUp, type TestPerson } from '../../support/people.ts'

describe('GET /users/{username}', () => {
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp()
  })
  after(() => momentum.close())

  const sql = (text: string, params: (string | number | boolean | null)[]) =>
    momentum.app.db.transaction((unit) => unit.run(text, params))
  const recount = (repair = false) => recountPeople(momentum.app.as(systemActor('test'), 'job'), { repair })
  const countsFor = async (viewer: TestPerson, of: TestPerson) =>
    (await viewer.get(`/users/${of.username}`)).body.counts

  it('shows the public side of a person and nothing else', async () => {
    const [ada, bela] = [await signUp(momentum), await signUp(momentum, { displayName: 'Bela B.' })]
    await bela.patch('/me', { bio: 'two\nlines', link: 'https://example.org/' })

    const profile = await ada.get(`/users/${bela.username.toUpperCase()}`)

    expect(profile.status).to.equal(200)
    const { createdAt, ...rest } = profile.body
    expect(Date.parse(createdAt)).to.be.closeTo(Date.now(), 60_000)
    expect(rest).to.deep.equal({
      id: bela.id,
      username: bela.username,
      displayName: 'Bela B.',
      photoUrl: null,
      isVerified: false,
      bio: 'two\nlines',
      link: 'https://example.org/',
      isPrivate: false,
      counts: { posts: 0, followers: 0, following: 0 },
      relation: {
        following: false,
        followedBy: false,
        requested: false,
        requestedBy: false,
        blocking: false,
        muting: false,
        canMessage: true,
      },
    })
  })

  it('shows oneself to oneself, whom one cannot message', async () => {
    const ada = await signUp(momentum)

    const profile = await ada.get(`/users/${ada.username}`)

    expect(profile.body.relation.canMessage).to.equal(false)
  })

  it('says whether the person takes messages from me', async () => {
    const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
    const canMessage = async () => (await ada.get(`/users/${bela.username}`)).body.relation.canMessage

    await bela.patch('/me', { messagesFrom: 'nobody' })
    const nobody = await canMessage()
    await bela.patch('/me', { messagesFrom: 'following' })
    const stranger = await canMessage()
    await ada.put(`/users/${bela.username}/follow`)
    const follower = await canMessage()
    await bela.put(`/users/${ada.username}/follow`)
    const followed = await canMessage()

    expect([nobody, stranger, follower, followed]).to.deep.equal([false, false, false, true])
  })

  it('answers 304 to whoever has the present one, and anew after a change', async () => {
    const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
    const path = `/users/${bela.username}`
    const etag = (await ada.get(path)).headers.get('etag')!

    const same = await ada.get(path, { 'If-None-Match': etag })
    await ada.put(`${path}/follow`)
    const changed = await ada.get(path, { 'If-None-Match': etag })

    expect([same.status, same.text, changed.status]).to.deep.equal([304, '', 200])
  })

  it('counts posts as the one who asks could list them', async () => {
    const [ada, fan, star] = [await signUp(momentum), await signUp(momentum), await signUp(momentum)]
    await sql('UPDATE users SET posts_count = 5, public_posts_count = 3 WHERE id = $1', [star.id])
    await fan.put(`/users/${star.username}/follow`)
    const posts = async () => [
      (await countsFor(ada, star)).posts,
      (await countsFor(fan, star)).posts,
      (await countsFor(star, star)).posts,
    ]

    const asPublic = await posts()
    await star.patch('/me', { isPrivate: true })
    const asPrivate = await posts()

    expect(asPublic).to.deep.equal([3, 5, 5])
    expect(asPrivate).to.deep.equal([0, 5, 5])
  })

  it('hides whoever is not active, from lists and counts too, and brings them back once', async () => {
    const [ada, bela, carla] = [await signUp(momentum), await signUp(momentum), await signUp(momentum)]
    await carla.put(`/users/${bela.username}/follow`)
    await bela.put(`/users/${carla.username}/follow`)
    await ada.put(`/users/${carla.username}/follow`)
    const setStatus = (status: string) =>
      momentum.app.db.transaction(async (unit) => {
        await unit.run('UPDATE users SET status = $2 WHERE id = $1', [carla.id, status])
        await countPersonByStatus(unit, carla.id)
        await countPersonByStatus(unit, carla.id)
      })

    for (const status of ['suspended', 'deleting', 'erased']) {
      await setStatus(status)
      expect((await ada.get(`/users/${carla.username}`)).status).to.equal(404)
      expect((await ada.put(`/users/${carla.username}/follow`)).status).to.equal(404)
      expect(await countsFor(ada, bela)).to.include({ followers: 0, following: 0 })
      expect((await ada.get(`/users/${bela.username}/followers`)).body.items).to.deep.equal([])
      expect((await ada.get(`/users/${bela.username}/following`)).body.items).to.deep.equal([])
      expect((await ada.get('/users/suggestions')).body.items).to.deep.equal([])
      expect((await ada.get('/me')).body.counts.following).to.equal(0)
      expect(await recount()).to.deep.equal([])
    }
    await setStatus('active')

    expect(await countsFor(ada, bela)).to.include({ followers: 1, following: 1 })
    expect(await countsFor(bela, carla)).to.include({ followers: 2, following: 1 })
    expect(await recount()).to.deep.equal([])
  })

  it('hides whoever deletes the account at once, and brings them back when they sign in', async () => {
    const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
    await bela.put(`/users/${ada.username}/follow`)
    const left = await bela.post('/me/delete', { password: goodPassword })

    const away = await ada.get(`/users/${bela.username}`)
    const countsAway = await countsFor(ada, ada)
    const back = await momentum.guest.post('/auth/login', { login: bela.username, password: goodPassword })

    expect([left.status, away.status, back.status]).to.deep.equal([200, 404, 200])
    expect([countsAway.followers, (await countsFor(ada, ada)).followers]).to.deep.equal([0, 1])
    expect(await recount()).to.deep.equal([])
  })

  it('keeps the counts of those who block somebody suspended right when both come and go', async () => {
    const [ada, bela, carla] = [await signUp(momentum), await signUp(momentum), await signUp(momentum)]
    await bela.put(`/users/${carla.username}/follow`)
    await ada.put(`/users/${bela.username}/block`)
    const followers = async () => (await countsFor(ada, carla)).followers

    const blocked = await followers()
    await momentum.app.db.transaction(async (unit) => {
      await unit.run(`UPDATE users SET status = 'suspended' WHERE id = $1`, [bela.id])
      await countPersonByStatus(unit, bela.id)
    })
    const both = await followers()

    expect([blocked, both]).to.deep.equal([0, 0])
  })

  it('can be recounted and put right', async () => {
    const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
    await ada.put(`/users/${bela.username}/follow`)
    await sql('UPDATE users SET followers_count = 7, following_count = 3 WHERE id = $1', [bela.id])

    const found = await recount()
    const repaired = await recount(true)

    expect(found).to.have.deep.members([
      { userId: bela.id, field: 'followersCount', was: 7, is: 1 },
      { userId: bela.id, field: 'followingCount', was: 3, is: 0 },
    ])
    expect(repaired).to.deep.equal(found)
    expect(await recount()).to.deep.equal([])
  })
})

describe('GET /users/suggestions', () => {
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp()
  })
  after(() => momentum.close())

  it('names those whom most of the people I follow follow, without those I know', async () => {
    const me = await signUp(momentum)
    const friends = [await signUp(momentum), await signUp(momentum), await signUp(momentum)]
    const [often, once, known, muted, blocked, blocker, asked] = [
      await signUp(momentum),
      await signUp(momentum),
      await signUp(momentum),
      await signUp(momentum),
      await signUp(momentum),
      await signUp(momentum),
      await signUp(momentum),
    ]
    await asked.patch('/me', { isPrivate: true })
    for (const friend of friends) {
      await me.put(`/users/${friend.username}/follow`)
      for (const other of [often, known, muted, blocked, blocker, asked, me]) {
        await friend.put(`/users/${other.username}/follow`)
      }
    }
    await friends[0]!.put(`/users/${once.username}/follow`)
    await me.put(`/users/${known.username}/follow`)
    await me.put(`/users/${muted.username}/mute`)
    await me.put(`/users/${blocked.username}/block`)
    await blocker.put(`/users/${me.username}/block`)
    await me.put(`/users/${asked.username}/follow`)

    const answer = await me.get('/users/suggestions')
    const one = await me.get('/users/suggestions?limit=1')

    const items = answer.body.items.map((item: { id: string; mutualCount: number }) => [item.id, item.mutualCount])
    expect(items).to.deep.equal([
      [often.id, 3],
      [once.id, 1],
    ])
    expect(one.body.items).to.have.length(1)
    expect(answer.body.nextCursor).to.equal(null)
  })

  it('has nothing for somebody who follows nobody', async () => {
    const newcomer = await signUp(momentum)

    expect((await newcomer.get('/users/suggestions')).body).to.deep.equal({ items: [], nextCursor: null })
  })
})
