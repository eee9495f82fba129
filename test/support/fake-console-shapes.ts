import type * as Shapes from '../../src/cli/console/console-shapes.ts'

const people = ['ada', 'grace', 'linus', 'margaret', 'ken', 'barbara', 'edsger', 'radia', 'dennis', 'katherine']
const texts = [
  'First light over the harbour this morning.',
  'Does anyone have a spare ticket for Saturday?',
  'New sourdough, this one rose properly 🍞',
  'buy followers cheap!!! http://spam.example/win',
  'Das war ein schöner Abend, danke an alle',
  '今日はとても暑いですね。海に行きたい',
  'you are the worst and everybody knows it',
]
const reasons = ['spam', 'harassment', 'nudity', 'child_safety', 'impersonation', 'violence']

export interface FakeShapesOptions {
  now: number
  hostile?: readonly string[] | undefined
  /** Only what every font has, for pictures of the screen. */
  isLatin?: boolean | undefined
}

export type FakeShapes = ReturnType<typeof createFakeShapes>

/** Rows of every kind by number, always the same for the same number; `hostile` takes the place of what people write,
 * one after the other. */
export function createFakeShapes({ now, hostile, isLatin = false }: FakeShapesOptions) {
  const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString()
  const hasGlyphs = (one: unknown) => !isLatin || typeof one !== 'string' || /^[\u0020-\u017f]*$/.test(one)
  const pick = <T>(list: readonly T[], index: number): T => {
    const fitting = list.filter(hasGlyphs)
    return fitting[index % fitting.length] as T
  }
  let said = 0
  const say = (text: string) => {
    said += 1
    return hostile === undefined ? text : pick(hostile, said)
  }
  const name = (index: number) =>
    say(index < people.length ? pick(people, index) : `${pick(people, index)}${Math.floor(index / people.length)}`)
  const uuid = (kind: string, index: number) => `0198f000-${kind}-7000-8000-${String(index).padStart(12, '0')}`

  const picture = (index: number): Shapes.PictureRef => ({
    url: `/media/${index}/small.webp`,
    kind: index % 5 === 0 ? 'video' : 'image',
    alt: say('a harbour'),
    width: 640,
    height: 480,
    durationMs: index % 5 === 0 ? 75_000 : null,
    sensitive: index % 3 === 0,
    isDrawable: true,
  })

  const user = (index: number): Shapes.UserRow => ({
    id: uuid('0001', index),
    username: name(index),
    displayName: say(pick(['Ada Lovelace', 'Grace Hopper', 'Łukasz Żółć', '山田太郎', 'Zoë 👩‍💻'], index)),
    role: index % 97 === 3 ? 'moderator' : 'user',
    status: index % 41 === 5 ? 'suspended' : index % 29 === 7 ? 'silenced' : 'active',
    followers: (index * 7919) % 25_000,
    posts: (index * 31) % 900,
    strikes: index % 17 === 0 ? 2 : 0,
    reports: index % 11 === 0 ? 3 : 0,
    createdAt: ago(60 + index * 90),
    lastSeenAt: index % 13 === 12 ? null : ago((index * 37) % 5000),
  })

  const history = (index: number): Shapes.PersonHistory => ({
    username: name(index),
    joinedAt: ago(100_000 + index * 1000),
    strikes: index % 4,
    sanctions: index % 3 === 0 ? [say('warned 2×'), say('silenced 7 d')] : [],
    reports: index % 6,
  })

  const caseRow = (index: number): Shapes.CaseRow => ({
    id: uuid('0005', index),
    subjectType: pick(['post', 'comment', 'message', 'user'], index),
    subjectId: uuid('0002', index),
    person: name(index + 3),
    reason: pick(reasons, index),
    reports: 1 + (index % 4),
    state: 'open',
    claimedBy: null,
    claimedUntil: null,
    openedAt: ago(30 + index * 25),
    dueAt: new Date(now + (1440 - index * 45) * 60_000).toISOString(),
    excerpt: say(pick(texts, index)),
  })

  return {
    user,
    case: caseRow,
    person: (id: string): Shapes.UserDetail => ({
      ...user(1),
      username: say(id),
      email: say(`${id}@example.org`),
      bio: say('Rows boats and writes programs.\nLikes the sea.'),
      emailVerified: true,
      verified: true,
      sanctions: [{ id: 's1', kind: 'silence', reason: say('insults'), until: ago(-4000), by: name(3), at: ago(300) }],
      sessions: [
        { id: 'x', device: say('Pixel 9'), ip: '192.0.2.7', firstSeenAt: ago(9000), lastSeenAt: ago(3) },
        { id: 'y', device: say('Firefox on Linux'), ip: '192.0.2.8', firstSeenAt: ago(700), lastSeenAt: ago(60) },
      ],
      signIns: [
        { at: ago(700), outcome: 'ok', device: say('Firefox on Linux'), ip: '192.0.2.8' },
        { at: ago(900), outcome: 'failed', device: say('curl'), ip: '198.51.100.4' },
      ],
      strikeList: [{ at: ago(4000), rule: say('Be kind'), action: 'warn', by: name(4), expiresAt: null }],
      notes: [{ at: ago(50), by: name(3), text: say('Talked to her about the tone; agreed to stop.') }],
      reportsAbout: [
        {
          id: 'r1',
          caseId: uuid('0005', 1),
          reason: 'harassment',
          comment: say('she called me names'),
          about: say('a post'),
          at: ago(80),
          outcome: 'open',
        },
      ],
      reportsBy: [],
      content: Array.from({ length: 12 }, (_, index) => ({
        id: uuid('0002', index),
        kind: index % 2 === 0 ? 'post' : 'comment',
        text: say(pick(texts, index)),
        at: ago(index * 60),
        state: index === 3 ? 'hidden' : 'visible',
      })),
    }),
    content: (index: number): Shapes.ContentRow => ({
      id: uuid('0002', index),
      author: name(index),
      text: say(pick(texts, index)),
      at: ago(index * 11),
      state: index % 9 === 4 ? 'hidden' : 'visible',
      reports: index % 6 === 0 ? 2 : 0,
      reactions: (index * 13) % 200,
      replies: (index * 5) % 40,
      pictures: index % 2 === 0 ? [picture(index)] : [],
    }),
    message: (index: number): Shapes.MessageRow => ({
      id: uuid('0004', index),
      conversationId: uuid('0003', index % 5),
      from: name(index),
      to: name(index + 1),
      text: say(pick(texts, index)),
      at: ago(index * 3),
      state: 'visible',
      pictures: [],
    }),
    caseDetail: (row: Shapes.CaseRow): Shapes.CaseDetail => ({
      ...row,
      evidence: [
        { at: ago(62), from: name(7), text: say('Look what I found!'), link: null, reported: false, pictures: [] },
        {
          at: ago(61),
          from: row.person,
          text: row.excerpt,
          link: null,
          reported: true,
          pictures: [picture(1), picture(5)],
        },
        { at: ago(60), from: name(7), text: say('Please stop.'), link: null, reported: false, pictures: [] },
      ],
      reporters: [
        { username: name(7), accuracy: 0.75, comment: say('this is not the first time'), at: ago(55) },
        { username: name(8), accuracy: null, comment: say(''), at: ago(50) },
      ],
      history: { ...history(3), username: row.person },
      earlier: [],
      decisions: [{ at: ago(9000), by: name(4), action: 'warn', rule: say('Be kind') }],
    }),
    rules: [
      ['spam', 'Spam and scams', ['hide'], null],
      ['kind', 'Harassment', ['hide', 'warn'], null],
      ['nudity', 'Nudity', ['hide'], null],
      ['child', 'Child safety', ['delete', 'suspend'], null],
      ['fake', 'Impersonation', ['suspend'], 604_800],
      ['violence', 'Violence', ['hide', 'silence'], 604_800],
      ['rights', 'Copyright', ['hide'], null],
      ['private', 'Private data', ['delete'], null],
      ['other', 'Other rule', ['warn'], null],
    ].map(
      ([id, title, actions, durationSeconds]): Shapes.Rule => ({
        id: id as string,
        title: say(title as string),
        actions: actions as string[],
        durationSeconds: durationSeconds as number | null,
      }),
    ),
    appeal: (index: number): Shapes.AppealRow => ({
      id: uuid('0006', index),
      person: name(index),
      action: pick(['silence', 'hide', 'suspend'], index),
      rule: say('Be kind'),
      decidedBy: name(index + 1),
      decidedAt: ago(3000),
      text: say('I was quoting a song. Please read what came before it.'),
      at: ago(index * 100),
      state: 'open',
    }),
    video: (index: number): Shapes.VideoRow => ({
      id: `yt${String(index).padStart(9, '0')}`,
      title: say(pick(['Boat in a storm', 'How bread rises', '猫の一日', 'A walk in Kraków'], index)),
      channel: say(pick(['Sea TV', 'Kitchen', '猫チャンネル'], index)),
      kind: index % 2 === 0 ? 'short' : 'long',
      category: pick(['Entertainment', 'Howto & Style', 'Pets & Animals'], index),
      region: pick(['DE', 'US', 'JP'], index),
      views: (index * 99_991) % 5_000_000,
      durationMs: 20_000 + ((index * 7919) % 800) * 1000,
      publishedAt: ago(index * 500),
      fetchedAt: ago(index * 3),
      because: say(pick(['chart of Entertainment in DE', 'search: bread', 'uploads of Sea TV'], index)),
      hidden: index % 19 === 4,
      url: `https://www.youtube.com/watch?v=yt${String(index).padStart(9, '0')}`,
    }),
    jobs: ['youtube-charts', 'youtube-search', 'live-location-expiry', 'media-sweep', 'account-erasure', 'backup'].map(
      (job, index): Shapes.JobRow => ({
        name: job,
        schedule: pick(['*/15 * * * *', '0 3 * * *'], index),
        state: pick(['idle', 'running', 'idle', 'paused'], index),
        progress: index === 1 ? 0.42 : null,
        lastOutcome: index === 3 ? 'failed' : 'ok',
        lastEndedAt: ago(7 + index * 30),
        lastDurationMs: 180 + index * 900,
        nextAt: ago(-9 - index),
      }),
    ),
    jobRun: (index: number): Shapes.JobRunRow => ({
      id: uuid('0008', index),
      startedAt: ago(index * 15),
      durationMs: 400 + index * 3,
      outcome: index % 8 === 5 ? 'failed' : 'ok',
      counts: say('fetched 50, new 12, hidden 0'),
      quotaUsed: 101,
    }),
    quota: ['queries', 'searches', 'uploads'].map(
      (bucket, index): Shapes.QuotaBucket => ({
        name: bucket,
        used: [4210, 8700, 9800][index] ?? 0,
        limit: 10_000,
        resetsAt: ago(-400),
        by: [
          { job: 'youtube-charts', used: 3100 },
          { job: 'youtube-search', used: 1110 },
        ],
      }),
    ),
    filter: (index: number): Shapes.FilterRow => ({
      id: uuid('0009', index),
      kind: pick(['word', 'pattern', 'link'], index),
      pattern: say(pick(['buy followers', '/f[o0]llowers/', 'spam.example'], index)),
      effect: pick(['hold', 'hide', 'flag'], index),
      hits: index * 12,
      by: name(3),
      at: ago(index * 900),
    }),
    trial: {
      examined: 5000,
      caught: 3,
      matches: [0, 1, 2].map((index) => ({
        id: uuid('0002', index),
        kind: 'post',
        author: name(index),
        text: say(pick(texts, index + 3)),
        at: ago(index),
      })),
    } satisfies Shapes.FilterTrial,
    audit: (index: number): Shapes.AuditRow => ({
      id: uuid('000a', index),
      at: ago(index * 5),
      actor: name(index + 3),
      door: pick(['console', 'cli', 'api', 'job'], index),
      action: pick(['user.silence', 'post.hide', 'case.resolve', 'setting.set'], index),
      subject: name(index),
      reason: say(pick(['insults', 'spam', 'asked for by mail'], index)),
      before: say('{"status":"active"}'),
      after: say('{"status":"silenced"}'),
      undoable: index % 4 !== 3,
      undoneBy: index % 10 === 9 ? name(2) : null,
    }),
    settings: [
      { name: 'registration', value: 'invite', standard: 'open', help: say('Who may sign up: open, invite, closed.') },
      { name: 'postEditHours', value: say('24'), standard: '24', help: say('How long a caption can be edited.') },
    ] satisfies Shapes.SettingRow[],
    log: (index: number): Shapes.LogLine => ({
      id: uuid('000b', index),
      at: ago(index / 10),
      level: pick(['info', 'info', 'warn', 'info', 'error'], index),
      message: say(pick(['request done', 'job ended', 'slow query'], index)),
      fields: say('requestId=8f2c ms=12 status=200'),
    }),
    pulse: (seed: number): Shapes.Pulse => ({
      at: new Date(now).toISOString(),
      requestsPerSecond: 110 + ((seed * 37) % 60),
      p50Ms: 3 + (seed % 3),
      p99Ms: 24 + ((seed * 13) % 40),
      errorsPerMinute: seed % 4 === 0 ? 1 : 0,
      online: 812 + (seed % 9),
      messagesPerMinute: 340 + ((seed * 11) % 90),
      eventLoopLagMs: 1 + (seed % 5),
      waiting: 38,
      queue: reasons
        .slice(0, 4)
        .map((reason, index) => ({ reason, count: 14 - index * 3, oldestSeconds: 90_000 / (index + 1) })),
      jobs: ['youtube-charts', 'youtube-search', 'media-sweep'].map((job, index) => ({
        name: job,
        state: index === 1 ? 'running' : 'idle',
        lastOutcome: index === 2 ? 'failed' : 'ok',
        lastEndedAt: ago(4 + index),
      })),
      quota: ['queries', 'searches', 'uploads'].map((bucket, index) => ({
        name: bucket,
        used: [4210, 8700, 9800][index] ?? 0,
        limit: 10_000,
        resetsAt: ago(-400),
        by: [],
      })),
      disk: { usedBytes: 61e9, freeBytes: 39e9 },
      counts: { users: 100_250, posts: 1_204_331, comments: 3_311_020, messages: 12_400_112 },
    }),
  }
}
