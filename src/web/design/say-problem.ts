import type { Problem } from '../api/problem.ts'
import { words } from '../strings/en.ts'
import { fill, formatRelative } from '../strings/format.ts'

/** What happened, in words for whoever it happened to. */
export function sayProblem(problem: Problem): string {
  if (problem.code === 'network_failed') return words.errorOffline
  const known = words.problems[problem.code]
  if (problem.code === 'rate_limited' && problem.retryAfterSeconds !== undefined) {
    const when = formatRelative(Date.now() + problem.retryAfterSeconds * 1000 + 500)
    return `${known} ${fill(words.errorTryIn, { when })}`
  }
  // The server's sentence says more than a word of ours about what it refused; a 500 says nothing.
  if (problem.status >= 500 && known === undefined) return words.errorUnknown
  return known ?? problem.detail
}
