import { fourCharacters } from './byte-source.ts'
import { type MediaFormat, mediaFormats } from './formats.ts'

export interface SniffedMedia {
  /** What the bytes are, as a media type: also for what is refused (`image/svg+xml`, `text/html`, `application/zip`). */
  found: string
  /** The accepted format, or null when this kind of file is not taken in. */
  format: MediaFormat | null
}

/** How many of the first bytes `sniffMedia` wants to see (fewer when the file is shorter). */
export const sniffLength = 4096

/**
 * Says what a file is from its first bytes alone; its name and its declared type are not asked. The accepted formats
 * are an allow-list, so whatever is not recognised comes out with `format: null`.
 */
export function sniffMedia(head: Uint8Array): SniffedMedia {
  if (head.length === 0) return refused('application/x-empty')
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  return sniffBinary(head, view) ?? sniffText(head) ?? refused('application/octet-stream')
}

function sniffBinary(head: Uint8Array, view: DataView): SniffedMedia | null {
  if (startsWith(head, 'ff d8 ff')) return accepted('jpeg')
  if (startsWith(head, '89 50 4e 47 0d 0a 1a 0a')) return accepted('png')
  if (startsWithText(head, 'GIF87a') || startsWithText(head, 'GIF89a')) return accepted('gif')
  if (startsWithText(head, 'RIFF') && head.length >= 12) return riff(view)
  if (startsWith(head, '1a 45 df a3')) return ebml(head)
  for (const [magic, found] of otherMagic) if (startsWith(head, magic)) return refused(found)
  if (head.length >= 12) return isoBaseMedia(view)
  return null
}

// Refused, but named, so that the answer can say what was found.
const otherMagic: [magic: string, found: string][] = [
  ['49 49 2a 00', 'image/tiff'],
  ['4d 4d 00 2a', 'image/tiff'],
  ['49 49 2b 00', 'image/tiff'],
  ['4d 4d 00 2b', 'image/tiff'],
  ['42 4d', 'image/bmp'],
  ['00 00 01 00', 'image/x-icon'],
  ['38 42 50 53', 'image/vnd.adobe.photoshop'],
  ['00 00 00 0c 6a 50 20 20', 'image/jp2'],
  ['ff 4f ff 51', 'image/jp2'],
  ['00 00 00 0c 4a 58 4c 20', 'image/jxl'],
  ['ff 0a', 'image/jxl'],
  ['25 50 44 46', 'application/pdf'],
  ['50 4b 03 04', 'application/zip'],
  ['50 4b 05 06', 'application/zip'],
  ['1f 8b', 'application/gzip'],
  ['37 7a bc af 27 1c', 'application/x-7z-compressed'],
  ['52 61 72 21', 'application/vnd.rar'],
  ['4f 67 67 53', 'application/ogg'],
  ['66 4c 61 43', 'audio/flac'],
  ['49 44 33', 'audio/mpeg'],
  ['ff fb', 'audio/mpeg'],
  ['46 4c 56 01', 'video/x-flv'],
  ['30 26 b2 75 8e 66 cf 11', 'video/x-ms-asf'],
  ['00 00 01 ba', 'video/mpeg'],
  ['00 00 01 b3', 'video/mpeg'],
  ['7f 45 4c 46', 'application/x-executable'],
  ['4d 5a', 'application/x-executable'],
]

function riff(view: DataView): SniffedMedia {
  const form = fourCharacters(view, 8)
  if (form === 'WEBP') return accepted('webp')
  return refused(form === 'AVI ' ? 'video/x-msvideo' : form === 'WAVE' ? 'audio/wav' : 'application/octet-stream')
}

