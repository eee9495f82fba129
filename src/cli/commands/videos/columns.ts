import type { AdminVideo } from '../../api-types.ts'
import { type Column, id, state, text, time } from '../../output/columns.ts'

/** Videos of the feed as lists show them. */
export const videoColumns: Column<AdminVideo>[] = [
  id('Id', (video) => video.id),
  text('Title', (video) => video.title),
  text('Channel', (video) => video.channel, { max: 24, drop: 3 }),
  text('Kind', (video) => video.kind),
  text('Category', (video) => video.category, { drop: 2 }),
  text('Region', (video) => video.region, { drop: 4 }),
  state('State', (video) => video.state),
  time('Fetched', (video) => video.fetchedAt, { drop: 1 }),
]
