export type TextFault = 'lone_surrogate' | 'control_character' | 'bidi_override' | 'tag_character' | 'line_break'

/** How many characters a text has, counted as the limits of the API are: by code point. */
export function codePoints(text: string): number {
  let count = 0
  for (let index = 0; index < text.length; index += 1) {
    count += 1
    const unit = text.charCodeAt(index)
    if (unit >= 0xd800 && unit < 0xdc00) {
      const next = text.charCodeAt(index + 1)
      if (next >= 0xdc00 && next < 0xe000) index += 1
    }
  }
  return count
}

/** Cuts a text to so many code points; what it returns never ends in half a character. */
export function cutToCodePoints(text: string, limit: number): string {
  if (text.length <= limit) return text
  let end = 0
  for (let count = 0; count < limit && end < text.length; count += 1) end += text.codePointAt(end)! > 0xffff ? 2 : 1
  return text.slice(0, end)
}

/** The text with line ends written as "\n" alone, as forms and keyboards of other systems send them otherwise. */
export function normaliseLineEnds(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
}

// With the flag u, halves of a pair match on their own only where the other half is missing.
const loneSurrogate = /\p{Surrogate}/u
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/
// Overrides make text read otherwise than it is stored, which only ever serves deceit. Embeddings and isolates are what
// keyboards and Android's BidiFormatter put around a name in a sentence of the other direction; a line may have them.
const overrides = /[\u202d\u202e]/
const allBidiControls = /[\u202a-\u202e\u2066-\u2069]/
const lineBreaks = /[\n\u2028\u2029]/
const tagCharacter = /[\u{e0000}-\u{e007f}]/u
// The flags of England, Scotland and Wales are the only proper use of tag characters. What follows the black flag has a
// fixed shape, so that nothing can be hidden in it.
const subdivisionFlag = /\u{1f3f4}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{3,6}\u{e007f}/gu

/**
 * What makes a text unfit to be stored and shown, or null: NUL and other control characters save "\n" and tab (in a
 * name those too), lone surrogates, directional overrides (in a name any directional control), hidden tag characters.
 * `kind` is `text` for captions and messages, `name` for what must stay on one line.
 */
export function textFault(text: string, kind: 'text' | 'name'): TextFault | null {
  if (loneSurrogate.test(text)) return 'lone_surrogate'
  if (kind === 'name' && lineBreaks.test(text)) return 'line_break'
  if (controls.test(text) || (kind === 'name' && text.includes('\t'))) return 'control_character'
  if ((kind === 'name' ? allBidiControls : overrides).test(text)) return 'bidi_override'
  if (tagCharacter.test(text) && tagCharacter.test(text.replace(subdivisionFlag, ''))) return 'tag_character'
  return null
}

/** What to tell the person about a fault, in words for a field error. */
export const textFaultMessages: Readonly<Record<TextFault, string>> = {
  lone_surrogate: 'The text is not valid Unicode: it has half a surrogate pair.',
  control_character: 'The text has control characters.',
  bidi_override: 'The text has characters that override its reading direction.',
  tag_character: 'The text has hidden tag characters.',
  line_break: 'The text must stay on one line.',
}

// The fillers and the empty Braille cell count as letters or symbols, and yet show nothing.
const nothingToSee = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\u2800\u3164\uffa0\u115f\u1160]*$/u

/** Whether there is nothing to see in a text: only white space, invisible characters and fillers. */
export function isBlank(text: string): boolean {
  return nothingToSee.test(text)
}
