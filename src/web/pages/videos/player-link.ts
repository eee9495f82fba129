/** The one host whose player is embedded. */
export const playerHost = 'https://www.youtube-nocookie.com'

/** The address of YouTube's player for a video that somebody has just started. */
export function playerAddress(youtubeId: string, startAt: number): string {
  const address = new URL(`/embed/${encodeURIComponent(youtubeId)}`, playerHost)
  const wishes = { enablejsapi: '1', playsinline: '1', autoplay: '1', rel: '0', origin: location.origin }
  for (const [name, value] of Object.entries(wishes)) address.searchParams.set(name, value)
  if (startAt >= 1) address.searchParams.set('start', String(Math.floor(startAt)))
  return address.href
}

/** What the player tells of itself. */
export interface PlayerReports {
  /** It has answered for the first time. */
  onAnswer(): void
  /** It cannot play: 2, 5, 100, 101, 150, 152 or 153. */
  onError(code: number): void
  /** How far it is, in seconds. */
  onTime(seconds: number): void
}

const askEveryMs = 250
const mostAsked = 80

/**
 * Speaks with the player in a frame by messages, as YouTube's own script does, which would have to be loaded from another
 * host. Only what comes from the player's host and out of this frame is listened to.
 */
export function linkToPlayer(frame: HTMLIFrameElement, reports: PlayerReports): { pause(): void; end(): void } {
  let hasAnswered = false
  let asked = 0
  const say = (message: object): void => {
    // Nothing in it is secret; naming the host would fill the console with warnings until the player is there.
    frame.contentWindow?.postMessage(JSON.stringify({ id: 1, channel: 'widget', ...message }), '*')
  }
  const command = (func: string, args: unknown[] = []): void => say({ event: 'command', func, args })

  const onMessage = (message: MessageEvent): void => {
    if (message.origin !== playerHost || message.source !== frame.contentWindow) return
    const said = read(message.data)
    if (said === undefined) return
    if (!hasAnswered) {
      hasAnswered = true
      clearInterval(timer)
      for (const name of ['onReady', 'onStateChange', 'onError']) command('addEventListener', [name])
      reports.onAnswer()
    }
    if (said.event === 'onError') reports.onError(Number(said.info))
    const time = (said.info as { currentTime?: unknown } | null | undefined)?.currentTime
    if (typeof time === 'number' && Number.isFinite(time)) reports.onTime(time)
  }
  addEventListener('message', onMessage)

  // The player listens as soon as it has loaded, and nothing tells when that is.
  const timer = setInterval(() => {
    asked += 1
    if (asked > mostAsked) clearInterval(timer)
    else if (frame.isConnected) say({ event: 'listening' })
  }, askEveryMs)

  return {
    pause: () => command('pauseVideo'),
    end: () => {
      clearInterval(timer)
      removeEventListener('message', onMessage)
    },
  }
}

function read(data: unknown): { event?: unknown; info?: unknown } | undefined {
  if (typeof data !== 'string') return undefined
  try {
    const said: unknown = JSON.parse(data)
    return typeof said === 'object' && said !== null ? said : undefined
  } catch {
    return undefined
  }
}
