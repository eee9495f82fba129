import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { describeSettings } from '../../src/config/config.ts'
import { projectFolder } from '../support/spawn.ts'

describe('.env.example', () => {
  it('is what the settings say of themselves; `npm run settings` writes it', () => {
    expect(readFileSync(join(projectFolder, '.env.example'), 'utf8')).to.equal(describeSettings())
  })

  it('changes nothing when it is used as it is', () => {
    const set = describeSettings()
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))

    expect(set).to.deep.equal([])
  })
})
