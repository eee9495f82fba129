import { LRUCache } from 'lru-cache'
import type { Database } from '../../db/database.ts'
import type { Unit } from '../../db/unit.ts'
import type { Context } from '../context.ts'
import { failure } from '../errors.ts'

export type DocumentName = 'terms' | 'guidelines' | 'privacy'

/** A document people agree to, in its present version. */
export interface LegalDocument {
  document: DocumentName
  version: string
  /** Whether it must be accepted before publishing. */
  required: boolean
}

/** The terms, guidelines and privacy policy as they stand. */
export function currentDocuments(context: Context): LegalDocument[] {
  return [
    { document: 'terms', version: context.settings.get('terms.version'), required: true },
    { document: 'guidelines', version: context.settings.get('guidelines.version'), required: true },
    { document: 'privacy', version: context.settings.get('privacy.version'), required: false },
  ]
}

/** A version of a document that a person accepted. */
export interface Consent {
  document: DocumentName
  version: string
  acceptedAt: number
}

/** What the person has accepted, and which required documents they have not accepted in their present version. */
export async function readConsents(
  context: Context,
  userId: string,
): Promise<{ items: Consent[]; missing: DocumentName[] }> {
  const items = await context.db.read.all<Consent>(
    'SELECT document, version, accepted_at FROM consents WHERE user_id = $1 ORDER BY accepted_at, document LIMIT 1000',
    [userId],
  )
  const has = ({ document, version }: LegalDocument): boolean =>
    items.some((consent) => consent.document === document && consent.version === version)
  const missing = currentDocuments(context).filter((document) => document.required && !has(document))
  return { items, missing: missing.map(({ document }) => document) }
}

/** Records that the person accepted a document. Throws `validation_failed` for a version that is not the present one. */
export async function acceptDocument(
  context: Context,
  userId: string,
  input: { document: DocumentName; version: string },
): Promise<void> {
  const current = currentDocuments(context).find(({ document }) => document === input.document)
  if (current?.version !== input.version) {
    const message = `The present version is ${current?.version}.`
    throw failure('validation_failed', message, { errors: [{ path: 'version', message }] })
  }
  await context.write((unit) => recordConsent(unit, userId, input, context.now()))
}

/** Records acceptance of every required document, as signing up does. */
export async function acceptAllRequired(unit: Unit, context: Context, userId: string): Promise<void> {
  for (const document of currentDocuments(context)) {
    if (document.required) await recordConsent(unit, userId, document, context.now())
  }
}

// Consent to a version is never taken back, so who has given it need not be asked again at every message.
const consented = new WeakMap<Database, LRUCache<string, true>>()
const maxRemembered = 20_000

/** Throws `terms_required` unless the person has accepted the present required documents. For routes that publish. */
export async function requireConsents(context: Context, userId: string): Promise<void> {
  const versions = currentDocuments(context).map(({ version }) => version)
  const key = [userId, ...versions].join('\0')
  let known = consented.get(context.db)
  if (known === undefined) {
    known = new LRUCache({ max: maxRemembered })
    consented.set(context.db, known)
  }
  if (known.get(key)) return
  const { missing } = await readConsents(context, userId)
  if (missing.length === 0) {
    known.set(key, true)
    return
  }
  throw failure('terms_required', `Accept the present ${missing.join(' and ')} first.`, { extra: { missing } })
}

async function recordConsent(
  unit: Unit,
  userId: string,
  document: { document: DocumentName; version: string },
  now: number,
): Promise<void> {
  await unit.run(
    `INSERT INTO consents (user_id, document, version, accepted_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
    [userId, document.document, document.version, now],
  )
}
