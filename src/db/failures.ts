import { Failure } from '../lib/errors.ts'

interface DriverError {
  code?: unknown
  errno?: unknown
  message?: unknown
  table?: unknown
  detail?: unknown
  parent?: unknown
}

/**
 * Whether the statement failed because a row with the same value exists, and if so on which columns:
 * `users.username_key`, in the order of the index. Understands both drivers, and Sequelize's wrapping of them.
 */
export function uniqueViolation(error: unknown): string | undefined {
  const { code, message, table, detail } = driverError(error)
  if (code === 'SQLITE_CONSTRAINT') {
    const match = /UNIQUE constraint failed: (.+)$/.exec(String(message))
    return match?.[1]?.split(', ').join(',')
  }
  if (code === '23505') {
    const columns = /^Key \(([^)]+)\)=/.exec(String(detail))?.[1] ?? ''
    return columns
      .split(', ')
      .map((column) => `${String(table)}.${column.replaceAll('"', '')}`)
      .join(',')
  }
  return undefined
}

/** Whether the failed unit may simply be run again: it lost against another one and changed nothing. */
export function isTransient(error: unknown): boolean {
  const { code } = driverError(error)
  return code === '40001' || code === '40P01'
}

/** Whether SQLite may have rolled back the whole transaction by itself (sqlite.org/lang_transaction.html, 2.3). */
export function endsSqliteTransaction(error: unknown): boolean {
  const { code } = driverError(error)
  return typeof code === 'string' && /^SQLITE_(FULL|IOERR|NOMEM|BUSY|INTERRUPT|CORRUPT|NOTADB)/.test(code)
}

/** A driver's failure as callers should meet it: no room and not reachable are said as such, the rest stays unknown. */
export function translateFailure(error: unknown): unknown {
  if (error instanceof Failure) return error
  const { code } = driverError(error)
  if (typeof code !== 'string') return error
  if (code === 'SQLITE_FULL' || code === '53100')
    return new Failure('storage_full', 'storage_full', 'The server has no room left to store this.', { cause: error })
  if (isUnavailable(code))
    return new Failure('unavailable', 'unavailable', 'The database is busy; try again in a moment.', {
      retryAfterSeconds: 2,
      cause: error,
    })
  return error
}

// 08*: connection exceptions, 57P0*: server shutting down, 53*: out of resources (PostgreSQL, appendix A).
function isUnavailable(code: string): boolean {
  return (
    /^SQLITE_(BUSY|LOCKED|IOERR|NOMEM|CANTOPEN|READONLY|PROTOCOL)/.test(code) ||
    /^(08|57P0|53)/.test(code) ||
    ['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', '55P03', '40001', '40P01'].includes(code)
  )
}

function driverError(error: unknown): DriverError {
  if (typeof error !== 'object' || error === null) return {}
  const { parent } = error as DriverError
  return typeof parent === 'object' && parent !== null ? (parent as DriverError) : (error as DriverError)
}
