import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { makeWebTypes, webTypesFile } from '../support/web-types.ts'

describe('the types of the web client', () => {
  it('are those of the OpenAPI document', async () => {
    const made = await makeWebTypes()

    expect(readFileSync(webTypesFile, 'utf8') === made, 'src/web/api/schema.ts is old: npm run web:types').to.equal(
      true,
    )
  })
})
