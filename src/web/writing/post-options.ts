import { composeWords } from '../strings/compose.ts'

/** Who may see a post, for a choice. */
export const visibilityOptions = [
  { value: 'public', ...composeWords.visibilities.public },
  { value: 'followers', ...composeWords.visibilities.followers },
] as const

/** Who may comment on a post, for a choice. */
export const commenterOptions = [
  { value: 'everyone', label: composeWords.commenters.everyone },
  { value: 'followers', label: composeWords.commenters.followers },
  { value: 'nobody', label: composeWords.commenters.nobody },
] as const
