/** Lets so many pieces of work go on at one time; what is over it waits, and begins in the order in which it came. */
export class FewAtOnce {
  readonly #most: number
  readonly #waiting: (() => void)[] = []
  #running = 0

  constructor(most: number) {
    this.#most = most
  }

  /** Does the work when there is room for it; answers or throws what the work does. */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    // Whoever ends hands its room on, so nobody who comes later gets ahead.
    if (this.#running < this.#most) this.#running += 1
    else await new Promise<void>((resolve) => this.#waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      if (next === undefined) this.#running -= 1
      else next()
    }
  }
}
