import { useEffect, useState } from 'preact/hooks'
import { type ApiClient, api, urlOf } from './client.ts'
import { asProblem, type Problem } from './problem.ts'
import { session } from './session.ts'
import { createStore, type Store, useStore } from './store.ts'
import type { AnswerOf, CallArguments, PathOf } from './types.ts'

/** What is known of one answer of the API. An old value stays while a new one is asked for. */
export interface ResourceState<Value> {
  value: Value | undefined
  /** Why the last attempt failed. */
  problem: Problem | undefined
  isLoading: boolean
}

/** One answer of the API, shared by every component that shows it. */
export interface Resource<Value> extends Store<ResourceState<Value>> {
  readonly url: string
  /** Asks again; those who ask meanwhile wait for the same answer. */
  reload(): Promise<void>
  /** Shows a value that came another way: the answer of a change, or a live event. */
  mutate(change: (value: Value) => Value): void
  /** When the value was last known to be right, by `performance.now()`. */
  readonly checkedAt: number
}

const nothing: ResourceState<never> = { value: undefined, problem: undefined, isLoading: false }

/** Makes the resource of one address. */
export function createResource<Value>(client: ApiClient, url: string): Resource<Value> {
  const store = createStore<ResourceState<Value>>(nothing)
  let running: Promise<void> | undefined
  let checkedAt = Number.NEGATIVE_INFINITY

  async function load(): Promise<void> {
    store.update((state) => ({ ...state, isLoading: true }))
    try {
      const value = (await client.send({ method: 'get', url })) as Value
      checkedAt = performance.now()
      store.set({ value, problem: undefined, isLoading: false })
    } catch (error) {
      const problem = asProblem(error)
      // What is gone, or may not be seen any more, must not stay on the screen.
      const isGone = [401, 403, 404, 410].includes(problem.status)
      store.update(({ value }) => ({ value: isGone ? undefined : value, problem, isLoading: false }))
    }
  }

  return {
    ...store,
    url,
    reload: () => {
      running ??= load().finally(() => {
        running = undefined
      })
      return running
    },
    mutate: (change) =>
      store.update((state) => (state.value === undefined ? state : { ...state, value: change(state.value) })),
    get checkedAt() {
      return checkedAt
    },
  }
}

// The newest last; what no component has used for longest goes first.
const resources = new Map<string, Resource<unknown>>()
const kept = 200

/** The resource of an address, made at its first use and kept. */
export function resourceAt<Value>(url: string): Resource<Value> {
  const known = resources.get(url) ?? createResource<unknown>(api, url)
  resources.delete(url)
  resources.set(url, known)
  if (resources.size > kept) resources.delete(resources.keys().next().value!)
  return known as Resource<Value>
}

/** The resource of a call, to look at or change it outside of a component. */
export function resource<P extends PathOf<'get'>>(
  path: P,
  ...options: CallArguments<'get', P>
): Resource<AnswerOf<'get', P>> {
  return resourceAt(callUrl(path, options[0]))
}

/** Asks again for every kept resource whose address begins so; of all when nothing is named. */
export function reloadResources(prefix = '/'): void {
  for (const [url, known] of resources) {
    if (url.startsWith(prefix) && known.get().value !== undefined) void known.reload()
  }
}

session.onEnd(() => resources.clear())

export interface UseResourceOptions {
  /** How old a value may be to be shown without asking again. */
  freshMs?: number
  /** Asks for nothing while true. */
  skip?: boolean
}

/**
 * The answer of a `GET` in a component: what is known at once, what is right as soon as the server has said so.
 *
 *     const profile = useResource('/users/{username}', { path: { username } })
 */
export function useResource<P extends PathOf<'get'>>(
  path: P,
  ...rest: Record<string, never> extends CallArguments<'get', P>[0]
    ? [options?: CallArguments<'get', P>[0], more?: UseResourceOptions]
    : [options: CallArguments<'get', P>[0], more?: UseResourceOptions]
): ResourceState<AnswerOf<'get', P>> & Pick<Resource<AnswerOf<'get', P>>, 'reload' | 'mutate'> {
  const [options, { freshMs = 2000, skip = false } = {}] = rest
  const url = skip ? '' : callUrl(path, options)
  const [own] = useState(() => createResource<AnswerOf<'get', P>>(api, ''))
  const found = skip ? own : resourceAt<AnswerOf<'get', P>>(url)
  const state = useStore(found)
  useEffect(() => {
    if (!skip && performance.now() - found.checkedAt > freshMs) void found.reload()
  }, [url])
  // Drawn as loading from the first moment, so that no empty state flashes before the effect runs.
  const isLoading = state.isLoading || (!skip && state.value === undefined && state.problem === undefined)
  return { ...state, isLoading, reload: found.reload, mutate: found.mutate }
}

// biome-ignore lint/suspicious/noExplicitAny: the callers' signatures have the types
function callUrl(path: string, options: any): string {
  return urlOf(path, options?.path, options?.query)
}
