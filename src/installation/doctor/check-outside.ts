import { createECDH } from 'node:crypto'
import { lookup } from 'node:dns/promises'
import { readFile } from 'node:fs/promises'
import { MailServerTrouble, tryMailServer } from '../../clients/mail/index.ts'
import { parseServiceAccount } from '../../clients/push/index.ts'
import type { Config } from '../../config/config.ts'
import type { Clients } from '../../core/clients.ts'
import { isLoopback } from '../../lib/network.ts'
import { secretsFileOf } from '../open-parts.ts'
import { type Finding, failing, fine, said, warning } from './finding.ts'

const mailAdvice: Record<MailServerTrouble['step'], string> = {
  connect: 'SMTP_URL: host and port, and whether a firewall lets you out',
  greeting: 'SMTP_URL: smtps:// for port 465, smtp:// for 587',
  EHLO: 'SMTP_URL: is this a mail server for sending?',
  STARTTLS: "the mail server's certificate, or its name in SMTP_URL",
  AUTH: 'SMTP_URL: user and password, signs such as @ percent-encoded',
  'MAIL FROM': 'MAIL_FROM: an address that this server may send from',
}

/** A real conversation with the mail server, up to the sender of a mail that is then not sent. */
export async function checkMail(config: Config): Promise<Finding[]> {
  if (config.smtpUrl === undefined) {
    return [
      warning(
        'mail',
        'no SMTP_URL: mails become files in the folder outbox, and nobody gets them',
        'SMTP_URL=smtp://user:password@host:587',
      ),
    ]
  }
  const findings: Finding[] = []
  try {
    const { server, isEncrypted, isSignedIn } = await tryMailServer({ smtpUrl: config.smtpUrl, from: config.mailFrom })
    const detail = `${server} takes our mail${isSignedIn === null ? '' : ', signed in'}${isEncrypted ? ', encrypted' : ''}`
    const host = new URL(config.smtpUrl).hostname
    const isOpen = !isEncrypted && !isLoopback(host) && host !== 'localhost'
    findings.push(
      isOpen
        ? warning(
            'mail',
            `${detail}, but in the clear: others can read mails and password`,
            'SMTP_URL=smtps://…, or a server that offers STARTTLS',
          )
        : fine('mail', detail),
    )
  } catch (error) {
    const step = error instanceof MailServerTrouble ? error.step : 'connect'
    findings.push(failing('mail', `${step}: ${said(error)}`, mailAdvice[step]))
  }
  if (/@(localhost|example\.(org|com|net))\b/.test(config.mailFrom)) {
    findings.push(
      warning(
        'mail.from',
        `MAIL_FROM is ${config.mailFrom}, which many servers refuse`,
        'MAIL_FROM="Name <no-reply@your.domain>"',
      ),
    )
  }
  return findings
}

/** The keys that push services know this installation by, and Firebase's. */
export async function checkPush(config: Config, clients: Pick<Clients, 'push'> | null): Promise<Finding[]> {
  return [await checkVapid(config), await checkFirebase(config, clients)]
}

async function checkVapid(config: Config): Promise<Finding> {
  const file = secretsFileOf(config)
  const mend = `restore ${file} from a backup of yours`
  let vapid: { publicKey?: string; privateKey?: string } | undefined
  try {
    vapid = (JSON.parse(await readFile(file, 'utf8')) as { vapid?: typeof vapid }).vapid
  } catch (error) {
    return failing('push.vapid', `${file} cannot be read: ${said(error)}`, mend)
  }
  if (!isPair(vapid?.publicKey ?? '', vapid?.privateKey ?? '')) {
    return failing('push.vapid', 'the two keys do not belong together: no push service takes our pushes', mend)
  }
  if (/@localhost\b/.test(config.vapidSubject)) {
    return warning(
      'push.vapid',
      `the keys are right, but VAPID_SUBJECT is ${config.vapidSubject}, which Apple refuses`,
      'VAPID_SUBJECT=mailto:you@your.domain',
    )
  }
  return fine('push.vapid', 'the two keys belong together')
}

function isPair(publicKey: string, privateKey: string): boolean {
  try {
    const curve = createECDH('prime256v1')
    curve.setPrivateKey(Buffer.from(privateKey, 'base64url'))
    return curve.getPublicKey('base64url') === publicKey
  } catch {
    return false
  }
}

async function checkFirebase(config: Config, clients: Pick<Clients, 'push'> | null): Promise<Finding> {
  if (config.fcmCredentials === undefined) {
    return fine('push.fcm', 'not set up: Android apps get pushes by UnifiedPush or Web Push (FCM_CREDENTIALS)')
  }
  const mend = 'FCM_CREDENTIALS: the JSON file of a service account, from the Firebase console'
  try {
    const account = parseServiceAccount(await readFile(config.fcmCredentials, 'utf8'))
    if (clients === null)
      return warning(
        'push.fcm',
        `the file is right (${account.projectId}), Google was not asked`,
        'what is above first',
      )
    await clients.push.verify()
    return fine('push.fcm', `Google lets us in (${account.projectId})`)
  } catch (error) {
    return failing('push.fcm', said(error), mend)
  }
}

