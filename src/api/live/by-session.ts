/** What a frame holds that is not the same for every session of the person. */
export class BySession {
  readonly #dataFor: (sessionId: string) => unknown

  constructor(dataFor: (sessionId: string) => unknown) {
    this.#dataFor = dataFor
  }

  /** The data as one session may see them. */
  for(sessionId: string): unknown {
    return this.#dataFor(sessionId)
  }
}

/** The data of a frame as one session may see them. */
export function dataFor(data: unknown, sessionId: string): unknown {
  return data instanceof BySession ? data.for(sessionId) : data
}
