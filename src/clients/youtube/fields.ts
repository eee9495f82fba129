import { z } from 'zod'

/** A text with at most `limit` characters, without what a database refuses (NUL) or no encoding knows (lone surrogates). */
export function text(limit: number) {
  return z.string().transform((value) => cleanText(value, limit))
}

/** Null instead of a failure: one odd or missing field must not cost the whole item. */
export function orNull<Output>(schema: z.ZodType<Output>) {
  return schema
    .nullish()
    .transform((value) => value ?? null)
    .catch(null)
}

/** A count as decimal text, because YouTube's are 64 bits wide; a missing one is null, which is not zero. */
export const count = orNull(
  z.union([z.string().regex(/^\d{1,20}$/), z.number().int().nonnegative().transform(String)]).transform(String),
)

/** A moment in ms since the epoch, from RFC 3339 with or without milliseconds. */
export const moment = orNull(
  z
    .string()
    .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/)
    .transform((value, context) => {
      const at = Date.parse(value)
      if (!Number.isNaN(at)) return at
      context.addIssue({ code: 'custom', message: 'not a moment' })
      return z.NEVER
    }),
)

/** A positive number that YouTube may write as text (`embedWidth: "563"`). */
export const size = orNull(
  z
    .union([z.string().regex(/^\d{1,6}$/), z.number().int()])
    .transform(Number)
    .pipe(z.number().positive()),
)

/** A boolean that may come as the text `"true"` or `"false"` (contentDetails.caption). */
export const flag = orNull(z.union([z.boolean(), z.enum(['true', 'false']).transform((value) => value === 'true')]))

/** An id of YouTube's, safe in a URL and in a query. */
export const youtubeId = z.string().regex(/^[\w-]{1,64}$/)

function cleanText(value: string, limit: number): string {
  const cut = value.length > limit ? value.slice(0, limit) : value
  return cut.replaceAll('\0', '').replace(/\p{Surrogate}/gu, cut === value ? '\ufffd' : '')
}
