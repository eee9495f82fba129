/** For people who are gone, or whom an answer does not name. */
export const unknownName = 'someone'

/** The user name of a person, or a word for nobody in particular. */
export function nameOf(person: { username: string } | null | undefined): string {
  return person?.username ?? unknownName
}

/** A value of any kind as one line; words stay words. */
export function inWords(value: unknown): string {
  return typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)
}
