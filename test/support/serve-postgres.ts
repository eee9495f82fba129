import { testPostgres } from './postgres.ts'
import { endTests } from './when-tests-end.ts'

// Finds or starts the PostgreSQL for all the processes of one `npm test`, prints its address (or `none`), and keeps it
// until its input closes.

const server = await testPostgres()
console.log(server?.base ?? 'none')
process.stdin.resume()
process.stdin.once('end', async () => {
  const failures = await endTests()
  for (const failure of failures) console.error(failure)
})
