import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { runCommand } from '../support/command-line.ts'
import { type FakeAdminServer, problem, startFakeAdminServer } from '../support/fake-admin-server.ts'

const corpus = JSON.parse(readFileSync(new URL('../fixtures/names/hostile.json', import.meta.url), 'utf8'))
const sequences = [
  '\u001b[2J\u001b[H',
  '\u001b]0;owned\u0007',
  '\u001b]52;c;b3duZWQ=\u0007',
  '\u001b]8;;http://x/\u001b\\x',
  '\u001bP1$r\u001b\\',
  '\u001b_x\u001b\\',
  '\u001b^x\u001b\\',
  '\u001bc',
  '\u001b[6n',
  '\u001b[?1049h',
  '\u001b[31m',
  '\u009b31m',
  '\u009d0;owned\u009c',
  '\u0090x\u009c',
  '\u009f',
  '\u0085',
  '\r',
  '\b\b\b',
  '\u000e\u000f',
  '\u0000',
  '\u0007',
  '\u007f',
  '\u202e',
  '\u2066',
  '\u200f',
  '\u061c',
  '\u2028',
  '\u001b',
  '\u001b]0;unfinished',
  'a\tb\nc',
]
const hostile: string[] = [...corpus.text, ...corpus.user_names, ...corpus.file_names, ...sequences]
// Everything but the line feed and the tab that we write ourselves.
const dangerous = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/

describe('text that people wrote', () => {
  let server: FakeAdminServer

  before(async () => {
    server = await startFakeAdminServer()
  })
  after(() => server.close())

  /** Puts the text wherever a text can be. */
  const filled = (text: string) => {
    const who = { id: text, username: text }
    const subject = { type: text, id: text, name: text }
    const address = { url: text, previewUrl: text, placeholder: text, hashes: [text] }
    const picture = { id: text, kind: text, mimeType: text, width: 1, height: 1, durationMs: 1, alt: text, ...address }
    return {
      id: text,
      auditId: text,
      username: text,
      displayName: text,
      bio: text,
      email: text,
      status: text,
      role: text,
      state: text,
      text,
      title: text,
      channel: text,
      name: text,
      kind: text,
      pattern: text,
      regions: [text],
      youtubeCategories: [text],
      effect: text,
      code: text,
      note: text,
      action: text,
      author: who,
      person: who,
      claimedBy: { name: text },
      createdAt: text,
      at: text,
      actor: text,
      door: text,
      reason: text,
      before: { text },
      after: [text],
      requestId: text,
      undoneBy: text,
      schedule: text,
      subject,
      counts: {},
      lastRun: { outcome: text, startedAt: text },
      ticket: text,
      url: text,
      contact: text,
      outcome: text,
      error: text,
      evidence: [{ type: text, author: who, text, url: text, reported: true, pictures: [picture], at: text }],
      earlier: [
        { id: text, subject: { type: text, id: text }, reason: text, state: text, actions: [text], createdAt: text },
      ],
      filed: [{ id: text, reporter: who, reason: text, comment: text, accuracy: null, createdAt: text }],
      history: [{ id: text, action: text, by: text, reason: text, createdAt: text }],
      sessions: [{ id: text, deviceName: text, ip: text, createdAt: text, lastSeenAt: text }],
      logins: [{ at: text, ip: text, deviceName: text, outcome: text }],
      reports: [],
      notes: [{ id: text, author: who, text, createdAt: text }],
      strikes: [{ id: text, action: text, reason: text, createdAt: text, expiresAt: text }],
    }
  }

  const lists: [line: string, path: string][] = [
    ['users list', '/admin/users'],
    ['posts list', '/admin/posts'],
    ['comments list', '/admin/comments'],
    ['messages list --reason x', '/admin/messages'],
    ['filters list', '/admin/filters'],
    ['videos list', '/admin/videos'],
    ['jobs list', '/admin/jobs'],
    ['jobs runs x', '/admin/jobs/x/runs'],
    ['audit list', '/admin/audit'],
    ['invites list', '/admin/invites'],
    ['takedowns list', '/admin/takedowns'],
    ['categories list', '/admin/categories'],
    ['settings get', '/admin/settings'],
  ]

  for (const [line, path] of [...lists, ['reports list', '/admin/cases']] as [string, string][]) {
    it(`never becomes a control sequence in momentum ${line}`, async () => {
      const items = hostile.map((text) => ({ ...filled(text), reports: 1 }))
      server.on(`GET ${path}`, { body: { items, nextCursor: '\u001b]0;owned\u0007' } })

      for (const flags of ['', ' --json']) {
        for (const isTerminal of [true, false]) {
          const argv = `${line}${flags}`.split(' ')
          const ran = await runCommand(argv, {
            dataFolder: server.dataFolder,
            isTerminal,
            variables: { NO_COLOR: '1' },
          })

          expect(ran.exitCode).to.equal(0)
          expect(ran.out.match(dangerous), ran.out.slice(0, 200)).to.equal(null)
          expect(ran.err.match(dangerous)).to.equal(null)
          if (flags === ' --json') expect(JSON.parse(ran.out).items).to.deep.equal(items)
          else expect(ran.out.trimEnd().split('\n')).to.have.length(hostile.length + (isTerminal ? 1 : 0))
        }
      }
    })
  }

  const views: [line: string, path: string][] = [
    ['users show x', '/admin/users/x'],
    ['posts show x', '/admin/posts/x'],
    ['reports show x', '/admin/cases/x'],
    ['audit show x', '/admin/audit/x'],
    ['videos show x', '/admin/videos/x'],
  ]
  for (const [line, path] of views) {
    it(`never becomes a control sequence in momentum ${line}`, async () => {
      for (const text of hostile) {
        const shape = line.startsWith('reports') ? { ...filled(text), reports: 1 } : filled(text)
        server.on(`GET ${path}`, { body: shape })
        for (const isTerminal of [true, false]) {
          const options = { dataFolder: server.dataFolder, isTerminal, variables: { NO_COLOR: '1' } }
          const { exitCode, out, err } = await runCommand(line.split(' '), options)

          expect([exitCode, out.match(dangerous), err.match(dangerous)], JSON.stringify(text)).to.deep.equal([
            0,
            null,
            null,
          ])
        }
      }
    })
  }

  it('never becomes a control sequence in an error, in what a change prints, or in what was typed wrongly', async () => {
    for (const text of hostile) {
      server.on(
        'GET /admin/users',
        problem(422, text, text, { errors: [{ path: text, message: text }], requestId: text }),
      )
      server.on('POST /admin/invites', { body: { auditId: text, code: text } })
      const options = { dataFolder: server.dataFolder, isTerminal: true, variables: { NO_COLOR: '1' } }
      const ran = await Promise.all([
        runCommand(['users', 'list'], options),
        runCommand(['users', 'list', '--json'], options),
        runCommand(['invites', 'create'], options),
        runCommand(['users', `x${text}`], options),
        runCommand(['users', 'list', `--x${text}`], options),
      ])

      for (const { out, err } of ran) {
        expect([out.match(dangerous), err.match(dangerous)], JSON.stringify(text)).to.deep.equal([null, null])
      }
    }
  })

  it('stays what it was in --json, which parses to the same text', async () => {
    server.on('GET /admin/settings', {
      body: { items: hostile.map((value) => ({ name: value, value })), nextCursor: null },
    })

    const { out } = await runCommand(['settings', 'get', '--json'], { dataFolder: server.dataFolder })

    expect(JSON.parse(out).items.map((item: { value: string }) => item.value)).to.deep.equal(hostile)
  })
})
