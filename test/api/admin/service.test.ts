import { expect } from 'chai'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { eventually } from '../../support/eventually.ts'
import { signUpAs } from '../../support/operators.ts'
import { signUp, type TestPerson } from '../../support/people.ts'
import { publish } from '../../support/posts.ts'
import { soonMs } from '../../support/soon.ts'

describe('What operators see of the server', () => {
  let momentum: TestApp
  let admin: TestPerson

  before(async () => {
    momentum = await startTestApp()
    admin = await signUpAs(momentum, 'admin')
  })
  after(() => momentum.close())

  it('tells counts, rates, the queue, jobs and the disk', async () => {
    const author = await signUp(momentum)
    const post = await publish(momentum, author)
    await admin.post('/reports', { subject: { type: 'post', id: post.id }, reason: 'child_safety' })
    const { body } = await admin.get('/admin/stats')
    expect(body.counts).to.deep.include({ users: 2, posts: 1 })
    expect(body).to.include({ queueDepth: 1, online: 0, appeals: 0 })
    expect(body.queue[0]).to.include({ reason: 'child_safety', count: 1 })
    expect(body.rates.requestsPerSecond).to.be.greaterThan(0)
    expect(body.disk.size).to.be.greaterThan(0)
  })

  it('streams what happens, and ends within a second when the role is lost', async () => {
    const moderator = await signUpAs(momentum, 'moderator')
    const stream = await fetch(moderator.address('/admin/events'), {
      headers: { Authorization: `Bearer ${moderator.token}` },
    })
    expect(stream.headers.get('content-type')).to.match(/^text\/event-stream/)
    let heard = ''
    const ended = (async () => {
      for await (const chunk of stream.body!) heard += Buffer.from(chunk).toString()
    })()
    await eventually(() => heard.includes('event: ready'))
    const person = await signUp(momentum)
    await admin.post(`/admin/users/${person.id}/warn`, { reason: 'insult' })
    const news = [
      `user.registered\ndata: {"subjectId":"${person.id}"}`,
      `user.warn\ndata: {"subjectId":"${person.id}"}`,
    ]
    await eventually(() => news.every((one) => heard.includes(`event: ${one}`)))
    const demotedAt = Date.now()
    await admin.patch(`/admin/users/${moderator.id}`, { role: 'user' })
    await ended
    expect(Date.now() - demotedAt).to.be.lessThan(soonMs)
  })

  it('takes no answer that waits on purpose for a slow one', async () => {
    const position = (await admin.get('/sync')).body.next
    await admin.get(`/sync?since=${position}&wait=1`)

    const { text } = await momentum.guest.get('/metrics')

    // The first look at the log is counted, the one that waited is not.
    expect(text).to.match(
      /^momentum_http_request_seconds_count\{method="GET",route="\/api\/v1\/sync",status="200"\} 1$/m,
    )
  })

  it('announces, and looks after media', async () => {
    const announced = await admin.post('/admin/announcements', { text: 'We move on Sunday.', title: 'Moving' })
    expect(announced.status, announced.text).to.equal(200)
    expect(announced.body.recipients).to.be.greaterThan(1)
    const usage = await admin.get('/admin/media/usage')
    expect(usage.body.total).to.deep.equal({ files: 0, bytes: 0 })
    expect((await admin.post('/admin/media/sweep', { reason: 'tidy' })).body).to.include({ removed: 0 })
    expect((await admin.post('/admin/media/verify')).body).to.deep.include({ checked: 0, damaged: [] })
  })
})
