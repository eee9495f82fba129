import { fork } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { livenessTable, watchLiveness, watchLivenessFor } from '../load/liveness.ts'
import { startMomentum } from '../load/servers.ts'
import { atMost, type Findings } from '../report.ts'

const photos = 20
const size = { width: 4000, height: 3000 }
const sender = fileURLToPath(new URL('../load/send-photos.ts', import.meta.url))

/** What twenty photos of 12 megapixels, uploaded at once, do to everybody else, from their first byte to the last answer. */
export async function measureUploads(): Promise<Findings> {
  const folder = await mkdtemp(join(tmpdir(), 'momentum-bench-uploads-'))
  try {
    await makePhotos(folder)
    const data = join(folder, 'data')
    const server = await startMomentum({ data, port: 5112, logFile: join(folder, 'momentum.log') })
    try {
      const token = await signUp(server.url)
      await watchLivenessFor(server.url, 1000)
      const idle = await watchLivenessFor(server.url, 5000)
      let isDone = false
      const from = performance.now()
      const sending = sendAll(server.url, token, folder).finally(() => {
        isDone = true
      })
      const busy = await watchLiveness(server.url, () => isDone)
      await sending
      const seconds = (performance.now() - from) / 1000
      const megapixels = (size.width * size.height) / 1e6
      return {
        about: `${photos} photos of ${megapixels} megapixels uploaded at once, all answered after ${seconds.toFixed(1)} s.`,
        figures: [
          atMost('p99 of /health/live during the uploads, times that of an idle server', busy.p99Ms / idle.p99Ms, 3),
        ],
        details: livenessTable({ idle, 'during the uploads': busy }),
      }
    } finally {
      await server.stop()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

// Detail that JPEG cannot make small, as in a real photo; each picture differs.
async function makePhotos(folder: string): Promise<void> {
  for (let index = 0; index < photos; index += 1) {
    const noise = { type: 'gaussian', mean: 90 + index * 3, sigma: 40 } as const
    const detail = sharp({ create: { width: 1000, height: 750, channels: 3, background: '#777', noise } })
    const small = await detail.png().toBuffer()
    const photo = sharp(small).resize(size.width, size.height, { kernel: 'cubic' }).jpeg({ quality: 92 })
    await writeFile(join(folder, `${index}.jpg`), await photo.toBuffer())
  }
}

async function signUp(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/v1/auth/register`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      username: 'bench',
      email: 'bench@example.org',
      password: 'correct horse battery staple',
      acceptTerms: true,
    }),
  })
  if (!answer.ok) throw new Error(`nobody can register: ${answer.status} ${await answer.text()}`)
  return ((await answer.json()) as { token: string }).token
}

/** From a process of its own, as phones would. */
function sendAll(url: string, token: string, folder: string): Promise<void> {
  const child = fork(sender, [url, token, folder, String(photos)], { execArgv: ['--import=tsx'] })
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`the sender ended with ${code}`))))
  })
}
