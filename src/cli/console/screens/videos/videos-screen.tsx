import { span, wrapText } from '../../draw/paint.ts'
import type { DrawnRow } from '../../draw/surface.tsx'
import { clockTime, playTime, short } from '../../draw/words.ts'
import type { ScreenDefinition } from '../../frame/screen.ts'
import { listScreen } from '../../list/list-screen.tsx'
import { videosBindings } from './bindings.ts'
import { useVideos } from './use-videos.ts'

/**
 * The video feed and why each video is in it. YouTube's pictures are not drawn: the server may not pass them on, and
 * fetching them here would tell Google what a moderator looks at, so the link is shown instead.
 */
export const videosScreen: ScreenDefinition = {
  name: 'videos',
  aliases: ['video', 'yt'],
  about: 'the video feed, and why each video is in it',
  open: (tools) => {
    const list = useVideos(tools)
    return listScreen({
      name: 'videos',
      tools,
      list,
      bindings: videosBindings(tools, list),
      preview: (video, { columns }): DrawnRow[] => [
        ...wrapText(video.title, columns, 3).map((line): DrawnRow => ({ row: [span(line, 'strong')] })),
        { row: [span(`${video.channel} · YouTube`, 'muted')] },
        {
          row: [
            `${video.kind} ${playTime(video.durationMs)}`,
            span(` · ${short(video.views)} views · ${clockTime(video.publishedAt)}`, 'muted'),
          ],
        },
        ...wrapText(`here because of ${video.because}`, columns, 3).map((line): DrawnRow => ({ row: [line] })),
        { row: [video.url] },
        { row: [span('Y', 'key'), span(' copies the link', 'muted')] },
      ],
    })
  },
}
