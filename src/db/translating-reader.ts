import { translateFailure } from './failures.ts'
import type { Reader, RowQuery, SqlValue } from './sql.ts'

/** A reader for the doors: each question goes to the reader that `next` chooses, and failures come out as callers know them. */
export function translatingReader(next: () => Reader): Reader {
  const failing = (error: unknown): never => {
    throw translateFailure(error)
  }
  return {
    dialect: next().dialect,
    all: <Row>(sql: string, params?: readonly SqlValue[]) => next().all<Row>(sql, params).catch(failing),
    get: <Row>(sql: string, params?: readonly SqlValue[]) => next().get<Row>(sql, params).catch(failing),
    rows: <Row>(query: RowQuery<Row>, params?: readonly SqlValue[]) => next().rows(query, params).catch(failing),
    row: <Row>(query: RowQuery<Row>, params?: readonly SqlValue[]) => next().row(query, params).catch(failing),
  }
}
