import { type FileHandle, open } from 'node:fs/promises'
import {
  BrokenHeader,
  type MediaFormat,
  mediaFormats,
  readImageHeader,
  sniffLength,
  sniffMedia,
} from '../../lib/media-type/index.ts'
import { brokenMedia, oversizedMedia, unsupportedMedia } from './failures.ts'
import { fileSource } from './file-source.ts'
import type { ImageInspection, MediaCapabilities, MediaLimits } from './types.ts'

/** What a file is by its first bytes, within the limits of size; for a picture, what its header claims too. */
export type FirstLook =
  | ImageInspection
  | { kind: 'video'; path: string; format: 'mp4' | 'mov' | 'webm'; mimeType: string; bytes: number }

/**
 * Looks at a file without any decoder. Throws `media_unsupported` (a kind off the list), `media_invalid` (no header to
 * believe) and `payload_too_large` (bytes, pixels, frames).
 */
export async function lookAtFile(
  path: string,
  limits: MediaLimits,
  capabilities: MediaCapabilities,
): Promise<FirstLook> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const head = Buffer.alloc(Math.min(sniffLength, size))
    await file.read(head, 0, head.length, 0)
    const { found, format } = sniffMedia(head)
    if (format === null) throw unsupportedMedia(found, capabilities.accepts)
    const { kind, mimeType } = mediaFormats[format]
    if (!capabilities.accepts.includes(mimeType))
      throw unsupportedMedia(found, capabilities.accepts, 'This server has no decoder for HEIC pictures.')
    const maxBytes = kind === 'image' ? limits.imageBytes : limits.videoBytes
    if (size > maxBytes) throw oversizedMedia(`The file is larger than ${maxBytes} bytes.`, { bytes: maxBytes })
    if (kind === 'image') return await lookAtImage(file, path, size, format, limits)
    return { kind, path, format: format as 'mp4' | 'mov' | 'webm', mimeType, bytes: size }
  } finally {
    await file.close()
  }
}

async function lookAtImage(
  file: FileHandle,
  path: string,
  bytes: number,
  format: MediaFormat,
  limits: MediaLimits,
): Promise<ImageInspection> {
  const { width, height, frames } = await readHeader(file, bytes, format, limits)
  const pixels = width * height
  if (pixels > limits.imagePixels)
    throw oversizedMedia(`The picture has more than ${limits.imagePixels} pixels.`, { imagePixels: limits.imagePixels })
  if (frames > limits.animationFrames)
    throw oversizedMedia(`The animation has more than ${limits.animationFrames} frames.`, {
      animationFrames: limits.animationFrames,
    })
  if (frames > 1 && pixels * frames > limits.animationPixels)
    throw oversizedMedia(`The animation's frames have more than ${limits.animationPixels} pixels together.`, {
      animationPixels: limits.animationPixels,
    })
  return { kind: 'image', path, format, mimeType: mediaFormats[format].mimeType, bytes, width, height, frames }
}

async function readHeader(file: FileHandle, bytes: number, format: MediaFormat, limits: MediaLimits) {
  try {
    return await readImageHeader(fileSource(file, bytes), format, { maxFrames: limits.animationFrames })
  } catch (error) {
    if (error instanceof BrokenHeader) throw brokenMedia(`The picture is damaged: ${error.message}.`)
    throw error
  }
}
