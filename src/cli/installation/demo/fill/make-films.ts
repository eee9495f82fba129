import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { DemoPost } from '../people/posts.ts'
import { drawPanorama } from '../pictures/index.ts'

/** A short film of somebody; it is made when first asked for. */
export interface Film {
  bytes(): Promise<Buffer>
}

const run = promisify(execFile)
const [width, height, seconds] = [640, 800, 4]

/** Whether films can be made on this machine. */
export async function hasFfmpeg(): Promise<boolean> {
  return run('ffmpeg', ['-version']).then(
    () => true,
    () => false,
  )
}

/** A slow look across a panorama, as H.264 in MP4, made by ffmpeg. */
export async function makeFilm({ by, scenes }: DemoPost): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'momentum-film-'))
  try {
    const [picture, film] = [join(folder, 'panorama.jpg'), join(folder, 'film.mp4')]
    await writeFile(picture, await drawPanorama(scenes[0]!, { width: width * 2, height }, `film ${by}`))
    const look = `crop=${width}:${height}:(iw-${width})*t/${seconds}:0,format=yuv420p`
    const input = ['-loop', '1', '-framerate', '20', '-t', String(seconds), '-i', picture]
    await run('ffmpeg', [
      '-v',
      'error',
      '-y',
      ...input,
      '-vf',
      look,
      '-c:v',
      'libx264',
      '-preset',
      'veryfast',
      '-movflags',
      '+faststart',
      film,
    ])
    return await readFile(film)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
