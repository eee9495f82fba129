import { z } from 'zod'
import type { HeldMedia, MediaFacts, MediaItem } from '../core/media/index.ts'
import type {
  AppealRow,
  CaseDetailRows,
  ContentRow,
  OwnReportRow,
  StrikeRow,
  TakedownRow,
} from '../core/moderation/index.ts'
import { isoTime } from '../lib/clock.ts'
import { timeShape } from '../lib/fields.ts'
import { adminCaseShape, personRefShape, presentAdminCase } from './admin-user.ts'

const id = z.string().max(36)
const count = z.int().nonnegative()
/** A picture or video that was kept with a case. */
const keptPictureShape = z
  .object({
    id,
    kind: z.string().max(20).describe('`image` or `video`.'),
    mimeType: z.string().max(60),
    width: count,
    height: count,
    durationMs: count.nullable(),
    alt: z.string().max(1500).nullable(),
    placeholder: z
      .string()
      .max(100)
      .nullable()
      .describe('A ThumbHash, base64: all that is shown until it is asked for.'),
    url: z.string().max(200).describe('The picture or video itself, for operators alone; asking for it is audited.'),
    previewUrl: z
      .string()
      .max(200)
      .nullable()
      .describe('A picture with at most 1080 pixels a side; null for a video without one. Audited alike.'),
    hashes: z.array(z.string().max(64)).max(10).describe('What a filter of the kind `image` takes.'),
  })
  .meta({ id: 'KeptPicture' })

const subjectShape = z.object({ type: z.string().max(20), id: z.string().max(64) })

/** A report as its author sees it. */
export const reportShape = z
  .object({
    id,
    subject: subjectShape,
    reason: z.string().max(40),
    comment: z.string().max(1000).nullable(),
    state: z.string().max(20).describe('`open` or `answered`.'),
    outcome: z.string().max(20).nullable().describe('`actioned`: something was done; `dismissed`: no rule was broken.'),
    createdAt: timeShape(),
    answeredAt: timeShape().nullable(),
  })
  .meta({ id: 'Report' })

/** A report for its author. */
export function presentReport(row: OwnReportRow): z.output<typeof reportShape> {
  return {
    id: row.id,
    subject: { type: row.subjectType, id: row.subjectId },
    reason: row.reason,
    comment: row.comment,
    state: row.outcome === null ? 'open' : 'answered',
    outcome: row.outcome,
    createdAt: isoTime(row.createdAt),
    answeredAt: isoTime(row.answeredAt),
  }
}

/** A decision as the person it is about is told of it. */
export const strikeShape = z
  .object({
    id: id.describe('What an appeal names as `actionId`.'),
    action: z.string().max(20).describe('`warn`, `silence`, `suspend`, `hide` or `delete`.'),
    subject: subjectShape,
    reason: z.string().max(500).describe('The rule that was broken, or why.'),
    automatic: z.boolean().describe('Whether a rule decided, and no person.'),
    createdAt: timeShape(),
    expiresAt: timeShape().nullable().describe('When it ends by itself; null: never.'),
    endedAt: timeShape().nullable(),
    canAppeal: z.boolean(),
    appealUntil: timeShape(),
    appeal: z
      .object({
        id,
        state: z.string().max(20).describe('`open`, `upheld` or `overturned`.'),
        answer: z.string().max(500).nullable(),
        decidedAt: timeShape().nullable(),
      })
      .nullable(),
  })
  .meta({ id: 'Strike' })

/** A decision for the person it is about. */
export function presentStrike(row: StrikeRow, appealUntil: number, now: number): z.output<typeof strikeShape> {
  return {
    id: row.id,
    action: row.type,
    subject: { type: row.subjectType, id: row.subjectId },
    reason: row.reason,
    automatic: Boolean(row.isAutomatic),
    createdAt: isoTime(row.createdAt),
    expiresAt: isoTime(row.expiresAt),
    endedAt: isoTime(row.endedAt),
    canAppeal: row.appealId === null && now <= appealUntil,
    appealUntil: isoTime(appealUntil),
    appeal:
      row.appealId === null
        ? null
        : {
            id: row.appealId,
            state: row.appealState!,
            answer: row.appealAnswer,
            decidedAt: isoTime(row.appealDecidedAt),
          },
  }
}

