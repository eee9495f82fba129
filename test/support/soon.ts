/**
 * What is promised "within a second" is held to this many ms where other tests run beside it: long enough for a busy
 * machine, and far shorter than what would bring it about by chance. `*.alone.test.ts` hold the
 * same promises to the letter (test/safety/within-a-second, test/api/media/corpus).
 */
export const soonMs = 15_000