/** What pictures and videos can be made of. */
export function checkMediaTools({ mediaTools }: Pick<Clients, 'mediaTools'>): Finding[] {
  const { ffmpeg, canTranscode, canReadHeic } = mediaTools.capabilities
  const install = 'apt-get install ffmpeg (or brew install ffmpeg), then restart'
  return [
    ffmpeg === null
      ? warning('media.ffmpeg', 'not found: videos get no poster, and only those that phones play are taken', install)
      : canTranscode
        ? fine('media.ffmpeg', `ffmpeg ${ffmpeg}`)
        : warning('media.ffmpeg', `ffmpeg ${ffmpeg} lacks libx264 or aac: videos are not converted`, install),
    canReadHeic
      ? fine('media.heic', 'pictures of iPhones are converted')
      : warning(
          'media.heic',
          'no converter: HEIC pictures of iPhones are refused',
          'apt-get install libheif-examples, then restart',
        ),
  ]
}

/** Writes, reads and removes a small file where the media are. */
export async function checkMediaStore({ mediaStore }: Pick<Clients, 'mediaStore'>): Promise<Finding> {
  const where = mediaStore.kind === 'folder' ? 'the folder media' : 'the bucket'
  try {
    await mediaStore.check()
    return fine('media.store', `${where} takes, gives and removes a file`)
  } catch (error) {
    const mend =
      mediaStore.kind === 'folder'
        ? 'permissions and room of the data folder'
        : 'MEDIA_STORE: address, key, secret, bucket'
    const { cause } = error as { cause?: unknown }
    return failing('media.store', `${where} does not work: ${said(cause ?? error)}`, mend)
  }
}

/** Whether people reach this installation, and no other, under its public address. */
export async function checkPublicUrl(config: Config, isServing: boolean): Promise<Finding[]> {
  if (!isServing) return [warning('server', 'no server of this installation is running', 'momentum serve')]
  const findings = [fine('server', 'running')]
  if (config.publicUrl === undefined) {
    return [
      ...findings,
      warning(
        'public-url',
        'PUBLIC_URL is not set: links in mails lead to this machine alone',
        'PUBLIC_URL=https://your.domain',
      ),
    ]
  }
  return [...findings, await askPublicUrl(config, new URL(config.publicUrl))]
}

async function askPublicUrl(config: Config, url: URL): Promise<Finding> {
  const isLocal = isLoopback(url.hostname) || url.hostname === 'localhost'
  if (!isLocal) {
    const found = await lookup(url.hostname.replace(/^\[|\]$/g, '')).catch(() => null)
    if (found === null)
      return failing('public-url', `${url.hostname} has no address`, `the DNS entry of ${url.hostname}`)
  }
  try {
    const options = { signal: AbortSignal.timeout(8000), redirect: 'manual' as const }
    const live = await fetch(`${url.href.replace(/\/$/, '')}/health/live`, options)
    if (live.status !== 200)
      return failing(
        'public-url',
        `${url.href} answers ${live.status} to /health/live`,
        'the proxy in front of Momentum',
      )
    const skew = Math.abs(Date.parse(live.headers.get('date') ?? '') - Date.now())
    const instance = await fetch(`${url.href.replace(/\/$/, '')}/api/v1/instance`, options)
    const body = (await instance.json()) as { push?: { vapidPublicKey?: string } }
    const secrets = JSON.parse(await readFile(secretsFileOf(config), 'utf8')) as { vapid: { publicKey: string } }
    if (body.push?.vapidPublicKey !== secrets.vapid.publicKey) {
      return failing(
        'public-url',
        `${url.href} leads to another installation`,
        'PUBLIC_URL, or the proxy in front of Momentum',
      )
    }
    if (skew > 60_000)
      return warning(
        'public-url',
        `the clock there differs by ${Math.round(skew / 1000)} s`,
        'timedatectl set-ntp true',
      )
  } catch (error) {
    const { cause } = error as { cause?: unknown }
    return failing(
      'public-url',
      `${url.href} does not answer: ${said(cause ?? error)}`,
      'the proxy, its certificate, and the firewall',
    )
  }
  if (url.protocol === 'http:' && !isLocal) {
    return failing(
      'public-url',
      `${url.href} is not encrypted: passwords can be read on the way`,
      'PUBLIC_URL=https://…, behind a proxy with a certificate',
    )
  }
  return fine('public-url', `${url.href} leads here`)
}
