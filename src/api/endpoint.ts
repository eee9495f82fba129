import type { Request, Response } from 'express'
import type { z } from 'zod'
import type { Context } from '../core/context.ts'
import type { FailureCode } from '../core/errors.ts'
import type { LimitName } from './limits.ts'
import type { ReceivedUpload } from './read-upload.ts'

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'

/**
 * Who may call: `public` anyone, `restricted` also a suspended person with a restricted session, `person` anyone signed
 * in, `moderator` and `admin` operators with that role (or whoever opened the local socket).
 */
export type Access = 'public' | 'restricted' | 'person' | 'moderator' | 'admin'

/** One call of an endpoint, its input already checked. */
export interface Call<Params, Query, Body> {
  readonly context: Context
  readonly params: Params
  readonly query: Query
  readonly body: Body
  /** The file of a `multipart` endpoint, with the fields beside it; it is removed after the answer unless taken. */
  readonly upload: ReceivedUpload | undefined
  readonly request: Request
  readonly response: Response
}

/** What an endpoint answers: a value, or its JSON as a text; `body` undefined makes an answer without one. */
export interface Answer<Body = unknown> {
  readonly status: number
  readonly body?: Body
  readonly headers?: Readonly<Record<string, string>>
}

export type Shape = z.ZodType

/** An endpoint as a value: the router, the checks and the OpenAPI document all read this one description. */
export interface Endpoint {
  readonly method: Method
  /** Below /api/v1, parameters in braces: `/users/{username}`. */
  readonly path: string
  /** Unique, camelCase; the name a generated client gives the call. */
  readonly operation: string
  readonly tag: string
  readonly summary: string
  readonly description: string | undefined
  readonly access: Access
  readonly params: z.ZodObject | undefined
  readonly query: z.ZodObject | undefined
  /** JSON body, or a `multipart` form with one file. */
  readonly body: Shape | undefined
  readonly multipart: MultipartDescription | undefined
  /** Largest JSON body in bytes. */
  readonly bodyLimit: number
  /** What the answers hold, by status. A status without a body maps to null. */
  readonly answers: Readonly<Record<number, Shape | null>>
  /** Content type of answers with a body, when it is not JSON. */
  readonly produces: string | undefined
  /** Codes this endpoint may answer beside those that every endpoint may. */
  readonly failures: readonly FailureCode[]
  readonly limits: readonly LimitName[]
  /** `keyed`: an `Idempotency-Key` makes retries safe. `ignored`: the header has no effect here, and the document says so. */
  readonly idempotency: 'keyed' | 'ignored' | 'none'
  /** Answers an `ETag`, and 304 when the client has the present one. */
  readonly etag: boolean
  /** What goes over the connection once it is open: from the server, from the client, and to answer the client. */
  readonly frames: Readonly<Record<'server' | 'client' | 'answer', Shape>> | undefined
  /** The answer writes the response itself: a stream or a file. What it throws before that is answered as ever. */
  readonly takesOver: boolean
  readonly effect: ((call: Call<never, never, never>) => Promise<unknown>) | undefined
  readonly answer: (call: Call<never, never, never>, result: never) => Promise<Answer> | Answer
}

export interface MultipartDescription {
  /** Of the form, for the OpenAPI document. */
  readonly schema: Record<string, unknown>
  /** Largest file in bytes. */
  maxBytes(context: Context): number
  /** Refuses before anything of the body is read. */
  admit(context: Context): Promise<void>
}

type Output<Schema> = Schema extends z.ZodType ? z.output<Schema> : Record<string, never>

interface EndpointSpec<
  Params extends z.ZodObject | undefined,
  Query extends z.ZodObject | undefined,
  Body extends Shape | undefined,
  Result,
> {
  method: Method
  path: string
  operation: string
  tag: string
  summary: string
  description?: string
  access: Access
  params?: Params
  query?: Query
  body?: Body
  multipart?: MultipartDescription
  bodyLimit?: number
  answers: Record<number, Shape | null>
  produces?: string
  failures?: readonly FailureCode[]
  limits?: readonly LimitName[]
  idempotency?: 'ignored'
  etag?: boolean
  frames?: Endpoint['frames']
  takesOver?: boolean
  /**
   * What the call changes. Its value is JSON and is kept with the idempotency key in the same transaction: after a crash
   * between commit and answer, a retry is answered from it.
   */
  effect?: (call: Call<Output<Params>, Output<Query>, Output<Body>>) => Promise<Result>
  /** Makes the answer, from the effect's value where there is one. */
  answer: (call: Call<Output<Params>, Output<Query>, Output<Body>>, result: Result) => Promise<Answer> | Answer
}

const defaultBodyLimit = 64 * 1024

/** Describes one endpoint; the types of its input follow from the schemas. */
export function endpoint<
  Params extends z.ZodObject | undefined = undefined,
  Query extends z.ZodObject | undefined = undefined,
  Body extends Shape | undefined = undefined,
  Result = void,
>(spec: EndpointSpec<Params, Query, Body, Result>): Endpoint {
  return {
    method: spec.method,
    path: spec.path,
    operation: spec.operation,
    tag: spec.tag,
    summary: spec.summary,
    description: spec.description,
    access: spec.access,
    params: spec.params,
    query: spec.query,
    body: spec.body,
    multipart: spec.multipart,
    bodyLimit: spec.bodyLimit ?? defaultBodyLimit,
    answers: spec.answers,
    produces: spec.produces,
    failures: spec.failures ?? [],
    limits: spec.limits ?? [],
    idempotency: spec.method !== 'post' ? 'none' : (spec.idempotency ?? 'keyed'),
    etag: spec.etag ?? false,
    frames: spec.frames,
    takesOver: spec.takesOver ?? false,
    effect: spec.effect as Endpoint['effect'],
    answer: spec.answer as unknown as Endpoint['answer'],
  }
}

/** 200 with a body. */
export function ok<Body>(body: Body, headers?: Record<string, string>): Answer<Body> {
  return headers === undefined ? { status: 200, body } : { status: 200, body, headers }
}

/** 201 with the thing that was made. */
export function created<Body>(body: Body, headers?: Record<string, string>): Answer<Body> {
  return headers === undefined ? { status: 201, body } : { status: 201, body, headers }
}

/** 202 with what is known so far. */
export function accepted<Body>(body: Body): Answer<Body> {
  return { status: 202, body }
}

/** For endpoints that write the response themselves. */
export const tookOver: Answer = { status: 200 }

/** 204, done and nothing to say. */
export function noContent(): Answer {
  return { status: 204 }
}
