import { PassThrough } from 'node:stream'
import { expect } from 'chai'
import { type BellPayload, createDoorbell, type Doorbell } from '../../../src/clients/doorbell/index.ts'
import { createLogger, silentLogger } from '../../../src/lib/logger.ts'
import { eventually } from '../../support/eventually.ts'
import { joinWorkers, type TestWorkers } from '../../support/workers.ts'

describe('createDoorbell between workers', () => {
  const open = ({ siblings }: TestWorkers): Doorbell[] =>
    siblings.map((one) => createDoorbell({ siblings: one, log: silentLogger() }))
  const listenTo = (doorbell: Doorbell): [string, BellPayload][] => {
    const heard: [string, BellPayload][] = []
    doorbell.subscribe((topic, payload) => heard.push([topic, payload]))
    return heard
  }

  it('is heard once in each worker, the ringing one included, in order and in one message a turn', async () => {
    const workers = joinWorkers(3)
    const [one, two, three] = open(workers) as [Doorbell, Doorbell, Doorbell]
    const heard = [one, two, three].map(listenTo)
    const rings = Array.from({ length: 50 }, (_, seq): [string, BellPayload] => ['events', { seq, text: '"],[' }])

    for (const [topic, payload] of rings) one.ring(topic, payload)
    expect(heard[0]).to.deep.equal([])

    await eventually(() => heard.every((list) => list.length >= 50))
    two.ring('last', null)
    await eventually(() => heard.every((list) => list.length >= 51))
    for (const list of heard) expect(list).to.deep.equal([...rings, ['last', null]])
    expect(workers.lines[0]!.sent).to.have.length(1)
    expect(one.isConnected()).to.equal(true)
  })

  it('drops bells for a worker that does not keep up, says so once, and goes on when it does again', async () => {
    const destination = new PassThrough()
    const workers = joinWorkers(3, createLogger({ level: 'info', destination }))
    const [one, two, three] = open(workers) as [Doorbell, Doorbell, Doorbell]
    const [heardTwo, heardThree] = [listenTo(two), listenTo(three)]
    workers.lines[2]!.isHeld = true

    for (let round = 0; round < 20; round += 1) {
      for (let seq = 0; seq < 100; seq += 1) one.ring('events', 'x'.repeat(4000))
      await eventually(() => heardTwo.length === (round + 1) * 100)
    }
    workers.lines[2]!.isHeld = false
    one.ring('again', 1)

    await eventually(() => heardThree.length === 1)
    expect(heardThree).to.deep.equal([['again', 1]])
    const said = String(destination.read())
      .split('\n')
      .filter((line) => line.includes('does not keep up'))
    expect(said).to.have.length(1)
    expect(JSON.parse(said[0]!)).to.include({ of: 3, level: 'warn' })
  })

  it('is silent once it is closed, and refuses to carry content', async () => {
    const workers = joinWorkers(2)
    const [one, two] = open(workers) as [Doorbell, Doorbell]
    const heard = listenTo(two)
    await two.close()

    one.ring('a', null)
    await eventually(() => workers.lines[0]!.sent.length === 1)
    await new Promise((resolve) => setImmediate(resolve))

    expect(heard).to.deep.equal([])
    expect(() => one.ring('a', 'x'.repeat(10_000))).to.throw(RangeError)
  })
})
