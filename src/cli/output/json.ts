// JSON.stringify escapes C0 and lone surrogates by itself; DEL, C1, bidi controls and the line separators of Unicode
// pass through it, and a terminal obeys them.
const unsafe = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g

/** JSON that parses to the same value and can be shown on any terminal: control characters are escaped. */
export function safeJson(value: unknown, indent?: number): string {
  const text = JSON.stringify(value, null, indent) ?? 'null'
  return text.replace(unsafe, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
