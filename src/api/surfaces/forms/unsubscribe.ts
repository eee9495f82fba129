import type { Request, Router } from 'express'
import type { App } from '../../../app.ts'
import { digestLinkPage } from '../../../core/digest-links.ts'
import { failure } from '../../../core/errors.ts'
import { checkDigestLink, endDigest } from '../../../core/notifications/index.ts'
import { applyLimits } from '../../middleware/rate-limits.ts'
import { readBytes } from '../../read-body.ts'
import { escapeHtml } from '../page.ts'
import { asPage, contextOf, sendHtml } from './answer-page.ts'

const bodyLimit = 16 * 1024
// Mail programs send either; what is in it is always the same.
const formTypes = /^(application\/x-www-form-urlencoded|multipart\/form-data)\s*(;|$)/i

/**
 * `/unsubscribe?token=…`: stops the mailed digests. A GET asks, since scanners of mail open every link; a POST does it, whether
 * somebody pressed the button or their mail program sends it by itself. That one has no cookie, no session and no page it
 * came from, so it is the signed token alone that counts; hence, unlike on the other pages, the origin is not looked at.
 */
export function unsubscribeRoutes(router: Router, app: App): void {
  router.get(digestLinkPage, async (request, response) => {
    const context = contextOf(app, request, digestLinkPage)
    if (app.config.rateLimits) await applyLimits({ limits: [] }, context, response)
    const token = tokenOf(request)
    await checkDigestLink(context.db.read, context, token)
    const body = `<p>These mails say, in the morning, how much is new for you at ${escapeHtml(context.settings.get('instance.name'))}. Mails about your account itself, such as a strange sign-in, still come.</p>
<form method="post" action="${digestLinkPage}?token=${escapeHtml(token)}" accept-charset="utf-8">
<input type="hidden" name="List-Unsubscribe" value="One-Click">
<p class="buttons"><button type="submit">Stop these mails</button></p>
</form>`
    sendHtml(app, response, 200, { title: 'Stop the mails about what is new?', body, isProblem: false })
  })
  router.post(digestLinkPage, async (request, response) => {
    const context = contextOf(app, request, digestLinkPage)
    if (app.config.rateLimits) await applyLimits({ limits: [] }, context, response)
    await readBytes(request, bodyLimit)
    if (!formTypes.test(request.headers['content-type'] ?? '')) {
      throw failure(
        'content_type_unsupported',
        'Send a form: application/x-www-form-urlencoded or multipart/form-data.',
      )
    }
    await endDigest(context, tokenOf(request))
    const body =
      '<p>No more mails about what is new will come. If you change your mind, <a href="/settings">switch them on again</a> in the settings of your notifications.</p>'
    sendHtml(app, response, 200, { title: 'These mails have stopped', body, isProblem: false })
  })
  router.all(digestLinkPage, (_request, response) => {
    response.setHeader('Allow', 'GET, HEAD, POST')
    throw failure('method_not_allowed', 'Allowed here: GET, HEAD, POST.')
  })
  router.use(digestLinkPage, asPage(app))
}

function tokenOf(request: Request): string {
  const { searchParams } = new URL(request.originalUrl, 'http://localhost')
  const [token = '', ...more] = searchParams.getAll('token')
  return more.length > 0 ? '' : token
}
