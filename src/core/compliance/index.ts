export { type ComplianceFacts, type ComplianceLine, checkCompliance } from './check-compliance.ts'
export { type MonthFigures, readFigures } from './figures.ts'
export { type ContextFor, makeReviewer, type ReviewerAccount, removeReviewer } from './reviewer.ts'
export { writeReport } from './write-report.ts'
