// Every Node we support knows the flag v, yet the language level we compile to does not: hence no literal.
const unicodeSets: string = 'v'
const oneEmoji = new RegExp('^\\p{RGI_Emoji}$', unicodeSets)

// The standard lists the skin tones as emoji of their own; alone they are swatches, not feelings.
const loneModifier = /^\p{Emoji_Modifier}$/u

// The longest sequences of the standard (a kiss with two skin tones, a flag of a region) have at most 15 UTF-16 units.
const maxUnits = 24

/**
 * Whether the text is exactly one emoji that Unicode recommends for general interchange (RGI): skin tones, families,
 * flags and keycaps count as one; plain text, a lone modifier and two emoji do not. Newer Node knows newer emoji.
 */
export function isSingleEmoji(text: string): boolean {
  return text.length <= maxUnits && oneEmoji.test(text) && !loneModifier.test(text)
}
