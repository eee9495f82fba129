import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { type FakeAdminServer, startFakeAdminServer } from '../support/fake-admin-server.ts'
import { startOfNode, timed } from '../support/slowness.ts'
import { projectFolder, runProcess } from '../support/spawn.ts'

const mostTurns = 25

describe('momentum answers in a blink', () => {
  const program = join(projectFolder, 'bin/momentum.js')
  let server: FakeAdminServer

  before(async function () {
    if (!existsSync(join(projectFolder, 'dist/cli/main.js'))) this.skip()
    server = await startFakeAdminServer()
    const items = Array.from({ length: 20 }, (_, index) => ({
      id: `${index}`,
      username: `user${index}`,
      createdAt: '2026-11-23T12:00:00.000Z',
    }))
    server.on('GET /admin/users', { body: { items, nextCursor: null } })
  })
  after(() => server?.close())

  const run = (words: string[]) => async () => {
    const { code, stderr } = await runProcess(process.execPath, words)
    expect([code, stderr]).to.deep.equal([0, ''])
  }

  // In starts of Node without a program, timed in turns with the command's: a slow or busy machine stretches both alike.
  // `--help` takes about 1.6.
  const budgets: [what: string, words: () => string[], starts: number][] = [
    ['--help', () => ['--help'], 3],
    ['users --help', () => ['users', '--help'], 3],
    ['serve --help', () => ['serve', '--help'], 3],
    ['users list, with a server running', () => ['users', 'list', '--data', server.dataFolder], 6],
  ]
  for (const [what, words, starts] of budgets) {
    it(`${what}: within ${starts} times the start of Node`, async () => {
      let alone = Number.POSITIVE_INFINITY
      let command = Number.POSITIVE_INFINITY
      for (let turn = 0; turn < mostTurns && !(turn >= 5 && command < starts * alone); turn += 1) {
        alone = Math.min(alone, await timed(startOfNode))
        command = Math.min(command, await timed(run([program, ...words()])))
      }

      expect(command / alone).to.be.below(starts)
    })
  }
})
