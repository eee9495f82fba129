import { expect } from 'chai'
import { plainPhoto, uploadForm } from '../../support/uploads.ts'
import type { MatrixRow } from './rows.ts'
import type { World } from './world.ts'

async function anUpload({ people }: World): Promise<{ id: string }> {
  const form = uploadForm(await plainPhoto(), { purpose: 'post' })
  const answer = await people.owner.send('POST', '/media', form)
  expect(answer.status, answer.text).to.equal(201)
  return { id: answer.body.id }
}

const nothing = { id: '01a00000-0000-7000-8000-000000000000' }

/** Uploads: their owner's alone. */
export const mediaRows: readonly MatrixRow[] = [
  { route: 'GET /media/{id}', make: anUpload, nothing, existsFor: ['owner'] },
  { route: 'PATCH /media/{id}', make: anUpload, nothing, existsFor: ['owner'], body: { alt: 'A tower' } },
]
