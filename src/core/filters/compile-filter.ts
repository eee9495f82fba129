import { RE2JS } from 're2js'
import { parseCaption } from '../../lib/captions.ts'
import { foldForSearch } from '../../lib/text-fold.ts'
import { invalidField } from '../errors.ts'
import { differingBits, imageHashIn } from './image-hash.ts'

/** What a filter looks at: words, a regular expression, one address, a whole domain, or the files of pictures. */
export const filterKinds = ['word', 'pattern', 'link', 'domain', 'image'] as const

export type FilterKind = (typeof filterKinds)[number]

/**
 * What a filter looks through: a text, and the hashes of the pictures that come with it: SHA-256 of the files (64
 * hexadecimal digits), perceptual ones of how they look (16).
 */
export interface FilterInput {
  text: string
  imageHashes: readonly string[]
  /** Bits in which perceptual hashes may differ. */
  imageDistance: number
}

export type Matcher = (input: FilterInput) => boolean

/**
 * Makes a filter ready to be asked. Patterns run in a linear engine, so that no text and no pattern of an operator can
 * hold the server up. Throws `validation_failed` with what is wrong with the pattern.
 */
export function compileFilter(kind: FilterKind, pattern: string): Matcher {
  return compilers[kind](pattern)
}

const compilers: Record<FilterKind, (pattern: string) => Matcher> = {
  word: (pattern) => {
    const words = spaced(pattern)
    if (words.trim() === '') throw invalidField('pattern', 'There is no word in this.')
    return ({ text }) => spaced(text).includes(words)
  },
  pattern: (pattern) => {
    const compiled = compilePattern(pattern)
    return ({ text }) => compiled.matcher(text).find()
  },
  link: (pattern) => {
    const address = addressOf(pattern)
    if (address === null) throw invalidField('pattern', 'This is not an address such as https://example.org/page.')
    return ({ text }) => parseCaption(text).links.some(({ url }) => addressOf(url) === address)
  },
  domain: (pattern) => {
    const domain = pattern
      .trim()
      .toLowerCase()
      .replace(/^\*?\./, '')
    if (!/^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+$/u.test(domain)) {
      throw invalidField('pattern', 'This is not a domain such as example.org.')
    }
    const ascii = new URL(`http://${domain}`).hostname
    return ({ text }) =>
      parseCaption(text).links.some(({ url }) => {
        const host = hostOf(url)
        return host === ascii || host.endsWith(`.${ascii}`)
      })
  },
  image: (pattern) => {
    const hash = imageHashIn(pattern)
    if (hash === undefined) {
      throw invalidField('pattern', 'The hash of a picture is 64 hexadecimal digits (SHA-256) or 16 (how it looks).')
    }
    if (hash.length === 64) return ({ imageHashes }) => imageHashes.includes(hash)
    return ({ imageHashes, imageDistance }) =>
      imageHashes.some((one) => one.length === 16 && differingBits(hash, one) <= imageDistance)
  },
}

function compilePattern(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE)
  } catch (error) {
    throw invalidField('pattern', error instanceof Error ? error.message.slice(0, 200) : 'This is not a pattern.')
  }
}

/** The words of a text between single spaces, so that a word is found as a whole only. */
function spaced(text: string): string {
  return ` ${foldForSearch(text)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()} `
}

function addressOf(text: string): string | null {
  if (!URL.canParse(text)) return null
  const { host, pathname, search } = new URL(text)
  return `${host.replace(/^www\./, '')}${pathname.replace(/\/$/, '')}${search}`
}

function hostOf(text: string): string {
  return URL.canParse(text) ? new URL(text).hostname : ''
}
