/** The shapes of the admin API as the command line reads them (API.md, Operators). The only place that knows them. */

export interface Page<Item> {
  items: Item[]
  nextCursor: string | null
}

/** What every change answers, beside the thing it changed. */
export interface ChangeAnswer {
  auditId: string | null
  /** False when the audit log has no way back from it. */
  undoable?: boolean
}

/** What a change answers to `?plan=true`. */
export interface PlanAnswer {
  plan: PlannedEffect[]
}

/** One thing that would change. */
export interface PlannedEffect {
  action: string
  subject?: { type: string; id: string; name?: string | null } | null
  before?: unknown
  after?: unknown
}

/** A request that `--plan` keeps and `momentum apply` sends. */
export interface PlannedRequest {
  method: 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  path: string
  query?: Record<string, string>
  body: Record<string, unknown>
}

export interface PersonRef {
  id: string
  username: string
}

export interface AdminUser {
  id: string
  username: string
  displayName: string | null
  email: string | null
  emailVerified: boolean
  role: string
  status: string
  statusUntil: string | null
  verified: boolean
  createdAt: string
  lastSeenAt: string | null
  counts: { posts: number; followers: number; following: number; reports: number; strikes: number }
}

export interface AdminUserDetail extends AdminUser {
  bio: string | null
  sessions: { id: string; deviceName: string | null; ip: string | null; createdAt: string; lastSeenAt: string | null }[]
  logins: { at: string; ip: string | null; deviceName: string | null; outcome: string }[]
  reports: AdminCase[]
  filed: {
    id: string
    caseId: string
    subject: { type: string; id: string; name: string | null }
    reason: string
    comment: string | null
    outcome: string | null
    createdAt: string
  }[]
  notes: { id: string; author: PersonRef | null; text: string; createdAt: string }[]
  strikes: {
    id: string
    action: string
    reason: string | null
    by: string
    createdAt: string
    expiresAt: string | null
  }[]
}

export interface AdminContent {
  id: string
  author: PersonRef
  text: string | null
  state: string
  createdAt: string
  editedAt: string | null
  hiddenAt: string | null
  counts: { reactions: number; comments: number; reports: number }
  sensitive: boolean
  media: ReviewedMedia[]
}

/** What operators are told of any picture or video. */
export interface OperatorMedia {
  id: string
  kind: string
  mimeType: string
  width: number
  height: number
  durationMs: number | null
  alt: string | null
  placeholder: string | null
  url: string
  previewUrl: string | null
}

/** A picture or video of a post or message, as operators look through them. */
export interface ReviewedMedia extends OperatorMedia {
  state: string
}

export interface AdminMessage extends AdminContent {
  conversationId: string
  to: PersonRef | null
  context?: AdminContent[]
}

export interface AdminCase {
  id: string
  subject: { type: string; id: string; name: string | null }
  reason: string
  state: string
  reports: number
  claimedBy: { name: string } | null
  claimedUntil: string | null
  dueAt: string | null
  createdAt: string
  resolvedAt: string | null
}

/** A picture or video kept with a case; fetching `url` or `previewUrl` is audited. */
export interface KeptPicture extends OperatorMedia {
  hashes: string[]
}

export interface AdminCaseDetail extends AdminCase {
  evidence: {
    type: string
    author: PersonRef | null
    text: string | null
    /** Where a video is to be seen. */
    url: string | null
    reported: boolean
    pictures: KeptPicture[]
    at: string
  }[]
  earlier: {
    id: string
    subject: { type: string; id: string }
    reason: string
    state: string
    actions: string[]
    createdAt: string
  }[]
  filed: {
    id: string
    reporter: PersonRef | null
    reason: string
    comment: string | null
    accuracy: number | null
    createdAt: string
  }[]
  history: { id: string; action: string; by: string; reason: string | null; createdAt: string }[]
}

export interface AdminAppeal {
  id: string
  person: PersonRef
  action: { id: string; type: string; reason: string | null; by: string; createdAt: string }
  text: string
  state: string
  createdAt: string
  decidedAt: string | null
}

