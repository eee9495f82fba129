/** The JSON of a page of a list: that of its items, and what else it tells, `nextCursor` among it. */
export function pageJson(
  items: readonly string[],
  rest: Readonly<Record<string, unknown>> & { nextCursor: string | null },
): string {
  return `{"items":[${items.join(',')}],${JSON.stringify(rest).slice(1)}`
}

/** Gives the JSON of what `present` makes of a row, made once for a row that is remembered: many people are shown the same. */
export function jsonOnce<Row extends object>(present: (row: Row) => unknown): (row: Row) => string {
  const texts = new WeakMap<Row, string>()
  return (row) => {
    let text = texts.get(row)
    if (text === undefined) {
      text = JSON.stringify(present(row))
      texts.set(row, text)
    }
    return text
  }
}
