import type * as Api from '../../api-types.ts'
import type * as Shown from '../console-shapes.ts'
import { inWords, nameOf, unknownName } from './names.ts'
import { readPicture } from './pictures.ts'

/** A case in the queue. */
export function readCaseRow(answer: Api.AdminCase): Shown.CaseRow {
  return {
    id: answer.id,
    subjectType: answer.subject.type,
    subjectId: answer.subject.id,
    person: answer.subject.name ?? unknownName,
    reason: answer.reason,
    reports: answer.reports,
    state: answer.state,
    claimedBy: answer.claimedBy?.name ?? null,
    claimedUntil: answer.claimedUntil,
    openedAt: answer.createdAt,
    dueAt: answer.dueAt,
    excerpt: '',
  }
}

/** A case with its evidence, its reporters and what was decided before. */
export function readCaseDetail(answer: Api.AdminCaseDetail, past: Shown.PersonHistory | null): Shown.CaseDetail {
  const row = readCaseRow(answer)
  const author = answer.evidence.find(({ reported }) => reported)?.author?.username
  return {
    ...row,
    person: answer.subject.type === 'user' ? row.person : (author ?? row.person),
    history: past,
    evidence: answer.evidence.map((item) => ({
      at: item.at,
      from: item.type === 'video' ? 'YouTube' : nameOf(item.author),
      text: item.text ?? '',
      link: item.url,
      reported: item.reported,
      pictures: item.pictures.map((picture) => readPicture(picture, true)),
    })),
    earlier: answer.earlier.map((earlier) => ({
      reason: earlier.reason,
      outcome: earlier.actions.length > 0 ? earlier.actions.join(', ') : earlier.state,
      at: earlier.createdAt,
    })),
    reporters: answer.filed.map((report) => ({
      username: nameOf(report.reporter),
      comment: report.comment ?? '',
      at: report.createdAt,
      accuracy: report.accuracy,
    })),
    decisions: answer.history.map((entry) => ({
      at: entry.createdAt,
      by: entry.by,
      action: entry.action,
      rule: entry.reason ?? '',
    })),
  }
}

/** The community's rules for the keys 1–9; what usually follows is put right by a key where it is not what is wanted. */
export function readRules(texts: readonly string[]): Shown.Rule[] {
  return texts.slice(0, 9).map((title, index) => ({
    id: String(index + 1),
    title,
    actions: ['hide', 'warn'],
    durationSeconds: null,
  }))
}

/** An appeal. */
export function readAppeal(answer: Api.AdminAppeal): Shown.AppealRow {
  return {
    id: answer.id,
    person: nameOf(answer.person),
    action: answer.action.type,
    rule: answer.action.reason ?? '',
    decidedBy: answer.action.by,
    decidedAt: answer.action.createdAt,
    text: answer.text,
    at: answer.createdAt,
    state: answer.state,
  }
}

/** A filter. */
export function readFilter(answer: Api.AdminFilter): Shown.FilterRow {
  const { id, kind, pattern, effect, matches, createdBy, createdAt } = answer
  return { id, kind, pattern, effect, hits: matches, by: createdBy ?? '', at: createdAt }
}

/** What a filter would have caught. */
export function readFilterTrial(answer: Api.FilterTest): Shown.FilterTrial {
  return {
    examined: answer.checked,
    caught: answer.matched,
    matches: answer.items.map((item) => ({
      id: item.id,
      kind: item.type,
      author: nameOf(item.author),
      text: item.text ?? '',
      at: item.createdAt,
    })),
  }
}

/** An entry of the audit. */
export function readAuditEntry(answer: Api.AuditEntry): Shown.AuditRow {
  return {
    id: answer.id,
    at: answer.at,
    actor: answer.actor,
    door: answer.door,
    action: answer.action,
    subject: answer.subject?.name ?? answer.subject?.id ?? '',
    reason: answer.reason ?? '',
    before: inWords(answer.before),
    after: inWords(answer.after),
    undoable: answer.undoable,
    undoneBy: answer.undoneBy,
  }
}
