/**
 * The form of a text in which upper and lower case are the same, in any script: NFKC, then Unicode case folding as near
 * as JavaScript offers it (ß and SS, the three sigmas and the Turkish dotted İ are folded too).
 */
export function foldCase(text: string): string {
  // Upper case first, since only that way ß, ŉ or ﬁ meet their two-letter forms; the last lower case decides.
  // A final sigma is written by its place in a word, so all sigmas are made one.
  return text
    .normalize('NFKC')
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .replaceAll('i\u0307', 'i')
    .normalize('NFKC')
}

// Accents and vowel points that people leave out when they search. The marks of Indic and South-East Asian scripts are
// letters of their words, and the Japanese voicing marks make other syllables, so both stay.
const looseMarks =
  /(?![\u3099\u309a])\p{Script=Inherited}|(?=\p{Mn})[\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}]/gu

const invisible = /\p{Default_Ignorable_Code_Point}/gu

// Letters with a stroke or a tie have no decomposition in Unicode, yet people type the plain letter for them.
const plainLetters: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ŧ: 't',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ı: 'i',
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ى: 'ي',
}
const plainLetter = /[øłđðħŧæœþıأإآى]/g

/**
 * The form of a text for searching: case, accents, vowel points, compatibility forms and invisible characters are
 * folded away, white space is one space. "  ÉMILIE" and "emilie" have the same form.
 */
export function foldForSearch(text: string): string {
  return foldCase(text)
    .replace(invisible, '')
    .replace(plainLetter, (letter) => plainLetters[letter]!)
    .normalize('NFKD')
    .replace(looseMarks, '')
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .trim()
}
