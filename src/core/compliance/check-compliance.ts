import { day, hour, isoTime } from '../../lib/clock.ts'
import type { Context } from '../context.ts'
import { findUndeleted } from '../deletions/index.ts'
import type { SettingName } from '../settings/index.ts'

/** One thing that app stores and the law ask of an app with content of its users. */
export interface ComplianceLine {
  name: string
  status: 'ok' | 'warn' | 'fail'
  /** How it stands, in words. */
  detail: string
  /** The command or setting that mends it; null when there is nothing to mend. */
  mend: string | null
}

/** What only the settings of the process say. */
export interface ComplianceFacts {
  /** PUBLIC_URL; undefined when it is not set. */
  publicUrl: string | undefined
  /** Whether mails are sent, and not only written into a folder. */
  sendsMail: boolean
}

const ok = (name: string, detail: string): ComplianceLine => ({ name, status: 'ok', detail, mend: null })
const warn = (name: string, detail: string, mend: string): ComplianceLine => ({ name, status: 'warn', detail, mend })
const fail = (name: string, detail: string, mend: string): ComplianceLine => ({ name, status: 'fail', detail, mend })

/**
 * Checks what Google Play and the law ask of an app with content of its users: what is built in is said with where it is,
 * what has to be set is asked of the settings, and what has to be done in time of the database. Changes nothing.
 */
export async function checkCompliance(context: Context, facts: ComplianceFacts): Promise<ComplianceLine[]> {
  return [
    ...checkDocuments(context),
    await checkConsents(context),
    ok(
      'reports',
      'in the app: people, posts, comments, messages, conversations and videos (POST /reports); for everybody at /report',
    ),
    ok('blocks', 'in the app: both ways, everywhere, at once (PUT /users/{username}/block)'),
    ...(await checkModeration(context)),
    ...checkChildSafety(context),
    ...(await checkDeletion(context, facts)),
    ok('export', 'in the app: everything about a person as a zip (POST /me/export)'),
    checkAge(context),
    checkSupport(context),
    checkAddress(facts),
    checkMail(facts),
    checkApp(context),
    checkVideos(context),
    checkName(context),
  ]
}

const documents: [name: string, setting: SettingName, path: string, what: string][] = [
  ['terms', 'terms.text', '/terms', 'terms of use'],
  ['guidelines', 'guidelines.text', '/guidelines', 'what is welcome'],
  ['privacy', 'privacy.text', '/privacy', 'privacy'],
]

function checkDocuments({ settings }: Context): ComplianceLine[] {
  return documents.map(([name, setting, path, what]) => {
    const text = String(settings.get(setting))
    if (name === 'guidelines' && text === '' && settings.get('instance.rules').length > 0) {
      return ok(name, `${settings.get('instance.rules').length} rules, at ${path}`)
    }
    if (text !== '') return ok(name, `version ${settings.get(`${name}.version` as SettingName)}, at ${path}`)
    return warn(
      name,
      `${path} shows only the few sentences on ${what} that come with Momentum`,
      `momentum settings set ${setting} "$(cat ${name}.txt)"`,
    )
  })
}

// Asked of the rows, so that a way around the terms would show.
async function checkConsents(context: Context): Promise<ComplianceLine> {
  const row = await context.db.read.get<{ since: number | null }>(
    "SELECT max(updated_at) AS since FROM settings WHERE name = 'terms.version'",
  )
  const since = Math.max(row?.since ?? 0, context.now() - 90 * day)
  const found = await context.db.read.get<{ count: number }>(
    `SELECT count(DISTINCT p.author_id) AS count FROM posts p WHERE p.created_at > $1 AND NOT EXISTS
       (SELECT 1 FROM consents c WHERE c.user_id = p.author_id AND c.document = 'terms' AND c.version = $2)`,
    [since, context.settings.get('terms.version')],
  )
  if (found!.count === 0) return ok('terms.first', 'nobody publishes before accepting the present terms and guidelines')
  return fail(
    'terms.first',
    `${found!.count} people published without having accepted the present terms`,
    'momentum audit list --action settings.change',
  )
}

async function checkModeration({ db, now }: Context): Promise<ComplianceLine[]> {
  const at = now()
  const [operators, overdue, takedowns, appeals] = await Promise.all([
    db.read.get<{ count: number }>(
      `SELECT count(*) AS count FROM users WHERE role IN ('moderator', 'admin') AND status = 'active'`,
    ),
    db.read.all<{ reason: string; count: number; oldest: number }>(
      `SELECT reason, count(*) AS count, min(due_at) AS oldest FROM cases WHERE state = 'open' AND due_at < $1
       GROUP BY reason ORDER BY min(due_at)`,
      [at - hour],
    ),
    db.read.get<{ count: number }>(`SELECT count(*) AS count FROM takedowns WHERE state = 'open' AND due_at < $1`, [
      at,
    ]),
    db.read.get<{ count: number }>(`SELECT count(*) AS count FROM appeals WHERE state = 'open' AND created_at < $1`, [
      at - 14 * day,
    ]),
  ])
  const late = overdue.reduce((sum, { count }) => sum + count, 0)
  const words = overdue.map(({ reason, count }) => `${count} × ${reason}`).join(', ')
  return [
    operators!.count > 0
      ? ok(
          'moderators',
          operators!.count === 1 ? 'one person looks after reports' : `${operators!.count} people look after reports`,
        )
      : fail('moderators', 'nobody is there to look after reports', 'momentum users edit <user> --role moderator'),
    late === 0
      ? ok('reports.in-time', 'no case is overdue')
      : fail(
          'reports.in-time',
          `${late} cases are overdue (${words}), the first since ${isoTime(overdue[0]!.oldest)}`,
          'momentum reports list',
        ),
    takedowns!.count === 0
      ? ok('takedowns.in-time', 'no request from the public form is overdue (48 hours)')
      : fail('takedowns.in-time', `${takedowns!.count} requests are overdue`, 'momentum takedowns list'),
    appeals!.count === 0
      ? ok('appeals.in-time', 'no appeal waits for longer than two weeks')
      : warn('appeals.in-time', `${appeals!.count} appeals wait for longer than two weeks`, 'momentum appeals list'),
  ]
}

