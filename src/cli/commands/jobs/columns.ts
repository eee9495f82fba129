import type { ArgumentSpec } from '../../command.ts'

/** One or more jobs by name. */
export const jobsArgument: ArgumentSpec = { name: 'job', summary: 'name, as `momentum jobs list` shows it', many: true }
