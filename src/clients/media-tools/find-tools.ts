import { access, constants } from 'node:fs/promises'
import { join } from 'node:path'
import { mediaFormats } from '../../lib/media-type/index.ts'
import { runLimited } from './limited-process.ts'
import type { MediaCapabilities } from './types.ts'

export interface FoundTools {
  ffmpeg: { path: string; version: string; canTranscode: boolean; canToneMap: boolean } | null
  heifPath: string | null
  capabilities: MediaCapabilities
}

// Where systems keep programs; the caller's own PATH is not asked, so that a start by hand and by a service agree.
const folders = ['/usr/local/bin', '/usr/bin', '/bin', '/opt/homebrew/bin', '/opt/local/bin']

/**
 * Looks once for ffmpeg and libheif's converter and asks them what they can do. A path of null means "do not use it".
 * Throws `TypeError` when one is there but does not run.
 */
export async function findTools(options: {
  ffmpegPath?: string | null
  heifConvertPath?: string | null
}): Promise<FoundTools> {
  const [ffmpegPath, heifPath] = await Promise.all([
    options.ffmpegPath === undefined ? find(['ffmpeg']) : options.ffmpegPath,
    options.heifConvertPath === undefined ? find(['heif-dec', 'heif-convert']) : options.heifConvertPath,
  ])
  const ffmpeg = ffmpegPath === null ? null : await askFfmpeg(ffmpegPath)
  const canReadHeic = heifPath !== null && (await canRun(heifPath))
  // What was found does not run, or what was named is not it: better said now than guessed from refused uploads.
  if (ffmpegPath !== null && ffmpeg === null) throw new TypeError(`${ffmpegPath} does not run as ffmpeg`)
  if (heifPath !== null && !canReadHeic) throw new TypeError(`${heifPath} does not run as a converter of HEIC`)
  const accepts = Object.entries(mediaFormats)
    .filter(([format]) => format !== 'heic' || canReadHeic)
    .map(([, info]) => info.mimeType)
  return {
    ffmpeg,
    heifPath: canReadHeic ? heifPath : null,
    capabilities: {
      ffmpeg: ffmpeg?.version ?? null,
      canTranscode: ffmpeg?.canTranscode ?? false,
      canReadHeic,
      accepts,
    },
  }
}

async function find(names: string[]): Promise<string | null> {
  for (const name of names)
    for (const folder of folders) {
      const path = join(folder, name)
      const found = await access(path, constants.X_OK).then(
        () => true,
        () => false,
      )
      if (found) return path
    }
  return null
}

const questionLimits = { memoryBytes: 500_000_000, fileBytes: 1_000_000, cpuSeconds: 10, timeoutMs: 60_000 }

async function askFfmpeg(path: string): Promise<FoundTools['ffmpeg']> {
  const ask = (question: string) => runLimited(path, ['-hide_banner', '-nostdin', question], questionLimits)
  const [version, encoders, filters] = await Promise.all([ask('-version'), ask('-encoders'), ask('-filters')])
  const name = /^ffmpeg version (\S+)/.exec(version.stdout)?.[1]
  if (version.code !== 0 || name === undefined) return null
  return {
    path,
    version: name,
    canTranscode: /\blibx264\b/.test(encoders.stdout) && /\baac\b/.test(encoders.stdout),
    canToneMap: /\bzscale\b/.test(filters.stdout) && /\btonemap\b/.test(filters.stdout),
  }
}

async function canRun(path: string): Promise<boolean> {
  const { code, stdout, stderr } = await runLimited(path, ['--help'], questionLimits)
  return code !== null && /heif/i.test(stdout + stderr)
}
