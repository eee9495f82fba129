import { parseCaption } from '../../lib/captions.ts'
import { isSameUsername } from '../../lib/usernames.ts'

/** Says of user names whether the text names them. */
export function namesOf(text: string): (username: string) => boolean {
  const names = parseCaption(text).mentions.map(({ username }) => username)
  return (username) => names.some((name) => isSameUsername(name, username))
}
