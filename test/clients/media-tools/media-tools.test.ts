import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect } from 'chai'
import sharp, { type Sharp } from 'sharp'
import { createMediaTools, type MediaTools, type VideoInspection } from '../../../src/clients/media-tools/index.ts'
import { createWorkerPool } from '../../../src/clients/media-tools/worker-pool.ts'
import { Failure } from '../../../src/lib/errors.ts'
import { silentLogger } from '../../../src/lib/logger.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { accepted, corpusFile, expectClean, hasFfmpeg, pixelAt, takeIn, variant } from './served.ts'

const run = promisify(execFile)
const log = silentLogger()

describe('media tools: pictures', () => {
  let tools: MediaTools
  let folder: string
  before(async () => {
    tools = await createMediaTools({ log, ffmpegPath: null })
    folder = await temporaryFolder('pictures')
  })
  after(() => tools.close())

  it('stand upright whichever of the eight orientations they have', async () => {
    // Red, green / blue, white, in a picture twice as wide as high.
    const quarters = await sharp(Buffer.from([255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255]), {
      raw: { width: 2, height: 2, channels: 3 },
    })
      .resize(200, 100, { kernel: 'nearest', fit: 'fill' })
      .png()
      .toBuffer()
    // How a camera would have stored it for each orientation: the inverse of what a viewer has to do.
    // Each step by itself, since sharp has an order of its own for the steps of one pipeline.
    const stored: Record<number, ((picture: Sharp) => Sharp)[]> = {
      1: [],
      2: [(picture) => picture.flop()],
      3: [(picture) => picture.rotate(180)],
      4: [(picture) => picture.flip()],
      5: [(picture) => picture.rotate(90), (picture) => picture.flop()],
      6: [(picture) => picture.rotate(270)],
      7: [(picture) => picture.rotate(270), (picture) => picture.flop()],
      8: [(picture) => picture.rotate(90)],
    }
    for (const [orientation, steps] of Object.entries(stored)) {
      const path = join(folder, `orientation-${orientation}.jpg`)
      let turned = quarters
      for (const step of steps) turned = await step(sharp(turned)).png().toBuffer()
      await sharp(turned)
        .jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
        .withMetadata({ orientation: Number(orientation) })
        .toFile(path)

      const image = await accepted(tools, path)

      expect(image, orientation).to.include({ width: 200, height: 100 })
      const { path: served } = variant(image, 'large')
      expectColour(await pixelAt(served, 20, 20), [255, 0, 0])
      expectColour(await pixelAt(served, 180, 20), [0, 255, 0])
      expectColour(await pixelAt(served, 20, 80), [0, 0, 255])
      expectColour(await pixelAt(served, 180, 80), [255, 255, 255])
    }
  })

  it('keep their colours when their profile is not sRGB', async () => {
    const red = { create: { width: 64, height: 64, channels: 3 as const, background: { r: 230, g: 30, b: 40 } } }
    const path = join(folder, 'p3.jpg')
    await sharp(red).withIccProfile('p3').jpeg({ quality: 100 }).toFile(path)
    const [storedRed] = await sharp(path, { ignoreIcc: true }).raw().toBuffer()
    expect(storedRed).to.be.lessThan(222)

    const image = await accepted(tools, path)

    expectColour(await pixelAt(variant(image, 'large').path, 9, 9), [230, 30, 40], 8)
  })

  it('come out of CMYK in their colours', async () => {
    const blue = { create: { width: 64, height: 64, channels: 3 as const, background: { r: 60, g: 90, b: 160 } } }
    const path = join(folder, 'cmyk.jpg')
    await sharp(blue).toColourspace('cmyk').withIccProfile('cmyk').jpeg({ quality: 100 }).toFile(path)
    expect(await sharp(path).metadata()).to.include({ space: 'cmyk' })

    const image = await accepted(tools, path)

    expectColour(await pixelAt(variant(image, 'large').path, 9, 9), [60, 90, 160], 40)
  })

  it('keep their transparency', async () => {
    const path = join(folder, 'glass.png')
    const clear = { r: 0, g: 0, b: 0, alpha: 0 }
    await sharp({ create: { width: 50, height: 50, channels: 4, background: clear } })
      .composite([{ input: { create: { width: 20, height: 50, channels: 4, background: 'red' } }, left: 0, top: 0 }])
      .png()
      .toFile(path)

    const { path: served } = variant(await accepted(tools, path), 'large')

    const alpha = await sharp(served).extractChannel('alpha').raw().toBuffer()
    expect([alpha[5], alpha[45]]).to.deep.equal([255, 0])
  })

  it('that move lose their metadata as well', async () => {
    const path = join(folder, 'moving.webp')
    const frames = ['#c02020', '#2020c0'].map((background) =>
      sharp({ create: { width: 40, height: 30, channels: 3, background } })
        .png()
        .toBuffer(),
    )
    await sharp(await Promise.all(frames), { join: { animated: true } })
      .withExif({ IFD0: { Copyright: 'Leaktown' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '17/1 7/1 0/1' } })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">leak-xmp</x:xmpmeta>')
      .webp({ delay: [100, 100] })
      .toFile(path)
    const sent = await readFile(path)
    for (const leak of ['Leaktown', 'leak-xmp']) expect(sent.includes(leak), leak).to.equal(true)

    const image = await accepted(tools, path)

    expect(image).to.include({ width: 40, height: 30, frames: 2 })
    for (const file of image.files) await expectClean(file)
  })

  it('come in three sizes, never enlarged, with a placeholder', async () => {
    const path = join(folder, 'large.jpg')
    await sharp({ create: { width: 3000, height: 2000, channels: 3, background: 'teal' } })
      .jpeg()
      .toFile(path)

    const image = await accepted(tools, path)

    expect(image.files.map(({ variant: name, width, height }) => [name, width, height])).to.deep.equal([
      ['large', 2048, 1365],
      ['medium', 1080, 720],
      ['small', 480, 320],
    ])
    expect(Buffer.from(image.placeholder!, 'base64').length).to.be.within(5, 40)
    const little = await accepted(tools, corpusFile('images/pngsuite-basn6a16.png'))
    expect(little.files.map((file) => file.width)).to.deep.equal([32, 32, 32])
  })

  it('leave nothing behind when they are refused', async () => {
    const outDir = join(await temporaryFolder('refused'), 'out')
    const inspection = await tools.inspect(corpusFile('images/sharp-truncated.jpg'))

    const error = await tools.render(inspection, outDir).catch((caught: unknown) => caught)

    expect(error).to.be.instanceOf(Failure).with.property('code', 'media_invalid')
    expect(existsSync(outDir)).to.equal(false)
  })

  it('are refused with what was found and what is allowed', async () => {
    const failure = (await takeIn(tools, corpusFile('generated/script.svg'))) as Failure

    expect(failure).to.include({ kind: 'unsupported', code: 'media_unsupported' })
    expect(failure.extra).to.deep.equal({ found: 'image/svg+xml', allowed: tools.capabilities.accepts })
  })

  it('of HEIC are refused with a reason where nothing decodes them', async () => {
    const without = await createMediaTools({ log, ffmpegPath: null, heifConvertPath: null })
    const failure = (await takeIn(without, corpusFile('generated/still.heic'))) as Failure
    await without.close()

    expect(failure).to.include({ code: 'media_unsupported' })
    expect(failure.message).to.include('no decoder for HEIC')
    expect(failure.extra!.allowed).to.not.include('image/heic')
  })

  it('over a limit are refused before a decoder sees them', async () => {
    const limits = { imageBytes: 300_000, imagePixels: 1_000_000, animationFrames: 9, animationPixels: 100_000 }
    const strict = await createMediaTools({ log, ffmpegPath: null, limits })
    const files = [
      'images/orient-Landscape_3.jpg',
      'images/orient-Portrait_5.jpg',
      'images/sharp-animated-loop-3.gif',
      'images/sharp-rotating-squares.gif',
      'generated/animated-3.webp',
    ]
    const outcomes = await Promise.all(files.map((file) => takeIn(strict, corpusFile(file))))
    expect(strict.load().workers).to.equal(1)
    await strict.close()

    const limitsHit = outcomes.map((outcome) =>
      outcome instanceof Failure ? Object.keys(outcome.extra!.limits!)[0] : 'none',
    )
    expect(limitsHit).to.deep.equal(['bytes', 'imagePixels', 'animationFrames', 'animationFrames', 'none'])
  })
})

