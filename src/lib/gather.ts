/**
 * Gathers questions that are asked at the same moment, one by one, and asks them together: units that share a commit are
 * answered at once, and each answer begins with a look at what was stored. `ask` answers in the order of the questions.
 */
export function gather<Question, Answer>(
  ask: (questions: readonly Question[]) => Promise<readonly Answer[]>,
): (question: Question) => Promise<Answer> {
  let waiting: { question: Question; resolve: (answer: Answer) => void; reject: (error: unknown) => void }[] = []
  const askAll = async (): Promise<void> => {
    const asked = waiting
    waiting = []
    try {
      const answers = await ask(asked.map(({ question }) => question))
      for (const [index, { resolve }] of asked.entries()) resolve(answers[index]!)
    } catch (error) {
      for (const { reject } of asked) reject(error)
    }
  }
  return (question) =>
    new Promise((resolve, reject) => {
      // After everything that goes on from what has just been answered.
      if (waiting.length === 0) setImmediate(askAll)
      waiting.push({ question, resolve, reject })
    })
}
