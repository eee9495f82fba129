/** A page of a keyset list as it was fetched: its rows may have been let go, its place in the list has not. */
interface CachedPage<T> {
  cursor: string | null
  start: number
  length: number
  rows: readonly T[] | null
}

export interface PageCache<T> {
  /** Rows known to exist so far, kept or let go. */
  known(): number
  /** The row, `undefined` when its page was let go (ask `cursorOf`), `null` past the end of what is known. */
  rowAt(index: number): T | undefined | null
  /** Number and cursor of the page that holds a row. */
  pageOf(index: number): { page: number; cursor: string | null } | null
  append(cursor: string | null, rows: readonly T[]): void
  /** Puts rows back into a page that was let go; what follows moves when their number changed. */
  restore(page: number, rows: readonly T[]): void
  /** Every row that is kept now, in order, for the search and for files. */
  kept(): T[]
}

/**
 * Pages of a list of any length with at most `limit` of them kept: the ones farthest from the place looked at go first,
 * so that a million rows cost what a few hundred do.
 */
export function createPageCache<T>(limit: number): PageCache<T> {
  const pages: CachedPage<T>[] = []
  let looking = 0

  const total = () => {
    const last = pages.at(-1)
    return last === undefined ? 0 : last.start + last.length
  }

  function find(index: number): number {
    let low = 0
    let high = pages.length - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      const page = pages[middle] as CachedPage<T>
      if (index < page.start) high = middle - 1
      else if (index >= page.start + page.length) low = middle + 1
      else return middle
    }
    return -1
  }

  function letGo(): void {
    const held = pages.flatMap((page, number) => (page.rows !== null && page.length > 0 ? [number] : []))
    if (held.length <= limit) return
    const distance = (number: number) => Math.abs(number - looking)
    const farthest = held.reduce((one, other) => (distance(other) > distance(one) ? other : one))
    const page = pages[farthest]
    if (page !== undefined) page.rows = null
  }

  return {
    known: total,
    rowAt: (index) => {
      const number = find(index)
      if (number < 0) return null
      looking = number
      const page = pages[number] as CachedPage<T>
      return page.rows === null ? undefined : page.rows[index - page.start]
    },
    pageOf: (index) => {
      const number = find(index)
      return number < 0 ? null : { page: number, cursor: (pages[number] as CachedPage<T>).cursor }
    },
    append: (cursor, rows) => {
      pages.push({ cursor, start: total(), length: rows.length, rows })
      letGo()
    },
    restore: (number, rows) => {
      const page = pages[number]
      if (page === undefined) return
      const moved = rows.length - page.length
      page.rows = rows
      page.length = rows.length
      if (moved !== 0) for (const later of pages.slice(number + 1)) later.start += moved
      looking = number
      letGo()
    },
    kept: () => pages.flatMap((page) => page.rows ?? []),
  }
}
