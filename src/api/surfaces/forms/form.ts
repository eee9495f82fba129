import type { z } from 'zod'
import type { App } from '../../../app.ts'
import type { Context } from '../../../core/context.ts'
import type { LimitName } from '../../limits.ts'
import { checkValues } from './check-values.ts'

/** One question of a form. */
export interface Field {
  readonly name: string
  readonly label: string
  /** What helps to answer, below the label. */
  readonly hint?: string
  /**
   * `token` is the secret of a link: a script moves it from the address into the field, and without script it is pasted.
   * `tick` is a box that must be ticked.
   */
  readonly kind: 'line' | 'email' | 'password' | 'code' | 'lines' | 'choice' | 'tick' | 'token'
  readonly optional?: boolean
  readonly maxLength?: number
  readonly autocomplete?: string
  /** Of a `choice`: value and words. */
  readonly options?: readonly (readonly [string, string])[]
}

/** What sends a form; with a name it also says which of several was pressed. */
export interface Button {
  readonly label: string
  readonly name?: string
  readonly value?: string
  readonly isDangerous?: boolean
}

/** What is shown after a form was sent: a page, or the address of one. */
export type Outcome =
  | { readonly title: string; readonly body: string; readonly headers?: Readonly<Record<string, string>> }
  | { readonly seeOther: string }

/** A form as a value: what it asks, what it takes, and what it does. It posts to `path` and changes nothing otherwise. */
export interface Form {
  readonly path: string
  readonly heading?: string
  readonly fields: readonly Field[]
  readonly buttons: readonly Button[]
  readonly limits: readonly LimitName[]
  act(context: Context, values: FormValues): Promise<Outcome>
}

/** What was typed, by the names of the fields; a field left empty is absent. */
export type FormValues = Readonly<Record<string, string>>

/** A page with one form or more. */
export interface FormPage {
  readonly path: string
  readonly title: string
  /** HTML above the forms. */
  lead(app: App): string
  readonly forms: readonly Form[]
  /** Whether the page is there at present. */
  isThere?(app: App): Promise<boolean>
}

interface FormSpec<Schema extends z.ZodType> extends Omit<Form, 'act'> {
  /** What the values must be; ticks and blanks left out. */
  readonly schema: Schema
  act(context: Context, input: z.output<Schema>): Promise<Outcome>
}

/** Describes a form; what its `act` is given follows from the schema. */
export function form<Schema extends z.ZodType>(spec: FormSpec<Schema>): Form {
  const { schema, act, ...rest } = spec
  return { ...rest, act: (context, values) => act(context, checkValues(rest.fields, schema, values)) }
}
