export { type AnnounceInput, announce, announceInput } from './announce.ts'
export {
  type AppealRow,
  answerAppeal,
  appealInput,
  fileAppeal,
  listAppeals,
  listAppealsInput,
  readAppeal,
} from './appeals.ts'
export { claimCase, releaseCase } from './cases/claim-case.ts'
export { type Decided, decideCaseInput, dismissCase, resolveCases } from './cases/decide-case.ts'
export { expireEvidence } from './cases/expire-evidence.ts'
export {
  fileReport,
  fileReportInput,
  listOwnReports,
  listReportsInput,
  type OwnReportRow,
} from './cases/file-report.ts'
export { type CaseDetailRows, caseCursor, listCases, listCasesInput, readCase } from './cases/read-cases.ts'
export { applyToContent } from './cases/subjects.ts'
export { viewEvidence, viewEvidenceInput } from './cases/view-evidence.ts'
export { changeSettings, changeSettingsInput, listSettings, type SettingRow } from './change-settings.ts'
export { decideContent } from './content/decide-content.ts'
export {
  type ContentKind,
  type ContentRow,
  listContent,
  listContentInput,
  readContent,
} from './content/list-content.ts'
export {
  listMessagesForReview,
  listMessagesForReviewInput,
  readMessageForReview,
  readMessageForReviewInput,
} from './content/read-messages.ts'
export { type ViewedContent, viewContentMedia, viewContentMediaInput } from './content/view-media.ts'
export { exportEntries } from './export/export-entries.ts'
export { type DataExport, exportPerson, findExport, requestExport } from './export/exports.ts'
export { type CaughtRow, tryFilter, tryFilterInput } from './filtering/try-filter.ts'
export {
  createInvite,
  createInviteInput,
  type InviteRow,
  listInvites,
  listInvitesInput,
  readInvite,
  revokeInvite,
} from './invites.ts'
export { expireSanctions } from './people/expire-sanctions.ts'
export { findPerson, personParams } from './people/find-person.ts'
export {
  type AccountOrder,
  createPerson,
  createPersonInput,
  editPerson,
  editPersonInput,
  notePerson,
  orderPerson,
} from './people/manage-person.ts'
export {
  type AdminUserDetailRows,
  type AdminUserRow,
  type CaseOfPerson,
  listPeople,
  listPeopleInput,
  peopleCursor,
  readPerson,
  readPersonDetail,
} from './people/read-people.ts'
export { type Changed, liftSanctions, sanctionPerson, standing } from './people/sanction-person.ts'
export { readStats, type ServiceStats } from './stats.ts'
export { appealableUntil, listStrikes, type StrikeRow } from './strikes.ts'
export { subscribeModeration } from './subscribe.ts'
export {
  fileTakedown,
  listTakedowns,
  listTakedownsInput,
  readTakedown,
  resolveTakedown,
  type TakedownRow,
  takedownInput,
  takedownKinds,
} from './takedowns.ts'
export { isUndoable, type Undoers, undoAudit } from './undo.ts'
