import { writeFileSync } from 'node:fs'
import { makeWebTypes, webTypesFile } from './web-types.ts'

// `npm run web:types`: to be run after an endpoint's schema has changed.

writeFileSync(webTypesFile, await makeWebTypes())
