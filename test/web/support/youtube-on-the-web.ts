import type { BrowserContext, Route } from 'playwright-core'

/** What browsers ask of hosts that are not ours, and YouTube's picture host and player played by the test. */
export interface YoutubeOnTheWeb {
  /** Every request to another host: its address, the page's path at that time, and what it tells of where it comes from. */
  readonly asked: { url: string; from: string; referrer: string | null }[]
  /** The player of these videos tells this error. */
  readonly broken: Map<string, number>
  /** These videos have no picture: YouTube answers 404 with a grey one. */
  readonly withoutPicture: Set<string>
}

const picture = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="480" height="360"><rect width="480" height="360" fill="#356"/></svg>',
)
const grey = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="90"><rect width="120" height="90" fill="#ccc"/></svg>',
)

/** Answers for the two hosts that videos need; whatever else is asked for is written down and fails. */
export async function playYoutube(context: BrowserContext, ownOrigin: string): Promise<YoutubeOnTheWeb> {
  const web: YoutubeOnTheWeb = { asked: [], broken: new Map(), withoutPicture: new Set() }
  const answer = async (route: Route): Promise<void> => {
    const request = route.request()
    const url = new URL(request.url())
    const page = context.pages()[0]!
    const referrer = await request.headerValue('referer')
    web.asked.push({ url: url.href, from: new URL(page.url()).pathname, referrer })
    if (url.origin === 'https://i.ytimg.com') {
      const isMissing = [...web.withoutPicture].some((id) => url.pathname.includes(`/${id}/`))
      return route.fulfill({
        status: isMissing ? 404 : 200,
        contentType: 'image/svg+xml',
        body: isMissing ? grey : picture,
      })
    }
    if (url.origin === 'https://www.youtube-nocookie.com' && url.pathname.startsWith('/embed/')) {
      const error = web.broken.get(url.pathname.slice('/embed/'.length))
      return route.fulfill({ contentType: 'text/html', body: playerPage(error) })
    }
    return route.abort()
  }
  await context.route(
    ({ origin, protocol }) => origin !== ownOrigin && protocol.startsWith('http'),
    (route) => answer(route),
  )
  return web
}

// Speaks as YouTube's player does to the pages that embed it.
function playerPage(error: number | undefined): string {
  return `<!doctype html><title>player</title><body style="margin:0;background:#000;color:#fff"><p>player</p><button>Pause</button><script>
    const say = (message) => parent.postMessage(JSON.stringify({ id: 1, channel: 'widget', ...message }), '*')
    let isHeard = false
    addEventListener('message', ({ data }) => {
      const said = JSON.parse(data)
      if (said.event === 'listening' && !isHeard) {
        isHeard = true
        say({ event: 'initialDelivery', info: {} })
      }
      if (said.event === 'command' && said.args?.[0] === 'onError') {
        ${error === undefined ? "say({ event: 'infoDelivery', info: { currentTime: 65.4 } }); document.querySelector('p').textContent = 'playing'" : `say({ event: 'onError', info: ${error} })`}
      }
      if (said.event === 'command' && said.func === 'pauseVideo') document.body.textContent = 'paused'
    })
  </script>`
}
