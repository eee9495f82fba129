import { z } from 'zod'
import type { MediaItem } from '../core/media/index.ts'

const address = (about: string) => z.string().max(100).nullable().describe(about)

/** A picture or video as every post, message and upload shows it. */
export const mediaShape = z
  .object({
    id: z.string().max(36),
    state: z.string().max(20).describe('`ready`, `processing` (a `media.ready` or `media.failed` follows), `failed`.'),
    problem: z
      .object({ code: z.string().max(60), detail: z.string().max(500) })
      .nullable()
      .describe('Why it failed.'),
    kind: z.string().max(20).describe('`image` or `video`.'),
    mimeType: z.string().max(60).describe('Of what is at `url`.'),
    width: z.int().nonnegative(),
    height: z.int().nonnegative(),
    durationMs: z.int().nonnegative().nullable().describe('Of a video, where its samples tell.'),
    bytes: z.int().nonnegative().describe('Of what is at `url`; 0 until it is ready.'),
    alt: z.string().max(1500).nullable().describe('What the picture shows, in words.'),
    placeholder: z
      .string()
      .max(100)
      .nullable()
      .describe('A ThumbHash, base64, to be drawn until the picture is there.'),
    url: address('Path on this server of the picture (at most 2048 pixels a side) or the video; null until ready.'),
    mediumUrl: address('The picture with at most 1080 pixels a side.'),
    thumbnailUrl: address('A picture with at most 480 pixels a side; null for a video on a server without ffmpeg.'),
    posterUrl: address('A picture of the video with at most 1080 pixels a side.'),
  })
  .meta({ id: 'Media', description: 'A picture or video. Its addresses change when fewer people may see it.' })

export type Media = z.output<typeof mediaShape>

/** A picture or video as whoever may see it does. */
export function presentMedia([id, publicPath, facts]: MediaItem): Media {
  const { files } = facts
  return {
    id,
    state: facts.state,
    problem: facts.problem,
    kind: facts.kind,
    mimeType: facts.mimeType,
    width: facts.width,
    height: facts.height,
    durationMs: facts.durationMs,
    bytes: facts.bytes,
    alt: facts.alt,
    placeholder: facts.placeholder,
    url: urlOf(publicPath, files.main),
    mediumUrl: urlOf(publicPath, files.medium),
    thumbnailUrl: urlOf(publicPath, files.thumbnail),
    posterUrl: urlOf(publicPath, files.poster),
  }
}

/** The items of a row, in their order; null stands for none. */
export function presentMediaItems(items: readonly MediaItem[] | null): Media[] {
  return items === null ? [] : items.map(presentMedia)
}

function urlOf(publicPath: string, file: string | null): string | null {
  return file === null ? null : `/media/${publicPath}/${file}`
}