describe('media tools: videos', () => {
  let tools: MediaTools
  let without: MediaTools
  let folder: string
  before(async function () {
    if (!(await hasFfmpeg)) this.skip()
    tools = await createMediaTools({ log })
    without = await createMediaTools({ log, ffmpegPath: null })
    folder = await temporaryFolder('videos')
  })
  after(async () => {
    await tools?.close()
    await without?.close()
  })

  // As an iPhone films: HEVC in a MOV, 10 bit, turned by a quarter, with place, make and model and uncompressed sound.
  async function filmAsPhone(): Promise<string> {
    const flat = join(folder, 'flat.mov')
    const path = join(folder, 'phone.mov')
    await run('ffmpeg', [
      ...['-v', 'error', '-y', '-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=30:duration=1'],
      ...['-f', 'lavfi', '-i', 'sine=duration=1', '-c:v', 'libx265', '-x265-params', 'log-level=none'],
      ...[
        '-pix_fmt',
        'yuv420p10le',
        '-color_trc',
        'arib-std-b67',
        '-color_primaries',
        'bt2020',
        '-colorspace',
        'bt2020nc',
      ],
      ...['-tag:v', 'hvc1', '-c:a', 'pcm_s16le', flat],
    ])
    const about = [
      'com.apple.quicktime.location.ISO6709=+17.123456+31.654321/',
      'com.apple.quicktime.model=Secret-Model',
    ]
    await run('ffmpeg', [
      ...['-v', 'error', '-y', '-i', flat, '-c', 'copy', '-movflags', 'use_metadata_tags'],
      ...about.flatMap((tag) => ['-metadata', tag]),
      ...['-metadata:s:v:0', 'rotate=90', path],
    ])
    return path
  }

  it('from a phone become what every phone plays, upright and without place or model', async () => {
    const path = await filmAsPhone()
    expect(await readFile(path, 'latin1')).to.include('Secret-Model')

    const inspection = (await tools.inspect(path)) as VideoInspection
    const video = await accepted(tools, path)

    expect(inspection).to.include({ videoCodec: 'hevc', audioCodec: 'pcm', isHdr: true, needsTranscode: true })
    expect(video).to.include({ mimeType: 'video/mp4', width: 180, height: 320 })
    for (const file of video.files) await expectClean(file)
    expect(variant(video, 'poster')).to.include({ width: 180, height: 320 })
    const served = (await tools.inspect(variant(video, 'video').path)) as VideoInspection
    expect(served).to.include({ videoCodec: 'h264', audioCodec: 'aac', needsTranscode: false, width: 180, height: 320 })
    const { stdout } = await run('ffprobe', ['-v', 'error', '-show_streams', variant(video, 'video').path])
    expect(stdout).to.include('pix_fmt=yuv420p\n').and.include('color_transfer=bt709').and.not.include('rotation')
  })

  it('that cannot be converted here are refused with what was found', async () => {
    const failure = (await takeIn(without, await filmAsPhone())) as Failure

    expect(failure).to.include({ kind: 'unsupported', code: 'media_unsupported' })
    expect(failure.extra).to.have.property('found', 'video/quicktime; codecs="hevc, pcm"')
    expect(failure.extra!.allowed).to.include('video/mp4')
  })

  it('are given without poster and placeholder where there is no ffmpeg, and never with their tags', async () => {
    const video = await accepted(without, corpusFile('generated/gps.mov'))

    expect(video).to.include({ placeholder: null, mimeType: 'video/mp4' })
    expect(video.files.map((file) => file.variant)).to.deep.equal(['video'])
    await expectClean(variant(video, 'video'))
  })

  it('lose title and artist in WebM too, with and without ffmpeg', async () => {
    const path = join(folder, 'titled.webm')
    const tags = [
      '-metadata',
      'title=leak-title',
      '-metadata:s:a:0',
      'title=leak-sound',
      '-metadata',
      'ARTIST=leak-artist',
    ]
    await run('ffmpeg', ['-v', 'error', '-y', '-i', corpusFile('generated/vp9.webm'), '-c', 'copy', ...tags, path])
    expect(await readFile(path, 'latin1')).to.include('leak-sound')

    for (const some of [tools, without]) {
      const video = await accepted(some, path)
      expect(video.mimeType).to.equal('video/webm')
      for (const file of video.files) await expectClean(file)
    }
  })

  it('that were cut short are refused although their tables stand in front', async () => {
    const source = join(folder, 'front.mp4')
    const copy = ['-v', 'error', '-y', '-i', corpusFile('generated/moov-end.mp4'), '-c', 'copy']
    await run('ffmpeg', [...copy, '-movflags', '+faststart', source])
    for (const [path, keep] of [
      [source, 0.6],
      [source, 0.99],
      [corpusFile('generated/vp9.webm'), 0.6],
    ] as const) {
      const bytes = await readFile(path)
      const cut = join(folder, `cut-${keep}${path.slice(-5)}`)
      await writeFile(cut, bytes.subarray(0, Math.floor(bytes.length * keep)))
      for (const some of [tools, without]) expect(await takeIn(some, cut)).to.have.property('code', 'media_invalid')
    }
  })

  it('over a limit are refused', async () => {
    const strict = await createMediaTools({ log, limits: { videoDurationMs: 900, videoSide: 150, videoBytes: 40_000 } })
    const files = ['generated/moov-end.mp4', 'videos/mp4parse-white.mp4', 'videos/mp4parse-no_timescale.mp4']
    const outcomes = (await Promise.all(files.map((file) => takeIn(strict, corpusFile(file))))) as Failure[]
    await strict.close()

    expect(outcomes.map((failure) => failure.code)).to.deep.equal(Array(3).fill('payload_too_large'))
    expect(outcomes.map((failure) => Object.keys(failure.extra!.limits!)[0])).to.deep.equal([
      'videoSide',
      'videoSide',
      'bytes',
    ])
  })

  it('say that the tools are wrong at the start, not at the first upload', async () => {
    const error = await createMediaTools({ log, ffmpegPath: '/bin/true' }).catch((caught: unknown) => caught)

    expect(error).to.be.instanceOf(TypeError)
  })
})

