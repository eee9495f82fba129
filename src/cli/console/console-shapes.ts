/** What the screens show, as plain data. Times are ISO 8601, ids opaque; anything people typed is shown cleaned only. */

export interface Pulse {
  at: string
  requestsPerSecond: number
  p50Ms: number
  p99Ms: number
  errorsPerMinute: number
  online: number
  messagesPerMinute: number
  eventLoopLagMs: number
  /** Open cases in all. */
  waiting: number
  /** Open cases by reason, with the age of the oldest. */
  queue: { reason: string; count: number; oldestSeconds: number }[]
  jobs: { name: string; state: string; lastOutcome: string | null; lastEndedAt: string | null }[]
  quota: QuotaBucket[]
  disk: { usedBytes: number; freeBytes: number } | null
  counts: { users: number; posts: number; comments: number; messages: number }
}

export interface UserRow {
  id: string
  username: string
  displayName: string
  role: string
  status: string
  followers: number
  posts: number
  strikes: number
  reports: number
  createdAt: string
  lastSeenAt: string | null
}

export interface UserDetail extends UserRow {
  email: string | null
  bio: string
  emailVerified: boolean
  /** Is who they say they are. */
  verified: boolean
  sanctions: { id: string; kind: string; reason: string; until: string | null; by: string; at: string }[]
  sessions: { id: string; device: string; ip: string; firstSeenAt: string; lastSeenAt: string }[]
  signIns: { at: string; outcome: string; device: string; ip: string }[]
  strikeList: { at: string; rule: string; action: string; by: string; expiresAt: string | null }[]
  notes: { at: string; by: string; text: string }[]
  reportsAbout: ReportLine[]
  reportsBy: ReportLine[]
  /** The latest of it, newest first. */
  content: { id: string; kind: string; text: string; at: string; state: string }[]
}

export interface ReportLine {
  id: string
  caseId: string
  reason: string
  comment: string
  /** What was reported, in words. */
  about: string
  at: string
  outcome: string
}

export interface PictureRef {
  /** A thumbnail or poster the server made. */
  url: string
  kind: string
  alt: string
  width: number
  height: number
  durationMs: number | null
  sensitive: boolean
  /**
   * A ThumbHash, where the server shows the picture itself only to who asks for it and says so in the audit: until then it
   * is drawn from this, or withheld (null).
   */
  placeholder?: string | null
  /** False for a video of which there is no picture. */
  isDrawable: boolean
}

export interface ContentRow {
  id: string
  author: string
  text: string
  at: string
  state: string
  reports: number
  reactions: number
  replies: number
  pictures: PictureRef[]
}

export interface MessageRow {
  id: string
  conversationId: string
  from: string
  to: string
  text: string
  at: string
  state: string
  pictures: PictureRef[]
}

export interface CaseRow {
  id: string
  subjectType: string
  subjectId: string
  /** The person the case is about. */
  person: string
  reason: string
  reports: number
  state: string
  claimedBy: string | null
  claimedUntil: string | null
  openedAt: string
  /** When the clock of this reason runs out. */
  dueAt: string | null
  excerpt: string
}

export interface PersonHistory {
  username: string
  joinedAt: string
  strikes: number
  /** What was done about them before, in words. */
  sanctions: string[]
  /** Reports about them, of any outcome. */
  reports: number
}

export interface CaseDetail extends CaseRow {
  /** What was reported, frozen when it was; the reported one is marked among what stood around it. */
  evidence: { at: string; from: string; text: string; link: string | null; reported: boolean; pictures: PictureRef[] }[]
  /** `accuracy` is the share of their reports that were right, 0–1; null for too few to tell. */
  reporters: { username: string; comment: string; at: string; accuracy: number | null }[]
  /** The past of the person it is about; null when there is none to ask for. */
  history: PersonHistory | null
  /** Cases before about the same, in words: what it was and what came of it. */
  earlier: { reason: string; outcome: string; at: string }[]
  decisions: { at: string; by: string; action: string; rule: string }[]
}

export interface Rule {
  id: string
  title: string
  /** The actions it usually leads to: hide, warn, silence, suspend, delete. */
  actions: string[]
  durationSeconds: number | null
}

export interface AppealRow {
  id: string
  person: string
  action: string
  rule: string
  decidedBy: string
  decidedAt: string
  text: string
  at: string
  state: string
}

export interface VideoRow {
  /** YouTube's. */
  id: string
  title: string
  channel: string
  kind: string
  category: string
  region: string
  views: number
  durationMs: number
  publishedAt: string | null
  fetchedAt: string
  /** Why it is in the feed: the chart, search or upload list it came from. */
  because: string
  hidden: boolean
  /** Where it is to be seen. */
  url: string
}

export interface JobRow {
  name: string
  schedule: string
  state: string
  /** 0–1 while it runs and says so. */
  progress: number | null
  lastOutcome: string | null
  lastEndedAt: string | null
  lastDurationMs: number | null
  nextAt: string | null
}

export interface JobRunRow {
  id: string
  startedAt: string
  durationMs: number | null
  outcome: string
  counts: string
  quotaUsed: number
}

export interface QuotaBucket {
  name: string
  used: number
  limit: number
  resetsAt: string
  /** Units a job has used, most first. */
  by: { job: string; used: number }[]
}

export interface FilterRow {
  id: string
  kind: string
  pattern: string
  effect: string
  hits: number
  by: string
  at: string
}

export interface FilterTrial {
  examined: number
  caught: number
  matches: { id: string; kind: string; author: string; text: string; at: string }[]
}

export interface AuditRow {
  id: string
  at: string
  actor: string
  door: string
  action: string
  subject: string
  reason: string
  before: string
  after: string
  undoable: boolean
  undoneBy: string | null
}

export interface SettingRow {
  name: string
  value: string
  standard: string
  help: string
}

export interface LogLine {
  id: string
  at: string
  level: string
  message: string
  fields: string
}