/** A case with everything there is to decide it by. */
export const adminCaseDetailShape = adminCaseShape
  .extend({
    evidence: z
      .array(
        z.object({
          type: z.string().max(20),
          author: personRefShape.nullable(),
          text: z.string().max(20_000).nullable(),
          url: z.string().max(300).nullable().describe('Where a video is to be seen; null for what is kept here.'),
          reported: z.boolean(),
          pictures: z.array(keptPictureShape).max(20),
          at: timeShape(),
        }),
      )
      .max(100),
    filed: z
      .array(
        z.object({
          id,
          reporter: personRefShape.nullable(),
          reason: z.string().max(40),
          comment: z.string().max(1000).nullable(),
          accuracy: z
            .number()
            .min(0)
            .max(1)
            .nullable()
            .describe('The share of their reports that were right; null: too few.'),
          createdAt: timeShape(),
        }),
      )
      .max(100),
    earlier: z
      .array(
        z.object({
          id,
          subject: subjectShape,
          reason: z.string().max(40),
          state: z.string().max(20),
          actions: z.array(z.string().max(20)).max(20),
          createdAt: timeShape(),
        }),
      )
      .max(20)
      .describe('Cases before about the same, the same person, or videos of the same channel.'),
    history: z
      .array(
        z.object({
          id,
          action: z.string().max(60),
          by: z.string().max(64),
          reason: z.string().max(2000).nullable(),
          createdAt: timeShape(),
        }),
      )
      .max(100),
  })
  .meta({ id: 'AdminCaseDetail' })

/** A case in full. */
export function presentCaseDetail(rows: CaseDetailRows, now: number): z.output<typeof adminCaseDetailShape> {
  return {
    ...presentAdminCase(rows.found, now),
    evidence: rows.evidence.map((piece) => ({
      type: piece.type,
      author: refOf(piece.authorId, piece.authorName),
      text: piece.text,
      url: piece.link,
      reported: Boolean(piece.isReported),
      pictures: piece.pictures.map((picture) => presentKeptPicture(rows.found.id, picture)),
      at: isoTime(piece.happenedAt),
    })),
    filed: rows.reports.map((report) => ({
      id: report.id,
      reporter: refOf(report.reporterId, report.reporterName),
      reason: report.reason,
      comment: report.comment,
      accuracy: report.accuracy,
      createdAt: isoTime(report.createdAt),
    })),
    earlier: rows.earlier.map((earlier) => ({
      id: earlier.id,
      subject: { type: earlier.subjectType, id: earlier.subjectId },
      reason: earlier.reason,
      state: earlier.state,
      actions: [...new Set(earlier.actions?.split(', ') ?? [])],
      createdAt: isoTime(earlier.createdAt),
    })),
    history: rows.history.map((entry) => ({
      id: entry.id,
      action: entry.action,
      by: entry.actorName,
      reason: entry.reason,
      createdAt: isoTime(entry.createdAt),
    })),
  }
}

function presentKeptPicture(caseId: string, picture: HeldMedia): z.output<typeof keptPictureShape> {
  const { facts } = picture
  const url = `/api/v1/admin/cases/${caseId}/evidence/${picture.id}`
  return {
    id: picture.id,
    ...looksOf(facts),
    url,
    previewUrl: previewOf(url, facts, 'medium'),
    hashes: picture.hashes,
  }
}

function refOf(personId: string | null, username: string | null): z.output<typeof personRefShape> | null {
  return personId === null || username === null ? null : { id: personId, username }
}

/** An appeal as operators see it. */
export const appealShape = z
  .object({
    id,
    person: personRefShape,
    action: z.object({
      id,
      type: z.string().max(20),
      reason: z.string().max(500).nullable(),
      by: z.string().max(64).describe('Who decided: an operator, or the rule that did.'),
      createdAt: timeShape(),
    }),
    text: z.string().max(2000),
    state: z.string().max(20).describe('`open`, `upheld` or `overturned`.'),
    createdAt: timeShape(),
    decidedAt: timeShape().nullable(),
  })
  .meta({ id: 'AdminAppeal' })

/** An appeal for operators. */
export function presentAppeal(row: AppealRow): z.output<typeof appealShape> {
  return {
    id: row.id,
    person: { id: row.userId, username: row.username },
    action: {
      id: row.actionId,
      type: row.actionType,
      reason: row.actionReason,
      by: row.actionBy,
      createdAt: isoTime(row.actionCreatedAt),
    },
    text: row.text,
    state: row.state,
    createdAt: isoTime(row.createdAt),
    decidedAt: isoTime(row.decidedAt),
  }
}

