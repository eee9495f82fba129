import { expect } from 'chai'
import { isMuted } from '../../../src/core/people/index.ts'
import { manualClock } from '../../../src/lib/clock.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { typesOf } from '../../support/notifications.ts'
import { signUp } from '../../support/people.ts'

describe('PUT and DELETE /users/{username}/mute', () => {
  const clock = manualClock(Date.parse('2026-11-23T09:00:00Z'))
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp({ clock })
  })
  after(() => momentum.close())

  it('mutes until it is taken back, and the other does not learn of it', async () => {
    const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
    await ada.put(`/users/${bela.username}/follow`)

    const muted = await ada.put(`/users/${bela.username}/mute`)
    const again = await ada.put(`/users/${bela.username}/mute`, {})
    const list = await ada.get('/me/mutes')

    expect([muted.status, muted.body.muting, muted.body.following]).to.deep.equal([200, true, true])
    expect(again.body).to.deep.equal(muted.body)
    expect(list.body.items).to.have.length(1)
    expect(list.body.items[0]).to.include({ id: bela.id, mutedUntil: null, mutedAt: '2026-11-23T09:00:00.000Z' })
    expect((await bela.get(`/users/${ada.username}`)).body.relation.muting).to.equal(false)
    expect((await bela.get('/sync?since=0')).body.items.filter(isAbout(ada.id))).to.have.length(1)
    expect(await isMuted(momentum.app.db.read, ada.id, bela.id, clock.now())).to.equal(true)

    const back = await ada.delete(`/users/${bela.username}/mute`)
    const backAgain = await ada.delete(`/users/${bela.username}/mute`)

    expect([back.status, back.body.muting]).to.deep.equal([200, false])
    expect(backAgain.body).to.deep.equal(back.body)
    expect((await ada.get('/me/mutes')).body.items).to.deep.equal([])
    expect(await isMuted(momentum.app.db.read, ada.id, bela.id, clock.now())).to.equal(false)
  })

  it('ends by itself when its time is over, and muting again sets the time anew', async () => {
    const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
    const muting = async () => (await ada.get(`/users/${bela.username}`)).body.relation.muting

    await ada.put(`/users/${bela.username}/mute`, { durationSeconds: 60 })
    await ada.put(`/users/${bela.username}/mute`, { durationSeconds: 3600 })
    const until = (await ada.get('/me/mutes')).body.items[0].mutedUntil
    clock.advance(3599_000)
    const nearTheEnd = await muting()
    clock.advance(1000)

    expect(Date.parse(until)).to.equal(clock.now())
    expect([nearTheEnd, await muting()]).to.deep.equal([true, false])
    expect((await ada.get('/me/mutes')).body.items).to.deep.equal([])
    expect((await ada.get(`/relationships?usernames=${bela.username}`)).body.items[0].muting).to.equal(false)
  })

  it('is as new when its time was over: what was told meanwhile goes, and the list has it on top', async () => {
    const [ada, bela, carla] = [await signUp(momentum), await signUp(momentum), await signUp(momentum)]
    await ada.put(`/users/${bela.username}/mute`, { durationSeconds: 60 })
    clock.advance(60_000)
    await ada.put(`/users/${carla.username}/mute`)
    await bela.put(`/users/${ada.username}/follow`)
    const told = await typesOf(ada)

    await ada.put(`/users/${bela.username}/mute`)

    expect([told, await typesOf(ada)]).to.deep.equal([['follow'], []])
    const { items } = (await ada.get('/me/mutes')).body
    expect(items.map(({ id }: { id: string }) => id)).to.deep.equal([bela.id, carla.id])
    expect(items[0].mutedAt).to.equal(new Date(clock.now()).toISOString())
  })

  it('keeps somebody from being suggested as long as it lasts', async () => {
    const [ada, bela, carla] = [await signUp(momentum), await signUp(momentum), await signUp(momentum)]
    await ada.put(`/users/${bela.username}/follow`)
    await bela.put(`/users/${carla.username}/follow`)
    const suggested = async () =>
      (await ada.get('/users/suggestions')).body.items.map(({ username }: { username: string }) => username)

    await ada.put(`/users/${carla.username}/mute`, { durationSeconds: 60 })
    const muted = await suggested()
    clock.advance(60_000)

    expect(muted).to.deep.equal([])
    expect(await suggested()).to.deep.equal([carla.username])
  })

  it('lists by page, newest first, without whoever is no longer there', async () => {
    const ada = await signUp(momentum)
    const others = [await signUp(momentum), await signUp(momentum), await signUp(momentum)]
    for (const other of others) await ada.put(`/users/${other.username}/mute`)
    await others[1]!.put(`/users/${ada.username}/block`)

    const first = await ada.get('/me/mutes?limit=1')
    const second = await ada.get(`/me/mutes?limit=1&cursor=${first.body.nextCursor}`)

    expect([first, second].map((page) => page.body.items[0].id)).to.deep.equal([others[2]!.id, others[0]!.id])
    expect(second.body.nextCursor).to.equal(null)
  })

  it('refuses oneself, nobody, and times out of bounds', async () => {
    const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
    const path = `/users/${bela.username}/mute`

    expect((await ada.put(`/users/${ada.username}/mute`)).status).to.equal(422)
    expect((await ada.put('/users/nobody_at_all/mute')).status).to.equal(404)
    for (const durationSeconds of [59, 31_536_001, 1.5, '60', null, -1]) {
      expect((await ada.put(path, { durationSeconds })).status, String(durationSeconds)).to.equal(422)
    }
    expect((await ada.put(path, { until: 1 })).status).to.equal(422)
    expect((await ada.get('/me/mutes')).body.items).to.deep.equal([])
  })
})

function isAbout(id: string): (frame: { data: { id: string } }) => boolean {
  return (frame) => frame.data.id === id
}
