/** The formats that are taken in; everything else is refused by what its bytes say it is. */
export type MediaFormat = 'jpeg' | 'png' | 'webp' | 'gif' | 'avif' | 'heic' | 'mp4' | 'mov' | 'webm'

export interface MediaFormatInfo {
  kind: 'image' | 'video'
  mimeType: string
  extension: string
}

/** What each accepted format is called outside: kind, media type and the extension that is ours, never the sender's. */
export const mediaFormats: Record<MediaFormat, MediaFormatInfo> = {
  jpeg: { kind: 'image', mimeType: 'image/jpeg', extension: 'jpg' },
  png: { kind: 'image', mimeType: 'image/png', extension: 'png' },
  webp: { kind: 'image', mimeType: 'image/webp', extension: 'webp' },
  gif: { kind: 'image', mimeType: 'image/gif', extension: 'gif' },
  avif: { kind: 'image', mimeType: 'image/avif', extension: 'avif' },
  heic: { kind: 'image', mimeType: 'image/heic', extension: 'heic' },
  mp4: { kind: 'video', mimeType: 'video/mp4', extension: 'mp4' },
  mov: { kind: 'video', mimeType: 'video/quicktime', extension: 'mov' },
  webm: { kind: 'video', mimeType: 'video/webm', extension: 'webm' },
}

/** The media types of all formats that are taken in, in the order of `mediaFormats`. */
export const mediaMimeTypes: string[] = Object.values(mediaFormats).map((info) => info.mimeType)