function checkChildSafety({ settings }: Context): ComplianceLine[] {
  const contact = settings.get('childSafety.contact')
  return [
    settings.get('childSafety.text') === ''
      ? warn(
          'child-safety.standards',
          '/safety/child-standards shows only the sentences that come with Momentum',
          'momentum settings set childSafety.text "$(cat child-safety.txt)"',
        )
      : ok('child-safety.standards', 'at /safety/child-standards'),
    contact === ''
      ? fail(
          'child-safety.contact',
          'nobody is named as the contact that Google Play asks for',
          'momentum settings set childSafety.contact "Name <address>"',
        )
      : ok('child-safety.contact', contact),
    ok('child-safety.reports', 'a reason of its own, due at once'),
  ]
}

async function checkDeletion(context: Context, facts: ComplianceFacts): Promise<ComplianceLine[]> {
  const { db, now, settings } = context
  const waiting = await db.read.get<{ count: number }>(
    `SELECT count(*) AS count FROM users WHERE status = 'deleted' AND erase_after < $1`,
    [now() - day],
  )
  const left = await findUndeleted(db.read)
  const where = facts.publicUrl === undefined ? '/account/delete' : `${facts.publicUrl}/account/delete`
  return [
    ok('deletion.app', `in the app (DELETE /me), erased after ${settings.get('accounts.graceDays')} days`),
    ok('deletion.web', `without the app: ${where}`),
    waiting!.count === 0
      ? ok('deletion.in-time', 'every account whose time had come is erased')
      : fail(
          'deletion.in-time',
          `${waiting!.count} accounts should have been erased by now`,
          'momentum jobs run account-erasure',
        ),
    left.length === 0
      ? ok('deletion.kept', 'what the ledger of deletions names is gone')
      : fail(
          'deletion.kept',
          `what was deleted is there again: ${left.map(({ subjectType, count }) => `${count} × ${subjectType}`).join(', ')}`,
          'momentum backup restore <name>, which deletes it again',
        ),
  ]
}

function checkAge({ settings }: Context): ComplianceLine {
  return ok('age', `people sign up from ${settings.get('accounts.minimumAge')} on`)
}

function checkSupport({ settings }: Context): ComplianceLine {
  const support = settings.get('instance.support')
  if (!/localhost/.test(support)) return ok('support', support)
  return fail(
    'support',
    `people are sent to ${support} for help`,
    'momentum settings set instance.support help@your.domain',
  )
}

function checkAddress({ publicUrl }: ComplianceFacts): ComplianceLine {
  if (publicUrl?.startsWith('https://')) return ok('address', publicUrl)
  return fail(
    'address',
    `the pages that the store asks for need an address on the web${publicUrl === undefined ? '' : `, with https, not ${publicUrl}`}`,
    'PUBLIC_URL=https://your.domain',
  )
}

function checkMail({ sendsMail }: ComplianceFacts): ComplianceLine {
  if (sendsMail) return ok('login-alerts', 'a new device is told by mail and in the app')
  return fail(
    'login-alerts',
    'mails are not sent: neither sign-in alerts nor links to reset a password arrive',
    'SMTP_URL=smtp://user:password@host:587',
  )
}

function checkApp({ settings }: Context): ComplianceLine {
  const [name, prints] = [settings.get('app.androidPackage'), settings.get('app.androidFingerprints')]
  if (name !== '' && prints.length > 0) return ok('app-links', `${name}, at /.well-known/assetlinks.json`)
  const mend =
    name === ''
      ? 'momentum settings set app.androidPackage org.example.app'
      : `momentum settings set app.androidFingerprints '["AB:CD:…"]'`
  return warn(
    'app-links',
    `${name === '' ? 'the application id' : "the fingerprint of the app's certificate"} is not set: links open in the browser`,
    mend,
  )
}

// developers.google.com/youtube/terms/developer-policies, III.A: what the privacy policy of an API client must say.
function checkVideos({ settings, instance }: Context): ComplianceLine {
  if (!instance.features.videos) return ok('youtube', 'not in use')
  const text = settings.get('privacy.text')
  if (
    text === '' ||
    (/youtube/i.test(text) && /policies\.google\.com\/privacy/.test(text) && /youtube\.com\/t\/terms/.test(text))
  ) {
    return ok('youtube', "the privacy policy names YouTube API Services, and YouTube's and Google's own")
  }
  return fail(
    'youtube',
    'the privacy policy must name YouTube API Services and link to https://www.youtube.com/t/terms and https://policies.google.com/privacy',
    'momentum settings set privacy.text "$(cat privacy.txt)"',
  )
}

function checkName({ settings }: Context): ComplianceLine {
  const name = settings.get('instance.name')
  if (name !== 'Momentum') return ok('name', name)
  return warn('name', 'the community has the name of the software', 'momentum settings set instance.name "Your name"')
}
