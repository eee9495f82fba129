import { expect } from 'chai'
import { createLogger, recentLines } from '../../src/lib/logger.ts'
import { createRecentLines } from '../../src/lib/recent-lines.ts'

describe('createRecentLines', () => {
  const lines = (recent: ReturnType<typeof createRecentLines>) => recent.newestFirst().map(({ line }) => line)

  it('keeps the last lines, newest first, under numbers that go on', () => {
    const recent = createRecentLines({ lines: 3 })
    for (const line of ['a', 'b', 'c', 'd', 'e']) recent.add(line)

    expect(recent.newestFirst()).to.deep.equal([
      { number: 5, line: 'e' },
      { number: 4, line: 'd' },
      { number: 3, line: 'c' },
    ])
  })

  it('keeps fewer where they are long, and always the last one', () => {
    const recent = createRecentLines({ lines: 10, characters: 10 })
    for (const line of ['1234', '5678', '90']) recent.add(line)
    expect(lines(recent)).to.deep.equal(['90', '5678', '1234'])
    recent.add('x')
    expect(lines(recent)).to.deep.equal(['x', '90', '5678'])
    recent.add('much longer than ten')
    expect(lines(recent)).to.deep.equal(['much longer than ten'])
  })

  it('has what a logger and its children wrote, as they wrote it', () => {
    const written: string[] = []
    const logger = createLogger({ level: 'info', destination: { write: (line) => void written.push(line) } })
    logger.info({ password: 'secret', name: '\u2028' }, 'one')
    logger.child({ job: 'sweep' }).warn('two')
    logger.debug('never written')

    expect(recentLines(logger).map(({ line }) => line)).to.deep.equal(written.toReversed())
    expect(written[0]).to.include('[removed]').and.to.include('\\u2028').and.not.to.include('secret')
  })
})
