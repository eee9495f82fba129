import { api } from '../../api/client.ts'
import { asProblem } from '../../api/problem.ts'
import { session } from '../../api/session.ts'
import { changeVideo, type Video } from './known-videos.ts'

const waitMs = 5000
const mostAtOnce = 50

const waiting = new Set<string>()
let timer: ReturnType<typeof setTimeout> | undefined

session.onEnd(() => {
  clearTimeout(timer)
  timer = undefined
  waiting.clear()
})

/**
 * Notes that somebody has really looked at a video, so that it comes last in their feed. Notes go out a few at a time,
 * and when the page is left. Nothing is noted of videos made for children: YouTube's terms forbid it.
 */
export function noteSeen({ youtubeId, isSeen, madeForKids }: Video): void {
  if (isSeen || madeForKids === true || waiting.has(youtubeId)) return
  waiting.add(youtubeId)
  if (waiting.size >= mostAtOnce) void tell()
  else timer ??= setTimeout(() => void tell(), waitMs)
}

async function tell(): Promise<void> {
  const ids = take()
  if (ids.length === 0) return
  try {
    await api.post('/videos/seen', { body: { ids } })
    for (const id of ids) changeVideo(id, { isSeen: true })
  } catch (error) {
    // What does not get through with the next ones is not worth a word: the video comes again, that is all.
    if (asProblem(error).isPassing) for (const id of ids) waiting.add(id)
  }
}

function take(): string[] {
  clearTimeout(timer)
  timer = undefined
  const ids = [...waiting].slice(0, 200)
  waiting.clear()
  return ids
}

// A page that is put away may never run again: the browser sends this by itself.
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState !== 'hidden') return
  const ids = take()
  if (ids.length === 0) return
  const body = new Blob([JSON.stringify({ ids })], { type: 'application/json' })
  if (navigator.sendBeacon('/api/v1/videos/seen', body)) for (const id of ids) changeVideo(id, { isSeen: true })
  else for (const id of ids) waiting.add(id)
})
