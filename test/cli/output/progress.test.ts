import { expect } from 'chai'
import { progressLine, startProgress } from '../../../src/cli/output/progress.ts'
import { fakeTerminal } from '../../support/terminal.ts'

describe('progress', () => {
  it('draws a bar, a percentage and the amount when the total is known', () => {
    expect(progressLine({ label: 'Saving', unit: 'bytes' }, 500, 2000)).to.equal(
      'Saving  ██████░░░░░░░░░░░░░░░░░░  25 %  500 B of 2.0 kB',
    )
    expect(progressLine({ label: 'Saving' }, 3, 3)).to.match(/^Saving {2}█{24} 100 % {2}3 of 3$/)
    expect(progressLine({ label: 'Saving' }, 3, null)).to.equal('Saving  3')
  })

  it('stays on one line of the terminal, and takes itself away', () => {
    const terminal = fakeTerminal({ isTerminal: true, width: 20, now: 0 })
    const progress = startProgress(terminal, { label: 'A label longer than the terminal' })
    progress.update(1, 2)
    progress.end()

    const frames = terminal.errors().split('\r\u001b[K')
    expect(Math.max(...frames.map((frame) => frame.length))).to.be.at.most(19)
    expect(frames.at(-1)).to.equal('')
    expect(terminal.output()).to.equal('')
  })

  it('is silent off a terminal', () => {
    const pipe = fakeTerminal()
    const progress = startProgress(pipe, { label: 'Saving' })
    progress.update(1, 2)
    progress.end()

    expect(pipe.errors()).to.equal('')
  })
})
