import { expect } from 'chai'
import { startTestApp, type TestApp } from '../support/app.ts'
import { backUpUnderLoad, type LoadFigures } from '../support/backup-load.ts'

// SAFETY.md OP9 and G19.
describe('ten backups at 200 writes a second', function () {
  this.timeout(1_200_000)
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp()
  })
  after(() => momentum.close())

  it('are whole, and others wait less than twice as long meanwhile', async () => {
    const rounds: LoadFigures[] = []
    for (let round = 0; round < 10; round += 1) rounds.push(await backUpUnderLoad(momentum, 200))

    const ratios = rounds.map(({ before, during }) => during / before).sort((one, other) => one - other)
    expect(ratios[5], JSON.stringify(rounds)).to.be.below(2)
  })
})
