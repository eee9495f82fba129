import type { components, paths } from './schema.ts'

/** The API's shapes by name: `Shape<'Post'>`. */
export type Shape<Name extends keyof components['schemas']> = components['schemas'][Name]

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'

/** The paths, below `/api/v1`, that have this method. */
export type PathOf<M extends Method> = {
  [P in keyof paths]: paths[P] extends Record<M, { responses: unknown }> ? WithoutPrefix<P> : never
}[keyof paths]

type WithoutPrefix<P> = P extends `/api/v1${infer Rest}` ? Rest : never

type Operation<M extends Method, P extends string> = `/api/v1${P}` extends keyof paths
  ? M extends keyof paths[`/api/v1${P}`]
    ? paths[`/api/v1${P}`][M]
    : never
  : never

type ParametersOf<M extends Method, P extends string> =
  Operation<M, P> extends { parameters: infer Parameters } ? Parameters : never

type PathParameters<M extends Method, P extends string> =
  ParametersOf<M, P> extends { path: infer Path } ? Path : undefined

type QueryOf<M extends Method, P extends string> =
  ParametersOf<M, P> extends { query?: infer Query } ? Exclude<Query, undefined> : never

/** What the call sends as its body, undefined when it has none. */
export type BodyOf<M extends Method, P extends string> =
  Operation<M, P> extends { requestBody: { content: { 'application/json': infer Body } } }
    ? Body
    : Operation<M, P> extends { requestBody?: { content: { 'application/json': infer Body } } }
      ? Body | undefined
      : undefined

/** What the call answers when it goes well. */
export type AnswerOf<M extends Method, P extends string> =
  Operation<M, P> extends { responses: infer Responses } ? AnswerIn<Responses[keyof Responses]> : never

type AnswerIn<Response> = Response extends { content: { 'application/json': infer Body } } ? Body : undefined

type ItemIn<Answer> = Answer extends { items: (infer Item)[]; nextCursor: string | null } ? Item : never

/** The paths that answer a page of a list. */
export type ListPath = { [P in PathOf<'get'>]: ItemIn<AnswerOf<'get', P>> extends never ? never : P }[PathOf<'get'>]

/** What a list holds. */
export type ItemOf<P extends string> = ItemIn<AnswerOf<'get', P>>

/** What a call is made with: `path` and `body` where the endpoint has them. */
export type CallOptions<M extends Method, P extends string> = {
  query?: QueryOf<M, P>
  signal?: AbortSignal
} & (PathParameters<M, P> extends undefined ? unknown : { path: PathParameters<M, P> }) &
  (BodyOf<M, P> extends undefined
    ? unknown
    : undefined extends BodyOf<M, P>
      ? { body?: BodyOf<M, P> }
      : { body: BodyOf<M, P> })

/** The options as an argument, which may be left out where nothing in them is needed. */
export type CallArguments<M extends Method, P extends string> =
  Record<string, never> extends CallOptions<M, P> ? [options?: CallOptions<M, P>] : [options: CallOptions<M, P>]
