import type { Context } from '../context.ts'

/** What the doorbell says when there are files to remove or videos to convert. */
export const mediaWorkTopic = 'media-work'

/** Wakes whoever removes files and converts videos. The bell may be lost: they also look by themselves. */
export function wakeMediaKeeper(context: Context): void {
  context.clients.doorbell.ring(mediaWorkTopic, {})
}