/** A picture or video of what operators look through. */
const reviewedMediaShape = z
  .object({
    id,
    state: z.string().max(20).describe('`ready`, `processing` or `failed`.'),
    kind: z.string().max(20).describe('`image` or `video`.'),
    mimeType: z.string().max(60),
    width: count,
    height: count,
    durationMs: count.nullable(),
    alt: z.string().max(1500).nullable(),
    placeholder: z.string().max(100).nullable().describe('A ThumbHash, base64; to be shown until one asks to see it.'),
    url: z
      .string()
      .max(200)
      .describe('Where operators fetch it. Of what is sensitive, reported, hidden or private with a `reason`.'),
    previewUrl: z.string().max(200).nullable().describe('A small picture of it; null for a video without one.'),
  })
  .meta({ id: 'ReviewedMedia' })

/** A post, comment or message as operators see it. */
export const adminContentShape = z
  .object({
    id,
    author: personRefShape,
    text: z.string().max(20_000).nullable(),
    state: z
      .string()
      .max(20)
      .describe('`visible`, `hidden`, `held` (by a rule, until an operator decides) or `deleted`.'),
    createdAt: timeShape(),
    editedAt: timeShape().nullable(),
    hiddenAt: timeShape().nullable(),
    counts: z.object({ reactions: count, comments: count, reports: count }),
    sensitive: z.boolean().describe('Its author says that its media are not for everybody.'),
    media: z.array(reviewedMediaShape).max(10),
  })
  .meta({ id: 'AdminContent' })

/** A private message as operators see it. */
export const adminMessageShape = adminContentShape
  .extend({ conversationId: id, to: personRefShape.nullable().describe('Whom it was written to.') })
  .meta({ id: 'AdminMessage' })

/** The same with the messages around it. */
export const adminMessageDetailShape = adminMessageShape
  .extend({ context: z.array(adminContentShape).max(20) })
  .meta({ id: 'AdminMessageDetail' })

/** Content for operators. */
export function presentContent(row: ContentRow): z.output<typeof adminContentShape> {
  const hidden = row.heldBy === null ? 'hidden' : 'held'
  return {
    id: row.id,
    author: { id: row.authorId, username: row.authorName },
    text: row.text,
    state: row.deletedAt !== null ? 'deleted' : row.hiddenAt !== null ? hidden : 'visible',
    createdAt: isoTime(row.createdAt),
    editedAt: isoTime(row.editedAt),
    hiddenAt: isoTime(row.hiddenAt),
    counts: { reactions: row.reactions, comments: row.comments, reports: row.reports },
    sensitive: Boolean(row.isSensitive),
    media:
      row.media === null
        ? []
        : (JSON.parse(row.media) as MediaItem[]).map((item) =>
            presentReviewedMedia(`/api/v1/admin/${row.conversationId === null ? 'posts' : 'messages'}/${row.id}`, item),
          ),
  }
}

function presentReviewedMedia(of: string, [mediaId, , facts]: MediaItem): z.output<typeof reviewedMediaShape> {
  const url = `${of}/media/${mediaId}`
  return {
    id: mediaId,
    state: facts.state,
    ...looksOf(facts),
    url: `${url}?size=full`,
    previewUrl: previewOf(url, facts, 'thumbnail'),
  }
}

function looksOf({ kind, mimeType, width, height, durationMs, alt, placeholder }: MediaFacts) {
  return { kind, mimeType, width, height, durationMs, alt, placeholder }
}

function previewOf(url: string, { files }: MediaFacts, size: 'medium' | 'thumbnail'): string | null {
  if (files[size] !== null) return `${url}?size=${size}`
  return files.poster === null ? null : `${url}?size=poster`
}

/** A private message for operators. */
export function presentReviewedMessage(row: ContentRow): z.output<typeof adminMessageShape> {
  const { conversationId, recipientId = null, recipientName = null } = row
  return { ...presentContent(row), conversationId: conversationId!, to: refOf(recipientId, recipientName) }
}

/** A request from outside to take something down. */
export const takedownShape = z
  .object({
    id,
    ticket: z.string().max(20),
    kind: z.string().max(20),
    state: z.string().max(20),
    outcome: z.string().max(20).nullable(),
    contact: z.string().max(254),
    signature: z.string().max(200),
    url: z.string().max(2000),
    description: z.string().max(5000),
    dueAt: timeShape(),
    createdAt: timeShape(),
    resolvedAt: timeShape().nullable(),
  })
  .meta({ id: 'Takedown' })

/** A request for operators. */
export function presentTakedown(row: TakedownRow): z.output<typeof takedownShape> {
  return {
    id: row.id,
    ticket: row.ticket,
    kind: row.kind,
    state: row.state,
    outcome: row.outcome,
    contact: row.contact,
    signature: row.signature,
    url: row.url,
    description: row.description,
    dueAt: isoTime(row.dueAt),
    createdAt: isoTime(row.createdAt),
    resolvedAt: isoTime(row.resolvedAt),
  }
}
