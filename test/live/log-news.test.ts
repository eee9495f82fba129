import { expect } from 'chai'
import { type BellPayload, createDoorbell, type Doorbell } from '../../src/clients/doorbell/index.ts'
import { systemActor } from '../../src/core/actor.ts'
import { appendToLog, logTopic } from '../../src/core/log/index.ts'
import { silentLogger } from '../../src/lib/logger.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { type LiveStream, openSocket } from '../support/live.ts'
import { signUp, type TestPerson } from '../support/people.ts'

/** What becomes of the bells of logs: they ring, are lost, or are kept and ring when they are let go. */
type Fate = 'ring' | 'lose' | 'keep'

describe('news of a log', () => {
  let momentum: TestApp
  let ada: TestPerson
  let stream: LiveStream
  let fate: Fate = 'ring'
  const kept: BellPayload[] = []
  const questions: string[] = []

  before(async () => {
    const doorbell = createDoorbell({ log: silentLogger() })
    const unsteady: Doorbell = {
      ...doorbell,
      ring: (topic, payload) => {
        if (topic !== logTopic || fate === 'ring') doorbell.ring(topic, payload)
        else if (fate === 'keep') kept.push(payload)
      },
    }
    momentum = await startTestApp({ clients: { doorbell: unsteady } })
    const { read } = momentum.app.db
    const all = read.all.bind(read)
    read.all = (sql, params) => {
      questions.push(sql)
      return all(sql, params)
    }
    ada = await signUp(momentum)
  })
  beforeEach(async () => {
    fate = 'ring'
    stream = await openSocket(ada)
    await stream.take(1)
    // It has read its log once when it joined.
    await write('joined')
    await stream.take(1)
    questions.length = 0
  })
  afterEach(() => stream.close())
  after(() => momentum.close())

  const write = (...subjects: string[]) => {
    const context = momentum.app.as(systemActor('test'), 'job')
    const entries = subjects.map((subjectId) => ({ userId: ada.id, type: 'message.deleted', subjectId }))
    return context.write((unit) => appendToLog(unit, context, entries))
  }
  const shown = async (count: number) => (await stream.take(count)).map((frame) => frame.data.id)
  const logQuestions = () => questions.filter((sql) => sql.includes('FROM') && /JOIN events e/.test(sql))

  it('is delivered as the bell brings it, without reading the log', async () => {
    await write('one', 'two')
    await write('three')

    expect(await shown(3)).to.deep.equal(['one', 'two', 'three'])
    expect(logQuestions()).to.deep.equal([])
  })

  it('is read where there is more than a bell brings', async () => {
    const many = Array.from({ length: 30 }, (_, index) => `many ${index}`)

    await write(...many)

    expect(await shown(30)).to.deep.equal(many)
    expect(logQuestions()).to.not.deep.equal([])
  })

  it('is read where a bell was lost before, so that nothing is left out', async () => {
    fate = 'lose'
    await write('lost')
    fate = 'ring'
    await write('heard')

    expect(await shown(2)).to.deep.equal(['lost', 'heard'])
  })

  it('comes in order and once, in whatever order the bells ring', async () => {
    fate = 'keep'
    for (const subject of ['one', 'two', 'three']) await write(subject)
    fate = 'ring'
    const { doorbell } = momentum.app.clients
    for (const payload of [...[...kept].reverse(), ...kept]) doorbell.ring(logTopic, payload)
    await write('four')

    expect(await shown(4)).to.deep.equal(['one', 'two', 'three', 'four'])
    expect(await stream.takeSome(1, 300)).to.deep.equal([])
  })

  it('is as in the log: positions go on one by one', async () => {
    await write('one')
    await write(...Array.from({ length: 20 }, (_, index) => `some ${index}`))
    await write('last')

    const ids = (await stream.take(22)).map((frame) => Number(frame.id))
    const { items } = (await ada.get(`/sync?since=${ids[0]! - 1}`)).body
    expect(items.map((item: { id: string }) => Number(item.id))).to.deep.equal(ids)
    expect(ids).to.deep.equal(ids.map((_, index) => ids[0]! + index))
  })
})
