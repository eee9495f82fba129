import { chatWords } from '../../../strings/chat.ts'
import { fill, formatNumber } from '../../../strings/format.ts'

/** A distance as people say it: to ten metres, above a kilometre to a hundred, above ten to a whole one. */
export function sayDistance(metres: number): string {
  if (metres < 950)
    return fill(chatWords.metres, {
      count: formatNumber(metres < 100 ? Math.round(metres) : Math.round(metres / 10) * 10),
    })
  const kilometres = metres / 1000
  return fill(chatWords.kilometres, {
    count: formatNumber(kilometres < 10 ? Math.round(kilometres * 10) / 10 : Math.round(kilometres)),
  })
}
