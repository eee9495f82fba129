const isoDuration = /^P(?:(\d{1,9})W)?(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?$/
const googleDuration = /^(\d{1,12})(?:\.\d+)?s$/

/**
 * Whole seconds of a duration as YouTube writes it: ISO 8601 (`PT1H10S`, `P0D`) in videos.list, `245s` in
 * videos.batchGetStats. Null when it is neither, so that nothing is guessed.
 */
export function parseDuration(text: string): number | null {
  const google = googleDuration.exec(text)
  if (google) return Number(google[1])
  const iso = isoDuration.exec(text)
  if (!iso || text === 'P' || text.endsWith('T')) return null
  const [weeks, days, hours, minutes, seconds] = iso.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
  ]
  return (((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds
}
