import type { ArgumentSpec } from '../../command.ts'

/** What a filter looks for. */
export const filterArguments: ArgumentSpec[] = [
  { name: 'kind', summary: 'what it looks at', choices: ['word', 'pattern', 'link', 'domain', 'image'] },
  { name: 'pattern', summary: 'a word, a regular expression, an address, a domain, or the hash of an image' },
]
