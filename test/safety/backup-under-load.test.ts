import { startTestApp, type TestApp } from '../support/app.ts'
import { backUpUnderLoad } from '../support/backup-load.ts'

// SAFETY.md OP9; ten rounds with figures are in backup-under-load.gate.ts.
describe('a backup while everybody writes', function () {
  this.timeout(180_000)
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp()
  })
  after(() => momentum.close())

  it('can be restored, and holds every message that was acknowledged before it began', async () => {
    await backUpUnderLoad(momentum, 60)
  })
})
