import { expect } from 'chai'
import { eventually } from '../../support/eventually.ts'
import { joinWorkers } from '../../support/workers.ts'

describe('createSwitchboard', () => {
  describe('gather', () => {
    it('answers what every other worker answers, and nothing of those who cannot', async () => {
      const { siblings } = joinWorkers(4)
      siblings[0]!.answer('name', async () => 'own')
      siblings[1]!.answer('name', async () => ({ name: 'two' }))
      siblings[2]!.answer('name', async () => {
        throw new Error('broken')
      })

      expect(await siblings[0]!.gather('name')).to.deep.equal([{ name: 'two' }])
      expect(await siblings[1]!.gather('name')).to.deep.equal(['own'])
      expect(await siblings[0]!.gather('nothing')).to.deep.equal([])
    })

    it('waits for nobody who is gone', async () => {
      const { siblings, lines, remove } = joinWorkers(3)
      siblings[1]!.answer('name', async () => 'two')
      siblings[2]!.answer('name', async () => new Promise(() => {}))
      const started = performance.now()

      const gathered = siblings[0]!.gather('name')
      await eventually(() => lines[1]!.sent.length === 1)
      remove(3)

      expect(await gathered).to.deep.equal(['two'])
      expect(performance.now() - started).to.be.lessThan(900)
    })

    it('goes on without those who do not answer in time', async () => {
      const { siblings, lines } = joinWorkers(3)
      siblings[1]!.answer('name', async () => 'two')
      lines[2]!.isDead = true

      expect(await siblings[0]!.gather('name')).to.deep.equal(['two'])
    })
  })

  describe('lock', () => {
    const wait = { signal: new AbortController().signal, onWanted: () => {} }

    it('lets one worker hold it at a time, in the order of asking, and tells the holder that others wait', async () => {
      const { siblings } = joinWorkers(3)
      const order: string[] = []
      const first = await siblings[0]!.lock('file', { ...wait, onWanted: () => order.push('wanted from one') })
      const second = siblings[1]!.lock('file', { ...wait, onWanted: () => order.push('wanted from two') })
      const third = siblings[2]!.lock('file', wait)
      await siblings[2]!.lock('another', wait)
      await eventually(() => order.length === 2)

      first()
      const releaseSecond = await second
      await eventually(() => order.length === 3)
      releaseSecond()
      await third

      expect(order).to.deep.equal(['wanted from one', 'wanted from one', 'wanted from two'])
    })

    it('gives on what a worker held that is gone', async () => {
      const { siblings, remove } = joinWorkers(2)
      await siblings[0]!.lock('file', wait)
      const waiting = siblings[1]!.lock('file', wait)

      remove(1)

      expect(await waiting).to.be.a('function')
    })

    it('is not held by whoever stopped waiting', async () => {
      const { siblings } = joinWorkers(3)
      const first = await siblings[0]!.lock('file', wait)
      const patience = new AbortController()
      const second = siblings[1]!.lock('file', { ...wait, signal: patience.signal })
      const third = siblings[2]!.lock('file', wait)

      patience.abort(new Error('no more'))
      const refused = await second.catch((error: Error) => error.message)
      first()

      expect(refused).to.equal('no more')
      expect(await third).to.be.a('function')
    })
  })
})
