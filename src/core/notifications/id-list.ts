import type { Dialect } from '../../db/sql.ts'

/** The ids of a JSON array that a placeholder holds, for an IN: the statement stays one, however many they are. */
export function idList(dialect: Dialect, placeholder: string): string {
  return dialect === 'sqlite'
    ? `(SELECT value FROM json_each(${placeholder}))`
    : `(SELECT json_array_elements_text(${placeholder}::json))`
}
