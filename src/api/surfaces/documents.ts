import { type Response, Router } from 'express'
import type { App } from '../../app.ts'
import type { SettingName } from '../../core/settings/index.ts'
import { escapeHtml, page, pagesStyle, prose } from './page.ts'

interface DocumentPage {
  path: string
  title: string
  text: SettingName
  version?: SettingName
  /** What stands there until an operator has written something. */
  fallback(facts: { name: string; support: string }): string
}

const documents: readonly DocumentPage[] = [
  {
    path: '/terms',
    title: 'Terms',
    text: 'terms.text',
    version: 'terms.version',
    fallback: ({ name }) =>
      `By making an account at ${name} you agree to follow the guidelines and the law, and to publish only what is yours to publish.\n\n` +
      'You can leave at any time and take a copy of your data with you.\n\nThe operators may remove what breaks the guidelines; you are told why, and can appeal.',
  },
  {
    path: '/guidelines',
    title: 'Community guidelines',
    text: 'guidelines.text',
    version: 'guidelines.version',
    fallback: () => '',
  },
  {
    path: '/privacy',
    title: 'Privacy',
    text: 'privacy.text',
    version: 'privacy.version',
    fallback: ({ name, support }) =>
      `${name} keeps what you give it: your account, what you publish and send, and the devices you sign in from. Where a picture was taken is removed before it is stored. A location you share live is erased when the sharing ends.\n\n` +
      'Videos come from YouTube API Services; by watching them you agree to the YouTube Terms of Service (https://www.youtube.com/t/terms), and the Google Privacy Policy applies (https://policies.google.com/privacy).\n\n' +
      `You can export everything about you, and delete your account, in the app or at /account/delete. Questions: ${support}.`,
  },
  {
    path: '/safety/child-standards',
    title: 'Child safety standards',
    text: 'childSafety.text',
    fallback: ({ name }) =>
      `${name} does not tolerate child sexual abuse and exploitation in any form. Whatever shows or promotes it is removed as soon as it is known, the account is closed, and it is reported to the authorities.\n\n` +
      'Report it in the app (Report, then “Child safety”) or at /report, without an account. Such reports come first.',
  },
]

/** `/terms`, `/privacy`, `/guidelines`, `/safety/child-standards`, and what `/.well-known` holds (API.md, Other surfaces). */
export function documentSurface(app: App): Router {
  const router = Router({ caseSensitive: true, strict: true })
  const { settings } = app
  for (const document of documents) {
    router.get(document.path, (_request, response) => {
      const facts = { name: settings.get('instance.name'), support: settings.get('instance.support') }
      const written = settings.get(document.text) as string
      const text = written === '' ? document.fallback(facts) : written
      const version =
        document.version === undefined
          ? ''
          : `<p class="note">Version ${escapeHtml(String(settings.get(document.version)))}</p>`
      const body = `${prose(text)}${extra(app, document.path)}${version}`
      sendPage(response, page({ title: document.title, instance: facts.name, body }))
    })
  }
  router.get('/pages.css', (_request, response) => {
    response.setHeader('Cache-Control', 'public, max-age=3600')
    response.type('css').end(pagesStyle)
  })
  router.get('/.well-known/change-password', (_request, response) => response.redirect(302, '/settings/password'))
  router.get('/.well-known/assetlinks.json', (_request, response) => {
    response.setHeader('Cache-Control', 'public, max-age=3600')
    response.json(assetLinks(app))
  })
  return router
}

/** Sends a page made by the server; it is looked at anew each time, since settings change. */
export function sendPage(response: Response, html: string, status = 200): void {
  response.status(status)
  response.setHeader('Cache-Control', 'no-cache')
  response.type('html').end(html)
}

function extra(app: App, path: string): string {
  if (path === '/guidelines') {
    const rules = app.settings.get('instance.rules')
    return `<ol>${rules.map((rule) => `<li>${escapeHtml(rule)}</li>`).join('')}</ol>`
  }
  const contact = app.settings.get('childSafety.contact')
  if (path === '/safety/child-standards' && contact !== '')
    return `<p>Contact for child safety: ${escapeHtml(contact)}</p>`
  return ''
}

// Digital Asset Links (developers.google.com/digital-asset-links): which app may open this server's links and credentials.
function assetLinks(app: App): unknown[] {
  const packageName = app.settings.get('app.androidPackage')
  const fingerprints = app.settings.get('app.androidFingerprints')
  if (packageName === '' || fingerprints.length === 0) return []
  return [
    {
      relation: ['delegate_permission/common.handle_all_urls', 'delegate_permission/common.get_login_creds'],
      target: { namespace: 'android_app', package_name: packageName, sha256_cert_fingerprints: fingerprints },
    },
  ]
}
