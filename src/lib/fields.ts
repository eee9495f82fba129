import { z } from 'zod'
import { normaliseLineEnds, textFault, textFaultMessages } from './text-limits.ts'

// The building blocks of every schema that takes what people write. Each has a greatest length (SAFETY.md IN4), counted
// in UTF-16 units as JSON Schema validators in Kotlin and JavaScript do.

/** An id of ours; anything else names nothing. */
export function idField(): z.ZodString {
  return z
    .string()
    .length(36)
    .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/, 'This is not an id.')
    .describe('An id as this server gives them (UUIDv7).')
}

/** A path parameter that is an id; a text of another form is not refused but absent. */
export function idParams(): z.ZodObject<{ id: z.ZodString }> {
  return z.strictObject({ id: idField() })
}

/** A name of one line: letters of any script, no control characters, no bidi tricks, trimmed. */
export function nameField(max: number, min = 1): z.ZodType<string> {
  return z
    .string()
    .trim()
    .min(min)
    .max(max)
    .superRefine((text, context) => refuseFault(text, 'name', context))
}

/** Prose of several lines; line ends are stored as `\n`. */
export function proseField(max: number, min = 0): z.ZodType<string> {
  return z
    .string()
    .min(min)
    .max(max)
    .superRefine((text, context) => refuseFault(normaliseLineEnds(text), 'text', context))
    .overwrite(normaliseLineEnds)
}

/** A secret a person typed; what it may be is decided by the rules for passwords. */
export function passwordField(): z.ZodString {
  return z.string().min(1).max(2048)
}

/** An e-mail address (the HTML standard's form), at most 254 characters (RFC 5321, 4.5.3.1.3). */
export function emailField(): z.ZodType<string> {
  return z.email({ pattern: z.regexes.html5Email }).max(254)
}

/** A token from a link. */
export function tokenField(): z.ZodString {
  return z.string().min(20).max(200)
}

/** `limit` and `cursor` of a list (API.md, Conventions), with further parameters where a list has some. */
export function pageQuery<Extra extends z.ZodRawShape = Record<never, never>>(extra: Extra = {} as Extra) {
  return z.strictObject({
    limit: z.coerce.number().int().min(1).max(100).default(20).describe('How many items at most.'),
    cursor: z.string().min(1).max(1000).optional().describe('Where the page starts: `nextCursor` of the one before.'),
    ...extra,
  })
}

/** A truth value in a query: `true` or `false`. */
export function flagQuery(): z.ZodType<boolean> {
  return z.enum(['true', 'false']).transform((word) => word === 'true')
}

/** A moment as every answer carries it. */
export function timeShape(): z.ZodType<string> {
  return z.iso.datetime({ precision: 3 }).max(24)
}

/** A page of a list as every list route answers it. */
export function pageShape<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item).max(1000), nextCursor: z.string().max(1000).nullable() })
}

function refuseFault(text: string, kind: 'text' | 'name', context: z.RefinementCtx): void {
  const fault = textFault(text, kind)
  if (fault !== null) context.addIssue({ code: 'custom', message: textFaultMessages[fault] })
}
