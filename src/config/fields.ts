/** How one setting is read from its text: what is allowed in words, and the parser, which answers undefined for a wrong value. */
export interface Field<Value> {
  readonly allowed: string
  readonly fallback: string | undefined
  readonly about: string
  /** Values that must not be shown in an error or a printed configuration. */
  readonly secret: boolean
  parse(text: string): Value | undefined
}

interface FieldOptions {
  about: string
  fallback?: string
  secret?: boolean
}

function field<Value>(
  allowed: string,
  options: FieldOptions,
  parse: (text: string) => Value | undefined,
): Field<Value> {
  return { allowed, about: options.about, fallback: options.fallback, secret: options.secret ?? false, parse }
}

/** A whole number between two bounds, both included. */
export function wholeNumber(min: number, max: number, options: FieldOptions): Field<number> {
  return field(`a whole number from ${min} to ${max}`, options, (text) => {
    const value = Number(text)
    return /^\d{1,9}$/.test(text) && value >= min && value <= max ? value : undefined
  })
}

/** One of a few words. */
export function oneOf<Word extends string>(words: readonly Word[], options: FieldOptions): Field<Word> {
  return field(words.map((word) => `"${word}"`).join(' or '), options, (text) => words.find((word) => word === text))
}

/** Any text of one line. */
export function text(options: FieldOptions): Field<string> {
  return field('a text of one line', options, (value) => (/^[^\r\n\0]{1,4096}$/.test(value) ? value : undefined))
}

/** An address with one of the given schemes. */
export function address(schemes: readonly string[], options: FieldOptions): Field<string> {
  return field(
    `an address beginning with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
    options,
    (value) => {
      if (!URL.canParse(value)) return undefined
      return schemes.includes(new URL(value).protocol.slice(0, -1)) ? value : undefined
    },
  )
}

/** Words separated by commas, each of the given form. */
export function list(form: RegExp, example: string, options: FieldOptions): Field<readonly string[]> {
  return field(`words separated by commas, such as ${example}`, options, (value) => {
    const words = value
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== '')
    return words.every((word) => form.test(word)) ? words : undefined
  })
}
