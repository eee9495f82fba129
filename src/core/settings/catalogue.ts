import { z } from 'zod'

/** One setting that operators change while the server runs. */
export interface Setting<Value> {
  readonly schema: z.ZodType<Value>
  readonly fallback: Value
  /** What it does, for `momentum settings` and the console. */
  readonly about: string
}

function setting<Schema extends z.ZodType>(
  schema: Schema,
  fallback: z.output<Schema>,
  about: string,
): Setting<z.output<Schema>> {
  return { schema: schema as unknown as z.ZodType<z.output<Schema>>, fallback, about }
}

const line = z.string().trim().min(1).max(200)
const page = z.string().max(100_000)
const version = z
  .string()
  .max(40)
  .regex(/^[0-9A-Za-z.-]{1,40}$/)
const webAddress = z.url({ protocol: /^https?$/ }).max(500)

const quotaOfBucket = z
  .strictObject({ limit: z.number().int().min(0).max(100_000_000), soft: z.number().int().min(0).max(100_000_000) })
  .refine(({ limit, soft }) => soft <= limit, 'soft must not be above limit')

/** Every setting kept in the database, with its bounds, its default and what it does. */
export const settingsCatalogue = {
  'instance.name': setting(line, 'Momentum', 'Name of the community, shown by every client.'),
  'instance.description': setting(z.string().max(2000), '', 'What the community is about.'),
  'instance.rules': setting(
    z.array(line).max(20),
    ['Be kind.', 'Nothing illegal.', 'No spam.'],
    'The rules, one a line; reports and strikes refer to them by number.',
  ),
  'instance.support': setting(line, 'admin@localhost', 'Address or page where people find help.'),
  'instance.lowestAppVersion': setting(
    z
      .string()
      .max(17)
      .regex(/^\d{1,5}(\.\d{1,5}){0,2}$/),
    '0',
    'Apps below this version are told to update (426).',
  ),
  'accounts.passwordLength': setting(
    z.number().int().min(10).max(64),
    10,
    'Least characters of a password; operators need at least 15 whatever stands here.',
  ),
  'accounts.minimumAge': setting(z.number().int().min(13).max(21), 13, 'Age from which people may sign up.'),
  'accounts.graceDays': setting(
    z.number().int().min(0).max(90),
    14,
    'Days between asking for deletion and erasure; signing in cancels it.',
  ),
  'terms.version': setting(version, '1', 'Version of the terms; a new one must be accepted before publishing.'),
  'terms.text': setting(page, '', 'The terms, as shown at /terms.'),
  'guidelines.version': setting(version, '1', 'Version of the community guidelines.'),
  'guidelines.text': setting(page, '', 'The guidelines, as shown at /guidelines.'),
  'privacy.version': setting(version, '1', 'Version of the privacy policy.'),
  'privacy.text': setting(page, '', 'The privacy policy, as shown at /privacy.'),
  'childSafety.text': setting(page, '', 'Child-safety standards, as shown at /safety/child-standards.'),
  'childSafety.contact': setting(z.string().max(200), '', 'Named contact for child safety.'),
  'app.androidPackage': setting(z.string().max(200), '', 'Application id of the Android app, for assetlinks.json.'),
  'app.androidFingerprints': setting(
    z
      .array(
        z
          .string()
          .max(95)
          .regex(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/),
      )
      .max(10),
    [],
    'SHA-256 fingerprints of the certificates the Android app is signed with.',
  ),
  'app.storeUrl': setting(webAddress.or(z.literal('')), '', 'Where the app can be had.'),
  'media.quotaBytes': setting(
    z.number().int().min(0).max(1e15),
    20_000_000_000,
    'Bytes of pictures and videos that one person may keep.',
  ),
  'media.quotaFiles': setting(
    z.number().int().min(0).max(10_000_000),
    50_000,
    'Pictures and videos that one person may keep.',
  ),
  'media.unusedUploads': setting(
    z.number().int().min(1).max(10_000),
    100,
    'Uploads of one person that may wait to be used in a post or message.',
  ),
  'media.unusedHours': setting(
    z.number().int().min(1).max(720),
    24,
    'Hours after which an upload that nothing uses is removed.',
  ),
  'media.freeBytesFloor': setting(
    z.number().int().min(0).max(1e15),
    500_000_000,
    'Free bytes below which the server takes no uploads, so that all else goes on.',
  ),
  'moderation.autoHideScore': setting(
    z.number().min(0).max(1000),
    5,
    'Weight of reports at which content is hidden until an operator decides; a first report weighs 0.5, of grave reasons 2. 0: never.',
  ),
  'moderation.imageDistance': setting(
    z.number().int().min(0).max(20),
    10,
    'Bits of 64 in which the perceptual hash of a picture may differ from a blocked one and still be the same picture.',
  ),
  'moderation.claimMinutes': setting(
    z.number().int().min(1).max(1440),
    30,
    'Minutes for which an operator who claims a case has it to themself.',
  ),
  'moderation.evidenceDays': setting(
    z.number().int().min(1).max(3650),
    180,
    'Days for which what was reported is kept after the case was decided.',
  ),
  'moderation.appealDays': setting(
    z.number().int().min(1).max(3650),
    180,
    'Days in which a person can appeal against a decision.',
  ),
  'jobs.schedules': setting(
    z.record(
      z.string().max(60),
      z
        .string()
        .regex(/^[0-9*/,-]+( [0-9*/,-]+){4}$/)
        .max(100),
    ),
    {},
    'Schedules of jobs that shall differ from their own: the name of the job and five fields of cron, in the zone of the job.',
  ),
  'backups.keep': setting(
    z.number().int().min(0).max(1000),
    7,
    'Backups that the job keeps; older ones are removed. 0: the job makes none.',
  ),
  'backups.keepDays': setting(
    z.number().int().min(1).max(3650),
    35,
    'Days after which the job removes a backup, and for which deletions are remembered, so that none can bring back what was deleted.',
  ),
  'videos.quota': setting(
    z.strictObject({
      general: quotaOfBucket,
      search: quotaOfBucket,
      stats: quotaOfBucket,
      searchCostsGeneral: z.number().int().min(0).max(100),
    }),
    {
      general: { limit: 10_000, soft: 8000 },
      search: { limit: 100, soft: 90 },
      stats: { limit: 10_000, soft: 5000 },
      searchCostsGeneral: 0,
    },
    'Units of YouTube quota a day: what the project has, how much of it the jobs plan with, and the general units that a search costs besides.',
  ),
  'videos.keepDays': setting(
    z.number().int().min(1).max(28),
    10,
    'Days after which a video that no chart, search or channel shows any more leaves the feed; saved ones stay.',
  ),
  'videos.channelsPerCategory': setting(
    z.number().int().min(0).max(500),
    50,
    'Channels whose uploads are looked at, for each category and region.',
  ),
  'videos.statsMethod': setting(
    z.enum(['batchGetStats', 'videos.list']),
    'batchGetStats',
    'How counts are refreshed: from the bucket of their own, or from the general one.',
  ),
  'videos.searchWithCategory': setting(
    z.boolean(),
    true,
    'Whether searches name the YouTube category beside the phrase.',
  ),
  'videos.searchWithoutPhrase': setting(
    z.boolean(),
    false,
    'Whether a category without phrases is searched by its YouTube category alone; YouTube may answer that with nothing.',
  ),
  'videos.requestIntervalMs': setting(
    z.number().int().min(0).max(60_000),
    500,
    'Least time between two requests to YouTube in ms, for its unpublished limits per minute.',
  ),
  'videos.chartlessStatuses': setting(
    z.array(z.number().int().min(400).max(499)).max(10),
    [400, 404],
    'HTTP statuses by which YouTube says that a category has no chart; with another one it counts as a failure.',
  ),
  'videos.trustShortsPicture': setting(
    z.boolean(),
    true,
    'Whether a picture made for Shorts tells a Short where YouTube gives no shape.',
  ),
} as const satisfies Record<string, Setting<never> | Setting<unknown>>

export type SettingName = keyof typeof settingsCatalogue
export type SettingValue<Name extends SettingName> = (typeof settingsCatalogue)[Name]['fallback']
