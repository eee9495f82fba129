import { join } from 'node:path'
import { expect } from 'chai'
import { startTestApp, type TestApp, TestClient } from '../support/app.ts'
import { eventually } from '../support/eventually.ts'
import { projectFolder, runProcess, type SpawnedProcess, spawnProcess } from '../support/spawn.ts'

describe('docs/examples/chat', () => {
  let momentum: TestApp
  const folder = join(projectFolder, 'docs/examples/chat')
  const tokens: Record<string, string> = {}

  before(async () => {
    momentum = await startTestApp()
  })
  after(() => momentum.close())

  const env = (name?: string) => ({ MOMENTUM: momentum.url, TOKEN: name === undefined ? undefined : tokens[name] })

  async function run(script: string, words: string[], name?: string, input = ''): Promise<string> {
    const done = await runProcess(join(folder, script), words, { env: env(name), input })
    expect(done.code, `${script}: ${done.stdout}${done.stderr}`).to.equal(0)
    return done.stdout
  }

  const shows = (program: SpawnedProcess, text: string) =>
    eventually(() => program.stdout().includes(text), { withinMs: 15_000, what: `"${text}"` })

  it('hold a conversation between curl and a WebSocket, and give a phone that was offline exactly what it missed', async () => {
    for (const name of ['ada', 'bela']) tokens[name] = (await run('sign-up.sh', [name])).trim()
    const events = spawnProcess(join(folder, 'listen.sh'), [], { env: env('ada') })
    await shows(events, 'event: ready')

    await run('say.sh', ['ada'], 'bela', 'hello "Ada"\n')
    await shows(events, 'hello \\"Ada\\"')
    await run('accept.sh', ['bela'], 'ada')
    const phone = spawnProcess(process.execPath, [join(folder, 'client.js'), 'ada'], { env: env('bela') })
    await shows(phone, '* ready at')
    await run('say.sh', ['bela'], 'ada', 'hello Bela\n')
    await shows(phone, 'ada: hello Bela')
    await shows(events, 'event: receipt.read')
    phone.write('nice to read you\n')
    await shows(events, 'nice to read you')

    await phone.kill()
    const { next } = JSON.parse(await run('catch-up.sh', ['0'], 'bela'))
    await run('say.sh', ['bela'], 'ada', 'are you there?\nit is late\n')
    const missed = JSON.parse(await run('catch-up.sh', [next], 'bela'))

    const created = missed.items.filter((item: { type: string }) => item.type === 'message.created')
    expect(created.map((item: { data: { text: string } }) => item.data.text)).to.deep.equal([
      'are you there?',
      'it is late',
    ])
    expect(JSON.parse(await run('catch-up.sh', [missed.next], 'bela')).items).to.deep.equal([])
    await events.kill()
  })

  it('sign in whoever is there already, and say what was refused', async () => {
    await run('sign-up.sh', ['carla'])
    const token = (await run('sign-up.sh', ['carla'])).trim()
    const words = { env: { ...env(), PASSWORD: 'another long phrase' } }
    const refused = await runProcess(join(folder, 'sign-up.sh'), ['carla'], words)

    const me = await new TestClient(momentum.url, token).get('/me')
    expect([me.status, me.body.username]).to.deep.equal([200, 'carla'])
    expect([refused.code, refused.stdout]).to.deep.equal([1, ''])
    expect(refused.stderr).to.match(/(email|username)_taken/)
  })
})
