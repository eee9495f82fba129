/** Pairs of user names that the eye takes for one another: at most one of each may exist. */
export const confusablePairs: readonly (readonly [string, string])[] = [
  ['paypal', 'PayPal'],
  ['paypal', 'PaypaI'],
  ['paypal', 'paypa1'],
  ['Oscar', '0scar'],
  ['mike', 'rnike'],
  ['will', 'vvill'],
  ['paypal', 'раураl'],
  ['scope', 'ѕсоре'],
  ['alice', 'ａｌｉｃｅ'],
  ['bob', 'b\u200bob'],
  ['aIlI', 'a1lI'],
  ['google', 'ցoogle'],
]

/** Characters that are not seen, or that turn the others round. */
export const hiddenCharacters: readonly number[] = [
  0x200b, 0x200c, 0x200d, 0x2060, 0xfeff, 0xad, 0x202e, 0x2066, 0x200f, 0xe0061, 0xfe0f, 0x3164,
]
