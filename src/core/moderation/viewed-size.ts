import { z } from 'zod'

/** In which size an operator looks at a picture or video. */
export const viewedSize = z
  .enum(['full', 'medium', 'thumbnail', 'poster'])
  .describe('`full`: the picture or the video itself; `poster`: a picture of the video.')

/** The name of each size among the files of a medium. */
export const partOfSize = { full: 'main', medium: 'medium', thumbnail: 'thumbnail', poster: 'poster' } as const
