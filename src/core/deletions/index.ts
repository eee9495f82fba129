export {
  type DeletedType,
  type Deletion,
  deletedTypes,
  keepDeletions,
  pruneDeletions,
  recordDeletions,
  withdrawDeletion,
} from './ledger.ts'
export { findUndeleted, readDeletions } from './read-ledger.ts'
