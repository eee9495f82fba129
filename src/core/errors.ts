import { Failure, type FailureKind, type FailureOptions } from '../lib/errors.ts'

/**
 * The one registry of codes: stable words that clients may switch on, each with its kind and the title of its
 * problem document (RFC 9457). Codes are added, never renamed.
 */
export const failureCodes = {
  malformed_request: { kind: 'malformed', title: 'The request could not be read' },
  unauthenticated: { kind: 'unauthenticated', title: 'Sign in first' },
  invalid_credentials: { kind: 'unauthenticated', title: 'Wrong name or password' },
  totp_required: { kind: 'unauthenticated', title: 'A code from the authenticator app is needed' },
  totp_invalid: { kind: 'unauthenticated', title: 'The code is not right' },
  forbidden: { kind: 'forbidden', title: 'Not allowed' },
  password_wrong: { kind: 'forbidden', title: 'The password is not right' },
  totp_setup_required: { kind: 'forbidden', title: 'Operators need two-factor sign-in' },
  totp_wrong: { kind: 'forbidden', title: 'The code is not right' },
  password_reset_required: { kind: 'forbidden', title: 'A new password must be chosen first' },
  account_suspended: { kind: 'forbidden', title: 'The account is suspended' },
  account_silenced: { kind: 'forbidden', title: 'The account may not publish for now' },
  email_unverified: { kind: 'forbidden', title: 'The e-mail address is not confirmed yet' },
  origin_refused: { kind: 'forbidden', title: 'The request comes from another site' },
  registration_closed: { kind: 'forbidden', title: 'Nobody can sign up here' },
  invite_invalid: { kind: 'forbidden', title: 'The invitation is not valid' },
  terms_required: { kind: 'forbidden', title: 'The current terms must be accepted first' },
  not_found: { kind: 'not_found', title: 'Not found' },
  method_not_allowed: { kind: 'method_not_allowed', title: 'The method is not allowed here' },
  conflict: { kind: 'conflict', title: 'That does not fit the present state' },
  username_taken: { kind: 'conflict', title: 'The user name is taken' },
  email_taken: { kind: 'conflict', title: 'The e-mail address is taken' },
  media_not_ready: { kind: 'conflict', title: 'The media are not ready yet' },
  sync_expired: { kind: 'gone', title: 'The position is no longer in the log' },
  payload_too_large: { kind: 'too_large', title: 'Too large' },
  media_unsupported: { kind: 'unsupported', title: 'The type of the file is not supported' },
  content_type_unsupported: { kind: 'unsupported', title: 'The type of the body is not supported' },
  media_refused: { kind: 'forbidden', title: 'The file was removed before' },
  media_invalid: { kind: 'invalid', title: 'The file is damaged or not allowed' },
  idempotency_mismatch: { kind: 'invalid', title: 'The key was used for another request' },
  validation_failed: { kind: 'invalid', title: 'Some fields are not right' },
  password_refused: { kind: 'invalid', title: 'The password cannot be used' },
  cursor_invalid: { kind: 'invalid', title: 'The cursor does not belong to this list' },
  token_invalid: { kind: 'invalid', title: 'The link is not valid any more' },
  client_too_old: { kind: 'outdated', title: 'The app is too old for this server' },
  rate_limited: { kind: 'rate_limited', title: 'Too many requests' },
  headers_too_large: { kind: 'headers_too_large', title: 'The request header is too large' },
  unavailable: { kind: 'unavailable', title: 'Not available for the moment' },
  media_quota_exceeded: { kind: 'storage_full', title: 'The room for uploads is used up' },
  storage_full: { kind: 'storage_full', title: 'The server has no room left' },
} as const satisfies Record<string, { kind: FailureKind; title: string }>

export type FailureCode = keyof typeof failureCodes

/** A failure with one of the registered codes; its kind follows from the code. */
export function failure(code: FailureCode, message: string, options?: FailureOptions): Failure {
  return new Failure(failureCodes[code].kind, code, message, options)
}

/** `validation_failed` for one field. */
export function invalidField(path: string, message: string): Failure {
  return failure('validation_failed', message, { errors: [{ path, message }] })
}

/** The failure for what is absent and for what the actor may not see: the two must not be told apart. */
export function notFound(): Failure {
  return failure('not_found', 'There is nothing here, or nothing that you may see.')
}
