/**
 * Takes the power from a cell that a spreadsheet would run as a formula: one that begins with = + - @, tab, CR or LF,
 * also after white space or in full width, gets an apostrophe in front. Numbers stay as they are.
 */
export function neutraliseCsvCell(text: string): string {
  if (/^-?\d{1,20}(?:\.\d{1,20})?$/.test(text)) return text
  return /^(?:[\t\r\n]|[\s\0"']*[=+\-@＝＋－＠])/.test(text) ? `'${text}` : text
}

/** One row of a CSV file (RFC 4180) with its line end: cells are made harmless and quoted where they must be. */
export function csvRow(cells: readonly (string | number | boolean | null | undefined)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

function csvCell(value: string | number | boolean | null | undefined): string {
  if (value === null || value === undefined) return ''
  const text = typeof value === 'string' ? neutraliseCsvCell(value) : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
