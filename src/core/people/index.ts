export { type BlockedRow, blockPerson, listBlocks, unblockPerson } from './block.ts'
export { countPersonByStatus, type Recounted, recountPeople } from './counts.ts'
export { usernameParams } from './fields.ts'
export { followPerson, removeFollower, unfollowPerson } from './follow.ts'
export { listFollows } from './followers.ts'
export type { ListInput } from './list.ts'
export {
  isMuted,
  listMutes,
  type MutedRow,
  type MutePersonInput,
  mutePerson,
  mutePersonInput,
  unmutePerson,
} from './mute.ts'
export { type ProfileRow, readProfile } from './profile.ts'
export {
  type FollowState,
  listRelations,
  maxRelations,
  type NamedRelationRow,
  type RelationRow,
  readRelation,
  relationColumns,
} from './relation.ts'
export { acceptFollowRequest, type FollowRequestRow, listFollowRequests, refuseFollowRequest } from './requests.ts'
export { reindexPeople } from './search/index-person.ts'
export { type SearchPeopleInput, searchPeople, searchPeopleInput } from './search/search-people.ts'
export { type SearchMethod, searchAdvice, searchMethod } from './search/trigrams.ts'
export { subscribePeople } from './subscribe.ts'
export { listSuggestions, type SuggestionRow } from './suggestions.ts'
export {
  type PersonSummaryRow,
  type PrefixedSummary,
  personColumnList,
  personColumns,
  personIn,
  prefixedPersonColumns,
} from './summary.ts'
export {
  blockedPeopleSql,
  findVisibleUser,
  followsSql,
  hasBlocksSql,
  isBlockedEither,
  isFollowing,
  mayMessage,
  mayMessageSql,
  mayReadFollowersOnly,
  mayReadPosts,
  mayReadPostsSql,
  mutedSql,
  notBlockedSql,
  requireVisible,
  requireVisibleName,
  type VisibleUser,
  visiblePersonSql,
} from './visibility.ts'