describe('media tools: limits of the processes', () => {
  it('refuse with 503 what the queue has no room for, and go on', async () => {
    const tools = await createMediaTools({ log, ffmpegPath: null, concurrency: 1, maxWaiting: 2 })
    const file = corpusFile('images/orient-Landscape_3.jpg')

    const outcomes = await Promise.all(Array.from({ length: 5 }, () => takeIn(tools, file)))
    const later = await takeIn(tools, file)
    await tools.close()

    const refused = outcomes.filter((outcome) => outcome instanceof Failure)
    expect(refused).to.have.length(2)
    for (const failure of refused) {
      expect(failure).to.include({ kind: 'unavailable' })
      expect(failure.retryAfterSeconds).to.be.within(1, 120)
    }
    expect(later).to.have.property('kind', 'image')
  })

  // A progressive JPEG has to be held whole, at four times the memory of its pixels' colours.
  let heavyFile: string
  before(async () => {
    heavyFile = join(await temporaryFolder('heavy'), 'heavy.jpg')
    await sharp({ create: { width: 7000, height: 7000, channels: 3, background: 'red' } })
      .jpeg({ progressive: true, chromaSubsampling: '4:4:4' })
      .toFile(heavyFile)
  })

  const narrow = [
    { what: 'time', options: { imageCpuMs: 700 } },
    { what: 'memory', options: { imageMemoryBytes: 180_000_000 } },
  ]
  for (const { what, options } of narrow)
    it(`end a decoder at its ${what}, and the next picture is fine`, async function () {
      if (process.platform !== 'linux') this.skip()
      const tools = await createMediaTools({ log, ffmpegPath: null, ...options })

      const heavy = await takeIn(tools, heavyFile)
      const light = await takeIn(tools, corpusFile('images/pngsuite-basn6a16.png'))
      await tools.close()

      expect(heavy).to.be.instanceOf(Failure).with.property('code', 'media_invalid')
      expect(light).to.have.property('kind', 'image')
    })

  it('open no other kind of file even when asked inside the decoder', async () => {
    const pool = createWorkerPool({ memoryBytes: 1e9, fileBytes: 1e8, jobCpuMs: 30_000, log })
    const outDir = await temporaryFolder('inside')
    const job = {
      ...{ task: 'render-picture' as const, outDir, animationSide: null, applyOrientation: true, pixelLimit: 1e6 },
      variants: [{ variant: 'large' as const, side: 100 }],
    }

    const outcomes = []
    for (const file of ['images/sharp-check.svg', 'images/sharp-relax_tileparts.jp2'])
      outcomes.push(await pool.perform({ ...job, input: corpusFile(file) }).catch((error: unknown) => error))
    await pool.close()

    for (const outcome of outcomes) expect(outcome).to.be.instanceOf(Failure)
    expect((outcomes[0] as Failure).cause)
      .to.have.property('message')
      .that.matches(/unsupported|blocked/i)
  })

  it('refuse those that wait and end those at work when they close', async () => {
    const tools = await createMediaTools({ log, ffmpegPath: null, concurrency: 1 })
    const file = corpusFile('images/orient-Landscape_3.jpg')
    await takeIn(tools, file)
    const outcomes = Promise.all(Array.from({ length: 3 }, () => takeIn(tools, file)))

    await tools.close()

    for (const outcome of await outcomes) expect(outcome).to.have.property('kind', 'unavailable')
    expect(tools.load()).to.deep.equal({
      images: { running: 0, waiting: 0 },
      videos: { running: 0, waiting: 0 },
      conversions: { running: 0, waiting: 0 },
      workers: 0,
    })
    expect(await takeIn(tools, file)).to.have.property('kind', 'unavailable')
  })
})

function expectColour(actual: number[], expected: number[], tolerance = 24): void {
  expect(distance(actual, expected), `${actual} is not ${expected}`).to.be.at.most(tolerance)
}

function distance(left: number[], right: number[]): number {
  return Math.max(...left.map((value, index) => Math.abs(value - right[index]!)))
}
