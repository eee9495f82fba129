import { expect } from 'chai'
import { systemActor } from '../../../src/core/actor.ts'
import { registerJobs } from '../../../src/core/jobs/index.ts'
import { day, manualClock } from '../../../src/lib/clock.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { signUpAs } from '../../support/operators.ts'
import { signUp, type TestPerson } from '../../support/people.ts'
import { storeVideos } from '../../support/videos.ts'

describe('operators of the video feed', () => {
  let momentum: TestApp
  let admin: TestPerson
  let moderator: TestPerson
  let ada: TestPerson
  const clock = manualClock(Date.parse('2026-11-23T12:00:00Z'))

  before(async () => {
    momentum = await startTestApp({ clock, settings: { YOUTUBE_API_KEY: 'never-sent' } })
    admin = await signUpAs(momentum, 'admin')
    moderator = await signUpAs(momentum, 'moderator')
    ada = await signUp(momentum)
  })
  after(() => momentum.close())

  const shorts = async () =>
    (await ada.get('/videos?kind=short')).body.items.map((item: { youtubeId: string }) => item.youtubeId)
  const audited = async (id: string) =>
    momentum.app.db.read.get<{ action: string; reason: string; actorName: string }>(
      'SELECT action, reason, actor_name FROM audit_entries WHERE id = $1',
      [id],
    )

  it('hide a video at once, also from saves and from being fetched again, and restore it', async () => {
    await storeVideos(momentum.app, [{ id: 'good' }, { id: 'bad' }])
    await ada.put('/videos/bad/save')

    const hidden = await moderator.post('/admin/videos/bad/hide', { reason: 'not for us' })
    await storeVideos(momentum.app, [{ id: 'bad' }])

    expect(hidden.body).to.deep.include({ id: 'bad', state: 'hidden' })
    expect(await audited(hidden.body.auditId)).to.deep.equal({
      action: 'video.hide',
      reason: 'not for us',
      actorName: moderator.username,
    })
    expect(await shorts()).to.deep.equal(['good'])
    expect((await ada.get('/videos/bad')).status).to.equal(404)
    expect((await ada.get('/me/saved-videos')).body.items).to.deep.equal([])
    const list = await moderator.get('/admin/videos?state=hidden')
    expect(list.body.items.map((item: { id: string }) => item.id)).to.deep.equal(['bad'])

    await moderator.post('/admin/videos/bad/restore', { reason: 'a mistake' })
    expect((await shorts()).sort()).to.deep.equal(['bad', 'good'])
    expect((await ada.get('/me/saved-videos')).body.items).to.have.length(1)
  })

  it('plan a change without making it, and need a reason to make it', async () => {
    await storeVideos(momentum.app, [{ id: 'planned' }])

    const plan = await moderator.post('/admin/videos/planned/hide?plan=true', { reason: 'to see' })

    expect(plan.body.plan).to.deep.equal([
      {
        action: 'video.hide',
        subject: { type: 'video', id: 'planned', name: null },
        before: { isHidden: false },
        after: { isHidden: true },
      },
    ])
    expect(await shorts()).to.include('planned')
    expect((await moderator.post('/admin/videos/planned/hide', {})).status).to.equal(422)
    expect((await moderator.post('/admin/videos/no-such-video/hide', { reason: 'x' })).status).to.equal(404)
  })

  it('search the stored videos', async () => {
    await storeVideos(momentum.app, [{ id: 'hundred', title: '100% Über_Film', category: '1', kind: 'long' }])

    const found = async (query: string) =>
      (await moderator.get(`/admin/videos?${query}`)).body.items.map((item: { id: string }) => item.id)

    expect(await found('query=100%25')).to.deep.equal(['hundred'])
    expect(await found('query=r_f')).to.deep.equal(['hundred'])
    expect(await found('category=film&kind=long')).to.deep.equal(['hundred'])
    expect(await found('category=film&kind=short')).to.deep.equal([])
    const shown = (await moderator.get('/admin/videos/hundred')).body
    expect(shown).to.deep.include({ kindReason: 'over-three-minutes', state: 'visible', durationMs: 300_000 })
    const first = await moderator.get('/admin/videos?limit=1')
    const second = await moderator.get(`/admin/videos?limit=1&cursor=${first.body.nextCursor}`)
    expect(second.body.items[0].id).to.not.equal(first.body.items[0].id)
  })

  it('change what a category lets in, which holds for stored videos at once', async () => {
    await storeVideos(momentum.app, [
      { id: 'kids', category: '15', madeForKids: true },
      { id: 'grown', category: '15', title: 'A scary DOG' },
      { id: 'unsaid', category: '15', madeForKids: null },
    ])
    const animals = async () =>
      (await ada.get('/videos?kind=short&category=animals')).body.items.map(
        (item: { youtubeId: string }) => item.youtubeId,
      )
    expect(await animals()).to.have.members(['kids', 'grown', 'unsaid'])
    const put = (change: Record<string, unknown>) =>
      admin.put('/admin/categories', { id: 'animals', reason: 'a test', ...change })

    await put({ denyWords: ['scary dog'] })
    expect(await animals()).to.have.members(['kids', 'unsaid'])
    await put({ denyWords: [], kidsOnly: true })
    expect(await animals()).to.deep.equal(['kids'])
    const off = await put({ kidsOnly: false, enabled: false })
    expect(off.body).to.deep.include({ id: 'animals', enabled: false, videos: 0 })
    expect((await ada.get('/videos?kind=short&category=animals')).status).to.equal(422)
    expect(await shorts()).to.not.include('grown')
    await put({ enabled: true })
    expect(await animals()).to.have.members(['kids', 'grown', 'unsaid'])
  })

  it('add a category, and cannot add one that would find nothing', async () => {
    const put = (body: Record<string, unknown>) => admin.put('/admin/categories', { reason: 'a test', ...body })

    expect((await put({ id: 'boats' })).status).to.equal(422)
    expect((await put({ id: 'boats', name: 'Boats' })).status).to.equal(422)
    expect((await put({ id: 'all', name: 'All', youtubeCategories: ['1'] })).status).to.equal(422)
    const made = await put({ id: 'boats', name: 'Boats', phrases: { en: ['sailing'] } })

    expect(made.status, made.text).to.equal(200)
    expect((await ada.get('/videos/categories')).body.items.at(-1)).to.deep.equal({ id: 'boats', name: 'Boats' })
    await put({ id: 'boats', enabled: false })
  })

  it('steer jobs, and read their runs', async () => {
    await registerJobs(momentum.app.as(systemActor('jobs'), 'job'), [
      { name: 'a-job', about: 'Does.', schedule: '* * * * *', timeZone: 'UTC', timeoutMs: 1, offReason: null },
    ])

    const paused = await admin.post('/admin/jobs/a-job/pause', { reason: 'too loud' })
    expect(paused.body).to.deep.include({ name: 'a-job', state: 'paused', lastRun: null })
    expect((await admin.post('/admin/jobs/a-job/run', { reason: 'now' })).body.state).to.equal('asked')
    expect((await admin.post('/admin/jobs/a-job/resume', { reason: 'go on' })).status).to.equal(200)
    expect((await admin.get('/admin/jobs')).body.items.map((job: { name: string }) => job.name)).to.deep.equal([
      'a-job',
    ])
    expect((await admin.get('/admin/jobs/a-job/runs')).body).to.deep.equal({ items: [], nextCursor: null })
    expect((await admin.get('/admin/jobs/no-job/runs')).status).to.equal(404)
    expect((await admin.post('/admin/jobs/no-job/run', { reason: 'x' })).status).to.equal(404)
  })

  it('read the quota, bucket by bucket', async () => {
    const { body } = await admin.get('/admin/quota')

    expect(body).to.deep.include({ day: '2026-11-23', resetsAt: '2026-11-24T08:00:00.000Z' })
    expect(body.buckets.map((bucket: { name: string }) => bucket.name)).to.deep.equal(['general', 'search', 'stats'])
    expect(body.buckets[1]).to.deep.include({
      limit: 100,
      softLimit: 90,
      used: 0,
      left: 100,
      closedUntil: null,
      by: [],
    })
  })

  it('purge: by age, by category, and everything with all that points at YouTube', async () => {
    await storeVideos(momentum.app, [{ id: 'old-one', category: '20' }])
    clock.advance(2 * day)
    await storeVideos(momentum.app, [{ id: 'new-one', category: '20' }, { id: 'a-song' }])
    const purge = async (body: Record<string, unknown>) =>
      (await admin.post('/admin/videos/purge', { reason: 'a test', ...body })).body
    const left = async () =>
      (await admin.get('/admin/videos?limit=100')).body.items.map((item: { id: string }) => item.id)

    await purge({ olderThanSeconds: 86_400 })
    expect(await left()).to.have.members(['new-one', 'a-song'])
    expect((await purge({ category: 'gaming' })).removed).to.equal(1)
    expect(await left()).to.deep.equal(['a-song'])
    await ada.put('/videos/a-song/save')
    const all = await purge({ allYoutubeData: true })

    expect(all).to.deep.include({ removed: 1, undoable: false })
    for (const table of ['videos', 'video_feed', 'video_saves', 'video_seen', 'video_sources', 'video_rejects']) {
      const row = await momentum.app.db.read.get<{ count: number }>(`SELECT count(*) AS count FROM ${table}`)
      expect(row!.count, table).to.equal(0)
    }
  })

  it('are held to their roles', async () => {
    expect((await ada.get('/admin/videos')).status).to.equal(403)
    for (const path of ['/admin/jobs', '/admin/quota', '/admin/categories']) {
      expect((await moderator.get(path)).status, path).to.equal(403)
    }
    expect((await moderator.post('/admin/videos/purge', { reason: 'x' })).status).to.equal(403)
    expect((await momentum.guest.get('/admin/videos')).status).to.equal(401)
  })
})