// The document type (element 4282) stands in the EBML header, within the first few dozen bytes.
function ebml(head: Uint8Array): SniffedMedia {
  for (let at = 4; at + 3 < Math.min(head.length, 128); at += 1) {
    if (head[at] !== 0x42 || head[at + 1] !== 0x82) continue
    const length = head[at + 2]! & 0x7f
    const type = latin1(head.subarray(at + 3, at + 3 + length)).replace(/\0+$/, '')
    return type === 'webm' ? accepted('webm') : refused('video/x-matroska')
  }
  return refused('video/x-matroska')
}

const quickTimeBoxes = new Set(['moov', 'mdat', 'wide', 'free', 'skip', 'pnot'])
const stillHevcBrands = ['heic', 'heix', 'heim', 'heis']
const sequenceBrands: Record<string, string> = {
  avis: 'image/avif-sequence',
  hevc: 'image/heic-sequence',
  hevx: 'image/heic-sequence',
  msf1: 'image/heif-sequence',
}

function isoBaseMedia(view: DataView): SniffedMedia | null {
  const type = fourCharacters(view, 4)
  // QuickTime is older than `ftyp`: such a file starts with its media or its index.
  if (quickTimeBoxes.has(type)) return accepted('mov')
  if (type === 'styp') return refused('video/iso.segment')
  if (type !== 'ftyp') return null
  const major = fourCharacters(view, 8)
  const brands = new Set([major])
  const end = Math.min(view.getUint32(0), view.byteLength)
  for (let at = 16; at + 4 <= end; at += 4) brands.add(fourCharacters(view, at))

  if (major === 'qt  ') return accepted('mov')
  if (sequenceBrands[major]) return refused(sequenceBrands[major])
  if (major === 'avif') return accepted('avif')
  if (stillHevcBrands.includes(major)) return accepted('heic')
  if (major === 'mif1') {
    if (brands.has('avif')) return accepted('avif')
    return stillHevcBrands.some((brand) => brands.has(brand)) ? accepted('heic') : refused('image/heif')
  }
  if (major.startsWith('3g')) return refused('video/3gpp')
  if (major === 'M4A ' || major === 'M4B ' || major === 'M4P ') return refused('audio/mp4')
  if (major === 'crx ') return refused('image/x-canon-cr3')
  if (major === 'jp2 ' || major === 'jpx ') return refused('image/jp2')
  return accepted('mp4')
}

function sniffText(head: Uint8Array): SniffedMedia | null {
  const text = decodeStart(head)
  if (text === null) return null
  if (text.startsWith('#extm3u')) return refused('application/vnd.apple.mpegurl')
  if (text.startsWith('ffconcat')) return refused('text/x-ffconcat')
  if (text.startsWith('#!')) return refused('text/x-script')
  if (text.includes('%pdf-')) return refused('application/pdf')
  if (text.includes('<svg')) return refused('image/svg+xml')
  if (text.includes('<mpd')) return refused('application/dash+xml')
  if (/<(!doctype html|html|head|body|script|iframe|img|a)\b/.test(text)) return refused('text/html')
  if (text.startsWith('<')) return refused('application/xml')
  return text.includes('\ufffd') ? null : refused('text/plain')
}

function decodeStart(head: Uint8Array): string | null {
  const wide = startsWith(head, 'ff fe') ? 'utf-16le' : startsWith(head, 'fe ff') ? 'utf-16be' : null
  const text = new TextDecoder(wide ?? 'utf-8').decode(head.subarray(0, 2048))
  if (/[\0-\x08\x0e-\x1a]/.test(text.slice(0, 256))) return null
  return text.trimStart().toLowerCase()
}

function accepted(format: MediaFormat): SniffedMedia {
  return { found: mediaFormats[format].mimeType, format }
}

function refused(found: string): SniffedMedia {
  return { found, format: null }
}

function startsWith(head: Uint8Array, hex: string): boolean {
  return hex.split(' ').every((pair, index) => head[index] === Number.parseInt(pair, 16))
}

function startsWithText(head: Uint8Array, text: string): boolean {
  return latin1(head.subarray(0, text.length)) === text
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes)
}
