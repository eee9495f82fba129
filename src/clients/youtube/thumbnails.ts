import { z } from 'zod'
import { orNull, size } from './fields.ts'

/** One picture of a video or channel; its size is null where YouTube did not say. */
export interface YoutubeThumbnail {
  url: string
  width: number | null
  height: number | null
}

const names = ['maxres', 'standard', 'high', 'medium', 'default'] as const

/** The sizes that a video may have a picture in, largest first. */
export type YoutubeThumbnailName = (typeof names)[number]

/** Pictures by size; a private video has none, and a name that is missing was not made. */
export interface YoutubeThumbnails {
  pictures: Partial<Record<YoutubeThumbnailName, YoutubeThumbnail>>
  /** Whether a custom Short picture is there: proof of a Short where it appears, and no proof where it does not. */
  hasShortsPicture: boolean
}

const pictureHosts = /(?:^|\.)(?:ytimg\.com|ggpht\.com|googleusercontent\.com)$/

const picture = z.object({
  url: z.string().max(1000).refine(isPictureAddress),
  width: size,
  height: size,
})

/** Reads `thumbnails` of any resource; anything odd is left out, never a failure. */
export const thumbnails = orNull(
  z.record(z.string(), z.unknown()).transform((raw): YoutubeThumbnails => {
    const pictures: YoutubeThumbnails['pictures'] = {}
    for (const name of names) {
      const parsed = picture.safeParse(raw[name])
      if (parsed.success) pictures[name] = parsed.data
    }
    return { pictures, hasShortsPicture: mentionsShortsPicture(raw) }
  }),
)

/** The largest picture that the video has, or the one that every video has by its id alone. */
export function bestThumbnail(videoId: string, found: YoutubeThumbnails | null): YoutubeThumbnail {
  for (const name of names) {
    const candidate = found?.pictures[name]
    if (candidate) return candidate
  }
  return { url: `https://i.ytimg.com/vi/${videoId}/hqdefault.jpg`, width: 480, height: 360 }
}

function isPictureAddress(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname } = new URL(address)
  return protocol === 'https:' && pictureHosts.test(hostname)
}

function mentionsShortsPicture(raw: Record<string, unknown>): boolean {
  return [raw, ...Object.values(raw)].some(
    (value) => typeof value === 'object' && value !== null && 'shortsAspectRatio' in value,
  )
}
