import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import sharp from 'sharp'
import { hasFfmpeg } from '../clients/media-tools/served.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { projectFolder, runProcess } from '../support/spawn.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const location = '+52.5200+013.4050+034.000/'

describe('docs/examples/upload.sh', function () {
  this.timeout(120_000)
  let momentum: TestApp

  before(async function () {
    if (!(await hasFfmpeg)) this.skip()
    momentum = await startTestApp()
  })
  after(() => momentum?.close())

  /** As a phone held upright stores it: on its side, with a note of how to turn it, where it was and what took it. */
  async function phonePhoto(file: string): Promise<void> {
    const half = await sharp({ create: { width: 80, height: 120, channels: 3, background: '#f00' } })
      .png()
      .toBuffer()
    await sharp({ create: { width: 160, height: 120, channels: 3, background: '#00f' } })
      .composite([{ input: half, left: 0, top: 0 }])
      .withExif({
        IFD0: { Make: 'Apple', Model: 'iPhone 15', Orientation: '6' },
        IFD3: {
          GPSLatitudeRef: 'N',
          GPSLatitude: '52/1 31/1 0/1',
          GPSLongitudeRef: 'E',
          GPSLongitude: '13/1 24/1 0/1',
        },
      })
      .withMetadata({ orientation: 6 })
      .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
      .toFile(file)
  }

  /** HEVC and AAC in a QuickTime file, stored on its side, that says where and with what it was taken. */
  async function phoneVideo(file: string): Promise<void> {
    const words = ['-y', '-loglevel', 'error', '-f', 'lavfi', '-i', 'testsrc2=size=320x240:rate=15:duration=1']
    const sound = ['-f', 'lavfi', '-i', 'sine=frequency=440:duration=1']
    const codecs = [
      '-c:v',
      'libx265',
      '-x265-params',
      'log-level=none',
      '-tag:v',
      'hvc1',
      '-pix_fmt',
      'yuv420p',
      '-c:a',
      'aac',
    ]
    const notes = ['location.ISO6709', location, 'make', 'Apple', 'model', 'iPhone 15']
    const metadata = [0, 2, 4].flatMap((at) => ['-metadata', `com.apple.quicktime.${notes[at]}=${notes[at + 1]}`])
    const flat = `${file}.flat.mov`
    const kept = ['-movflags', 'use_metadata_tags', '-f', 'mov']
    const made = await runProcess('ffmpeg', [...words, ...sound, ...codecs, ...metadata, ...kept, flat])
    expect(made.code, made.stderr).to.equal(0)
    const turn = ['-c', 'copy', '-map_metadata', '0', '-metadata:s:v', 'rotate=90']
    const turned = await runProcess('ffmpeg', ['-y', '-loglevel', 'error', '-i', flat, ...turn, ...kept, file])
    expect(turned.code, turned.stderr).to.equal(0)
  }

  it('posts what a phone took, and shows it upright and without metadata to somebody who follows', async () => {
    const folder = await temporaryFolder()
    const [photo, video] = [join(folder, 'photo.jpg'), join(folder, 'clip.mov')]
    await phonePhoto(photo)
    await phoneVideo(video)
    const taken = await sharp(photo).metadata()
    expect([taken.width, taken.height, taken.orientation, taken.exif?.includes('iPhone 15')]).to.deep.equal([
      160,
      120,
      6,
      true,
    ])
    expect((await readFile(video)).includes(location)).to.equal(true)

    const done = await runProcess(join(projectFolder, 'docs/examples/upload.sh'), [momentum.url, photo, video], {})

    expect(done.code, done.stdout + done.stderr).to.equal(0)
    const shown = JSON.parse(done.stdout.slice(done.stdout.indexOf('{\n'), done.stdout.indexOf('\n}\n') + 2))
    expect(shown.caption).to.equal('Two from today #sea')
    expect(shown.media).to.have.length(2)
    expect(shown.media[0]).to.include({ kind: 'image', width: 120, height: 160, alt: 'A tower against the sky' })
    expect(shown.media[1]).to.include({ kind: 'video', width: 240, height: 320, alt: 'Waves' })
    expect(done.stdout.match(/ is clean/g), done.stdout).to.have.length(6)
    expect(JSON.parse(done.stdout.slice(done.stdout.lastIndexOf('{')))).to.deep.equal({ reactions: 1, comments: 1 })

    const picture = Buffer.from(await (await fetch(momentum.url + shown.media[0].url)).arrayBuffer())
    const { data, info } = await sharp(picture).raw().toBuffer({ resolveWithObject: true })
    const pixel = (x: number, y: number): number[] => [
      ...data.subarray((y * info.width + x) * info.channels, (y * info.width + x) * info.channels + 3),
    ]
    expect(pixel(60, 20)[0]).to.be.above(200)
    expect(pixel(60, 140)[2]).to.be.above(200)
    const clip = join(folder, 'served.mp4')
    await writeFile(clip, Buffer.from(await (await fetch(momentum.url + shown.media[1].url)).arrayBuffer()))
    const probed = await runProcess('ffprobe', ['-v', 'error', '-show_streams', '-show_format', '-of', 'json', clip])
    const { streams, format } = JSON.parse(probed.stdout)
    expect(streams.map((stream: { codec_name: string }) => stream.codec_name)).to.include('h264')
    expect(JSON.stringify(format.tags)).not.to.match(/apple|52\.52/i)
  })
})
