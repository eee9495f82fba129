import { expect } from 'chai'
import { listRuns } from '../../src/core/jobs/index.ts'
import { accountErasure } from '../../src/jobs/account-jobs.ts'
import { jobCatalogue } from '../../src/jobs/catalogue.ts'
import { createJobRunner } from '../../src/jobs/runner.ts'
import { day, manualClock } from '../../src/lib/clock.ts'
import { startTestApp } from '../support/app.ts'
import { goodPassword, signUp } from '../support/people.ts'

describe('account-erasure', () => {
  it('is in the catalogue, and erases at its hour what is due', async () => {
    const clock = manualClock(Date.UTC(2026, 10, 23, 12))
    const momentum = await startTestApp({ clock })
    const [leaving, staying] = [await signUp(momentum), await signUp(momentum)]
    await leaving.post('/me/delete', { password: goodPassword })
    clock.advance(15 * day)
    const runner = createJobRunner(momentum.app, [accountErasure], { lookMs: 20, leaseMs: 400, graceMs: 2000 })
    try {
      await runner.runDue()

      const [run] = await listRuns(momentum.app.db.read, 'account-erasure', null, 10)
      expect([run!.outcome, JSON.parse(run!.counts)]).to.deep.equal(['done', { erased: 1, failed: 0 }])
      expect(await momentum.app.db.read.all('SELECT id FROM users')).to.deep.equal([{ id: staying.id }])
      expect(jobCatalogue).to.include(accountErasure)
    } finally {
      await runner.stop()
      await momentum.close()
    }
  })
})
