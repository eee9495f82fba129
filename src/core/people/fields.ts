import { z } from 'zod'
import { usernameMaxLength } from '../../lib/usernames.ts'

/** A path parameter that names a person. What is no user name names nobody, and is not found rather than refused. */
export const usernameParams = z.strictObject({ username: z.string().min(1).max(usernameMaxLength) })
