import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { corpusFile, hasFfmpeg } from '../clients/media-tools/served.ts'
import { projectFolder, runProcess } from '../support/spawn.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

// SAFETY.md MD5: whatever decodes the files of strangers reaches no network, and writes nowhere but where its output
// belongs. strace watches every process that the media tools start, from the first instruction on.

// Runs once: no database has a part in it.

describe('Processes that decode media (MD5)', function () {
  this.timeout(180_000)
  let calls: string[]
  let folder: string
  let outcomes: string[]

  before(async function () {
    if (process.platform !== 'linux' || (await runProcess('strace', ['-V'])).code !== 0 || !(await hasFfmpeg))
      this.skip()
    folder = await temporaryFolder('watched')
    const inputs = ['images/orient-Landscape_3.jpg', 'generated/gps.mov'].map(corpusFile)
    // A playlist under the name of a film, which asks its reader for an address and for a file.
    const playlist = join(folder, 'playlist.mp4')
    await writeFile(playlist, '#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/a.ts\n#EXTINF:1,\nfile:///etc/passwd\n')
    const trace = join(folder, 'trace')
    const watched = [
      '-f',
      '--seccomp-bpf',
      '-qq',
      '-s',
      '300',
      '-e',
      'trace=connect,execve,openat,open,creat',
      '-o',
      trace,
    ]
    const script = join(projectFolder, 'test/support/take-media-in.ts')
    const node = [process.execPath, '--import=tsx', script, folder, ...inputs, playlist]
    const done = await runProcess('strace', [...watched, ...node])
    expect(done.code, done.stderr).to.equal(0)
    outcomes = done.stdout.trimEnd().split('\n')
    calls = (await readFile(trace, 'utf8')).split('\n')
  })

  it('were watched at work: a picture, a film, and a playlist that is refused', () => {
    expect(outcomes).to.deep.equal(['image', 'video', 'refused'])
    expect(calls.filter((call) => /execve\(".*ff(mpeg|probe)"/.test(call)).length).to.be.at.least(2)
  })

  it('connect to nothing on a network', () => {
    expect(calls.filter((call) => /\bconnect\(.*AF_INET/.test(call))).to.deep.equal([])
  })

  it('write only where their output belongs', () => {
    const written = calls.flatMap((call) => {
      const found = /\bopen(?:at)?\((?:[^"]*, )?"([^"]*)", ([A-Z_|]+).*= \d+$/.exec(call)
      return found && /O_(WRONLY|RDWR|CREAT)/.test(found[2]!) ? [found[1]!] : []
    })
    const elsewhere = written.filter(
      (path) => !path.startsWith(folder) && !/^\/dev\/(null|tty|pts)|^\/proc\/|tsx-/.test(path),
    )

    expect(written.some((path) => path.startsWith(folder))).to.equal(true)
    expect(elsewhere).to.deep.equal([])
  })

  it('read no file that a playlist names', () => {
    const byFfmpeg = new Set(
      calls.filter((call) => /execve\(".*ff(mpeg|probe)"/.test(call)).map((call) => call.split(' ')[0]),
    )
    expect(calls.filter((call) => byFfmpeg.has(call.split(' ')[0]!) && call.includes('"/etc/passwd"'))).to.deep.equal(
      [],
    )
  })
})
