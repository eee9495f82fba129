import type * as Api from '../../api-types.ts'
import type * as Shown from '../console-shapes.ts'
import { nameOf } from './names.ts'
import { readPicture } from './pictures.ts'

/** A person in lists. */
export function readUser(answer: Api.AdminUser): Shown.UserRow {
  const { id, username, displayName, role, status, createdAt, lastSeenAt, counts } = answer
  return {
    id,
    username,
    displayName: displayName ?? '',
    role,
    status,
    followers: counts.followers,
    posts: counts.posts,
    strikes: counts.strikes,
    reports: counts.reports,
    createdAt,
    lastSeenAt,
  }
}

/** A person with everything about them; what they published comes from other routes. */
export function readUserDetail(
  answer: Api.AdminUserDetail,
  published: readonly Shown.UserDetail['content'][number][],
): Shown.UserDetail {
  const inForce = answer.status === 'silenced' || answer.status === 'suspended'
  const latest = answer.strikes.find((strike) => answer.status.startsWith(strike.action))
  return {
    ...readUser(answer),
    email: answer.email,
    emailVerified: answer.emailVerified,
    bio: answer.bio ?? '',
    verified: answer.verified,
    sanctions: inForce
      ? [
          {
            id: latest?.id ?? answer.id,
            kind: answer.status,
            reason: latest?.reason ?? '',
            until: answer.statusUntil,
            by: latest?.by ?? '',
            at: latest?.createdAt ?? '',
          },
        ]
      : [],
    sessions: answer.sessions.map((session) => ({
      id: session.id,
      device: session.deviceName ?? 'unknown device',
      ip: session.ip ?? '',
      firstSeenAt: session.createdAt,
      lastSeenAt: session.lastSeenAt ?? session.createdAt,
    })),
    signIns: answer.logins.map((login) => ({
      at: login.at,
      outcome: login.outcome,
      device: login.deviceName ?? 'unknown device',
      ip: login.ip ?? '',
    })),
    strikeList: answer.strikes.map((strike) => ({
      at: strike.createdAt,
      rule: strike.reason ?? '',
      action: strike.action,
      by: strike.by,
      expiresAt: strike.expiresAt,
    })),
    notes: answer.notes.map((note) => ({ at: note.createdAt, by: nameOf(note.author), text: note.text })),
    reportsAbout: answer.reports.map((found) => ({
      id: found.id,
      caseId: found.id,
      reason: found.reason,
      comment: '',
      about: `${found.reports} report${found.reports === 1 ? '' : 's'} on a ${found.subject.type}`,
      at: found.createdAt,
      outcome: found.state,
    })),
    reportsBy: answer.filed.map((report) => ({
      id: report.id,
      caseId: report.caseId,
      reason: report.reason,
      comment: report.comment ?? '',
      about: `a ${report.subject.type}${report.subject.name === null ? '' : ` of ${report.subject.name}`}`,
      at: report.createdAt,
      outcome: report.outcome ?? 'open',
    })),
    content: [...published].sort((one, other) => (one.at < other.at ? 1 : -1)),
  }
}

/** What a person published, as their own screen lists it. */
export function readPublished(kind: string): (answer: Api.AdminContent) => Shown.UserDetail['content'][number] {
  return ({ id, text, createdAt, state, media }) => ({
    id,
    kind,
    text: `${media.length === 0 ? '' : `[${media.length === 1 ? media[0]?.kind : `${media.length} media`}] `}${text ?? ''}`,
    at: createdAt,
    state,
  })
}

/** What a person was before this case. */
export function readHistory(answer: Api.AdminUserDetail): Shown.PersonHistory {
  return {
    username: answer.username,
    joinedAt: answer.createdAt,
    strikes: answer.counts.strikes,
    sanctions: answer.strikes.slice(0, 3).map((strike) => strike.action),
    reports: answer.counts.reports,
  }
}

/** A post or comment. */
export function readContent(answer: Api.AdminContent): Shown.ContentRow {
  const isDelicate = answer.sensitive || answer.counts.reports > 0 || answer.state !== 'visible'
  return {
    id: answer.id,
    author: nameOf(answer.author),
    text: answer.text ?? '',
    at: answer.createdAt,
    state: answer.state,
    reports: answer.counts.reports,
    reactions: answer.counts.reactions,
    replies: answer.counts.comments,
    // What is sensitive, was reported or is hidden, the server shows to who asks for it only.
    pictures: answer.media.map((item) => readPicture(item, isDelicate)),
  }
}

/** A private message. */
export function readMessage(answer: Api.AdminMessage): Shown.MessageRow {
  return {
    id: answer.id,
    conversationId: answer.conversationId,
    from: nameOf(answer.author),
    to: nameOf(answer.to),
    text: answer.text ?? '',
    at: answer.createdAt,
    state: answer.state,
    pictures: answer.media.map((item) => readPicture(item, true)),
  }
}
