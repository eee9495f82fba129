import { expect } from 'chai'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { signUpAs } from '../../support/operators.ts'
import type { TestPerson } from '../../support/people.ts'

describe('The log, as operators read it', () => {
  let momentum: TestApp
  let admin: TestPerson

  before(async () => {
    momentum = await startTestApp({ logLines: [] })
    admin = await signUpAs(momentum, 'admin')
  })
  after(() => momentum.close())

  it('is there newest first, page by page, while it grows', async () => {
    for (let at = 0; at < 5; at += 1) momentum.app.log.warn({ at, job: 'counting' }, `counted ${at}`)
    const first = await admin.get('/admin/log?query=counting&limit=2')
    expect(first.status, first.text).to.equal(200)
    momentum.app.log.warn({ job: 'counting' }, 'counted one more')
    const second = await admin.get(`/admin/log?query=counting&limit=3&cursor=${first.body.nextCursor}`)

    const said = [...first.body.items, ...second.body.items].map(({ message }: { message: string }) => message)
    expect(said).to.deep.equal(['counted 4', 'counted 3', 'counted 2', 'counted 1', 'counted 0'])
    expect(first.body.items[0]).to.include({ level: 'warn', fields: 'at=4 job=counting' })
    expect(first.body.items[0].at).to.match(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
    expect(second.body.nextCursor).to.equal(null)
  })

  it('is narrowed to a level and what is graver', async () => {
    momentum.app.log.info('quiet')
    momentum.app.log.error({ err: new Error('no room') }, 'loud')

    const { items } = (await admin.get('/admin/log?level=error')).body
    expect(items.map(({ message }: { message: string }) => message)).to.deep.equal(['loud'])
    expect(items[0].fields).to.include('no room')
  })

  it('is cut where a line is longer than anybody reads', async () => {
    momentum.app.log.error({ found: Array.from({ length: 40 }, () => 'x'.repeat(1000)) }, 'long')

    const { items } = (await admin.get('/admin/log?level=error&limit=1')).body
    expect(items[0].fields.length).to.be.within(4000, 4040)
  })

  it('is for admins alone', async () => {
    const moderator = await signUpAs(momentum, 'moderator')

    expect((await moderator.get('/admin/log')).status).to.equal(403)
    expect((await momentum.guest.get('/admin/log')).status).to.equal(401)
    expect((await admin.get('/admin/log?level=loud')).status).to.equal(422)
    expect((await admin.get('/admin/log?cursor=abc')).body.code).to.equal('cursor_invalid')
  })
})
