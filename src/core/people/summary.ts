import type { Flag } from '../../db/sql.ts'

/** What every list shows of a person. */
export interface PersonSummaryRow {
  id: string
  username: string
  displayName: string
  /** Path on this server where the profile photo is served, or null. */
  photoPath: string | null
  isVerified: Flag
}

/** The same fields below a prefix: `authorId`, `authorUsername` … for rows that hold something else as well. */
export type PrefixedSummary<Prefix extends string> = {
  [Field in keyof PersonSummaryRow as `${Prefix}${Capitalize<Field>}`]: PersonSummaryRow[Field]
}

type Expressions<Row> = { [Field in keyof Row & string]: string }

const columns: Expressions<PersonSummaryRow> = {
  id: 'id',
  username: 'username',
  displayName: 'display_name',
  photoPath: 'photo_path',
  isVerified: 'is_verified',
}

/** The columns of a summary for `rowQuery`, read from the alias of `users`. */
export function personColumns(alias: string): Expressions<PersonSummaryRow> {
  const entries = Object.entries(columns).map(([field, column]) => [field, `${alias}.${column}`])
  return Object.fromEntries(entries) as Expressions<PersonSummaryRow>
}

/** The columns of a summary for `rowQuery`, each field below a prefix; `personIn` takes them out of the row again. */
export function prefixedPersonColumns<Prefix extends string>(
  alias: string,
  prefix: Prefix,
): Expressions<PrefixedSummary<Prefix>> {
  const entries = Object.entries(columns).map(([field, column]) => [fieldBelow(prefix, field), `${alias}.${column}`])
  return Object.fromEntries(entries) as Expressions<PrefixedSummary<Prefix>>
}

/** The summary that a row holds below a prefix. */
export function personIn<Prefix extends string>(row: PrefixedSummary<Prefix>, prefix: Prefix): PersonSummaryRow {
  const fields = row as Record<string, unknown>
  return {
    id: fields[`${prefix}Id`] as string,
    username: fields[`${prefix}Username`] as string,
    displayName: fields[`${prefix}DisplayName`] as string,
    photoPath: fields[`${prefix}PhotoPath`] as string | null,
    isVerified: fields[`${prefix}IsVerified`] as Flag,
  }
}

/** The columns of a summary as the text of a SELECT. */
export function personColumnList(alias: string): string {
  return Object.values(columns)
    .map((column) => `${alias}.${column}`)
    .join(', ')
}

function fieldBelow(prefix: string, field: string): string {
  return prefix + field[0]!.toUpperCase() + field.slice(1)
}