export interface AdminFilter {
  id: string
  kind: string
  pattern: string
  effect: string
  matches: number
  createdBy: string | null
  createdAt: string
}

export interface FilterTest {
  checked: number
  matched: number
  items: { type: string; id: string; author: PersonRef | null; text: string | null; createdAt: string }[]
}

export interface AdminVideo {
  id: string
  title: string
  channel: string
  kind: string
  category: string | null
  region: string | null
  state: string
  /** A number in words, as YouTube gives it; null where the channel does not tell. */
  views: string | null
  durationMs: number
  publishedAt: string
  fetchedAt: string
  /** Where it was found. */
  because: string
  /** Where it is to be seen. */
  url: string
}

export interface VideoCategory {
  id: string
  name: string
  enabled: boolean
  youtubeCategories: string[]
  /** Empty for every region of the installation. */
  regions: string[]
  /** What is searched for, by language. */
  phrases: Record<string, string[]>
  allowChannels: string[]
  denyChannels: string[]
  denyWords: string[]
  kidsOnly: boolean
  videos: number
}

export interface Quota {
  day: string
  resetsAt: string
  buckets: {
    name: string
    used: number
    limit: number
    planned: number | null
    resetsAt: string
    by: { job: string; used: number }[]
  }[]
}

export interface AdminJob {
  name: string
  schedule: string
  state: string
  progress: number | null
  lastRun: JobRun | null
  nextRunAt: string | null
}

export interface JobRun {
  id: string
  job: string
  outcome: string
  startedAt: string
  finishedAt: string | null
  durationMs: number | null
  counts: Record<string, number> | null
  quotaUsed: number
  error: string | null
}

export interface MediaUsage {
  items: { purpose: string; files: number; bytes: number }[]
  total: { files: number; bytes: number }
  disk: { free: number; size: number } | null
}

export interface MediaWork extends ChangeAnswer {
  checked: number
  removed?: number
  bytesFreed?: number
  damaged?: { id: string; problem: string }[]
}

export interface AuditEntry {
  id: string
  at: string
  actor: string
  door: string
  action: string
  subject: { type: string; id: string; name: string | null } | null
  reason: string | null
  before: unknown
  after: unknown
  undoable: boolean
  undoneBy: string | null
}

export interface AuditEntryDetail extends AuditEntry {
  requestId: string | null
}

export interface Setting {
  name: string
  value: unknown
  default: unknown
  description: string
  changedAt: string | null
}

export interface Invite {
  id: string
  code: string
  note: string | null
  uses: number
  maxUses: number | null
  expiresAt: string | null
  createdAt: string
  revokedAt: string | null
}

export interface Takedown {
  id: string
  ticket: string
  kind: string
  state: string
  contact: string | null
  url: string | null
  dueAt: string | null
  createdAt: string
}

/** What an export answers: where the zip is fetched from. */
export interface ExportAnswer extends ChangeAnswer {
  id: string
  url: string
}

export interface AdminStats {
  counts: Record<string, number>
  rates: Record<string, number>
  online: number
  queueDepth: number
  queue: { reason: string; count: number; oldestSeconds: number }[]
  eventLoopLagMs: number
  disk: { free: number; size: number } | null
  quota: Quota | null
  jobs: { failing: string[]; paused: string[] }
}

/** What was reported and decided in one month, in UTC. */
export interface MonthFigures {
  month: string
  reports: Record<string, number>
  casesOpened: number
  casesDecided: number
  casesActioned: number
  medianHours: number | null
  actions: Record<string, number>
  automaticActions: number
  appeals: { filed: number; upheld: number; overturned: number }
  takedowns: { filed: number; removed: number; refused: number }
  accountsErased: number
}

/** How pushes are doing. */
export interface PushHealth {
  vapidPublicKey: string
  fcm: string
  subscriptions: { webpush: number; fcm: number; failing: number }
  outbox: { waiting: number; retrying: number; oldestSeconds: number }
  problems: { problem: string; devices: number }[]
}

/** A line of the server's log. */
export interface LogLine {
  id: string
  at: string
  level: string
  message: string
  fields: string
}
