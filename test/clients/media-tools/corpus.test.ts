import { readdirSync, readFileSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { expect } from 'chai'
import { createMediaTools, type MediaTools } from '../../../src/clients/media-tools/index.ts'
import { Failure } from '../../../src/lib/errors.ts'
import { silentLogger } from '../../../src/lib/logger.ts'
import { soonMs } from '../../support/soon.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { accepted, corpusFile, difference, expectClean, hasFfmpeg, takeIn, variant } from './served.ts'

interface Row {
  file: string
  kind: string
  expect: 'accept' | 'reject' | 'either'
}

const rows: Row[] = readFileSync(corpusFile('index.tsv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t'))
  .map(([file, kind, outcome]) => ({ file: file!, kind: kind!, expect: outcome as Row['expect'] }))

const refusals = ['media_unsupported', 'media_invalid', 'payload_too_large']

describe('the media corpus', () => {
  const warnings: unknown[] = []
  const log = Object.assign(silentLogger(), { warn: (...words: unknown[]) => warnings.push(words) })
  const setups = [
    { name: 'with ffmpeg', options: {} },
    { name: 'without ffmpeg', options: { ffmpegPath: null, heifConvertPath: null } },
  ]
  for (const { name, options } of setups)
    describe(name, () => {
      let tools: MediaTools
      before(async function () {
        if (name === 'with ffmpeg' && !(await hasFfmpeg)) this.skip()
        tools = await createMediaTools({ log, ...options })
      })
      after(() => tools?.close())

      // Pictures other than HEIC never meet ffmpeg, so they are gone through once.
      const some = rows.filter((row) => name === 'with ffmpeg' || /video|heif|type-lie/.test(row.kind))
      for (const row of some)
        it(`${row.file}: ${row.expect}`, async () => {
          const outcome = await takeIn(tools, corpusFile(row.file))

          const expected = row.expect === 'either' ? (outcome instanceof Failure ? 'reject' : 'accept') : row.expect
          if (expected === 'reject') {
            expect(outcome).to.be.instanceOf(Failure)
            expect(refusals).to.include((outcome as Failure).code)
          } else {
            if (outcome instanceof Failure) throw outcome
            if (outcome.kind === 'video') expectDuration(outcome.durationMs)
            for (const file of outcome.files) await expectClean(file)
          }
        })

      it('lost no decoder process', () => {
        expect(warnings).to.deep.equal([])
      })
    })

  describe('what is served', () => {
    let tools: MediaTools
    before(async function () {
      if (!(await hasFfmpeg)) this.skip()
      tools = await createMediaTools({ log })
    })
    after(() => tools?.close())

    const upright: [file: string, width: number, height: number][] = [
      ['images/orient-Landscape_3.jpg', 1800, 1200],
      ['images/orient-Landscape_6.jpg', 1800, 1200],
      ['images/orient-Portrait_5.jpg', 1200, 1800],
      ['images/orient-Portrait_8.jpg', 1200, 1800],
      ['images/sharp-Landscape_9.jpg', 480, 369],
      ['videos/mp4parse-video_rotation_90.mp4', 60, 100],
      ['generated/rotate-90.mp4', 120, 176],
      ['generated/rotate-270.mp4', 120, 176],
    ]
    for (const [file, width, height] of upright)
      it(`${file} is ${width}x${height}`, async () => {
        expect(await accepted(tools, corpusFile(file))).to.include({ width, height })
      })

    it('shows the same picture whichever way the camera was held', async () => {
      const [one, other] = [
        await accepted(tools, corpusFile('images/orient-Landscape_3.jpg')),
        await accepted(tools, corpusFile('images/orient-Landscape_6.jpg')),
      ]

      expect(await difference(variant(one, 'large').path, variant(other, 'large').path)).to.be.lessThan(2)
    })

    it('shows posters the way their videos are shown', async () => {
      const flat = variant(await accepted(tools, corpusFile('generated/moov-end.mp4')), 'poster').path
      const quarter = variant(await accepted(tools, corpusFile('generated/rotate-90.mp4')), 'poster').path
      const back = variant(await accepted(tools, corpusFile('generated/rotate-270.mp4')), 'poster').path

      // The names count as ffmpeg did when these were made: against the clock.
      expect(await difference(quarter, flat, 270)).to.be.lessThan(6)
      expect(await difference(back, flat, 90)).to.be.lessThan(6)
      expect(await difference(quarter, back)).to.be.greaterThan(20)
    })

    it('keeps animations moving', async () => {
      for (const file of ['images/sharp-animated-loop-3.gif', 'images/sharp-animated-loop-3.webp'])
        expect(await accepted(tools, corpusFile(file))).to.include({ frames: 10, width: 370, height: 285 })
    })

    it('measures a duration that no header tells', async () => {
      const video = await accepted(tools, corpusFile('generated/no-duration.webm'))

      expect(video).to.have.property('durationMs').that.is.within(1900, 2100)
    })
  })

  describe('bombs', () => {
    let tools: MediaTools
    before(async () => {
      tools = await createMediaTools({ log, ffmpegPath: null })
      // A worker that has loaded its decoders, as in a server that has been up for a while.
      await tools.inspect(corpusFile('generated/moov-end.mp4'))
      await takeIn(tools, corpusFile('images/pngsuite-basn6a16.png'))
    })
    after(() => tools.close())

    const bombs = rows.filter((row) => row.kind.includes('bomb') || row.file.includes('bomb'))
    for (const { file } of bombs)
      it(`${file} costs little time and less than 100 MB`, async () => {
        const before = residentBytes()
        const started = performance.now()

        await takeIn(tools, corpusFile(file))

        expect(performance.now() - started).to.be.lessThan(soonMs)
        expect(residentBytes() - before).to.be.lessThan(100_000_000)
      })

    it('are all of those in the list', () => {
      expect(bombs).to.have.length(7)
    })
  })

  it('answers the same whatever the name', async () => {
    const tools = await createMediaTools({ log, ffmpegPath: null, heifConvertPath: null })
    const folder = await temporaryFolder('names')
    try {
      for (const [file, name] of [
        ['generated/svg-named.png', 'photo.jpg'],
        ['generated/gps.jpg', 'film.mp4'],
        ['generated/vp9.webm', '-i http:.png'],
      ] as const) {
        await copyFile(corpusFile(file), `${folder}/${name}`)
        const [first, second] = [await takeIn(tools, corpusFile(file)), await takeIn(tools, `${folder}/${name}`)]
        expect(second instanceof Failure).to.equal(first instanceof Failure)
        if (!(first instanceof Failure)) expect(second).to.have.property('mimeType', first.mimeType)
      }
    } finally {
      await tools.close()
    }
  })
})

function expectDuration(durationMs: number | null): void {
  if (durationMs !== null) expect(durationMs).to.be.within(1, 600_000)
}

/** Memory of this process and of its children together (of this process alone where there is no /proc). */
function residentBytes(): number {
  if (process.platform !== 'linux') return process.memoryUsage.rss()
  let sum = process.memoryUsage.rss()
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const status = readFileSync(`/proc/${entry}/status`, 'utf8')
      if (Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]) !== process.pid) continue
      sum += Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) * 1024
    } catch {
      // It ended while we looked.
    }
  }
  return sum
}
