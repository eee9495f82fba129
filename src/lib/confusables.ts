import { readConfusables } from './confusables-data.ts'

let table: Map<string, string> | undefined

const invisible = /\p{Default_Ignorable_Code_Point}/gu

/**
 * The skeleton of UTS #39: two texts that look alike have the same one ("раураl" in Cyrillic and "paypal"). It is for
 * comparing only, never for showing. Case counts, since capitals look like other letters than small ones do.
 */
export function confusableSkeleton(text: string): string {
  table ??= readConfusables()
  let skeleton = ''
  for (const character of text.normalize('NFD').replace(invisible, '')) skeleton += table.get(character) ?? character
  return skeleton.normalize('NFD')
}
