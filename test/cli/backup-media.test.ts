import { readFile, rm, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { type MediaStore, openMediaStore } from '../../src/clients/store/index.ts'
import { eraseAccount } from '../../src/core/accounts/index.ts'
import { systemActor } from '../../src/core/actor.ts'
import { mediaListFile } from '../../src/core/backups/index.ts'
import { sweepMedia, verifyMedia } from '../../src/core/media/index.ts'
import { startS3Server } from '../clients/store/s3-server.ts'
import { startTestApp, type TestApp, TestClient } from '../support/app.ts'
import { type Ran, runCommand } from '../support/command-line.ts'
import { databaseVariables } from '../support/database.ts'
import { signUpAs } from '../support/operators.ts'
import { goodPassword, signUp, type TestPerson } from '../support/people.ts'
import { plainPhoto, uploadPhoto } from '../support/uploads.ts'

interface Posted {
  id: string
  url: string
  caseId: string
}

for (const place of ['a folder', 'a bucket']) {
  describe(`momentum backup of media in ${place}, with the evidence of cases`, function () {
    this.timeout(240_000)
    let momentum: TestApp
    let moderator: TestPerson
    let author: TestPerson
    let leaving: TestPerson
    let reporter: TestPerson
    let store: MediaStore
    let bucket: Awaited<ReturnType<typeof startS3Server>> | undefined
    let settings: Record<string, string> = {}
    let folder: string
    let name: string
    const posts: Record<'kept' | 'deleted' | 'deletedSince' | 'ofLeaving' | 'later', Posted> = {} as never

    before(async () => {
      if (place === 'a bucket') {
        bucket = await startS3Server()
        settings = { MEDIA_STORE: bucket.address }
      }
      momentum = await startTestApp({ settings })
      store = await openMediaStore(settings.MEDIA_STORE ?? join(momentum.dataFolder, 'media'))
      moderator = await signUpAs(momentum, 'moderator')
      author = await signUp(momentum)
      leaving = await signUp(momentum)
      reporter = await signUp(momentum)
      posts.kept = await post(author, '#103050')
      posts.deleted = await reported(author, '#305010')
      posts.deletedSince = await reported(author, '#501030')
      posts.ofLeaving = await reported(leaving, '#505010')
      await moderator.post(`/admin/cases/${posts.ofLeaving.caseId}/dismiss`, { reason: 'fine' })
      await author.delete(`/posts/${posts.deleted.id}`)
      await sweepMedia(operator())
    })
    after(async () => {
      await momentum.close()
      await bucket?.close()
    })

    const operator = () => momentum.app.as(systemActor('test'), 'job')
    const run = (...words: string[]): Promise<Ran> =>
      runCommand(words, {
        dataFolder: momentum.dataFolder,
        variables: { ...databaseVariables(momentum.database), ...settings },
      })
    // biome-ignore lint/suspicious/noExplicitAny: an operator's script reads it without our types
    async function json(...words: string[]): Promise<any> {
      const ran = await run(...words, '--json')
      expect(ran.exitCode, `${words.join(' ')}: ${ran.err}${ran.out}`).to.equal(0)
      return JSON.parse(ran.out)
    }
    async function post(by: TestPerson, colour: string): Promise<Posted> {
      const item = await uploadPhoto(by, {}, await plainPhoto(64, 48, colour))
      const made = await by.post('/posts', { media: [item.id], caption: colour })
      expect(made.status, made.text).to.equal(201)
      return { id: made.body.id, url: made.body.media[0].url, caseId: '' }
    }
    async function reported(by: TestPerson, colour: string): Promise<Posted> {
      const made = await post(by, colour)
      const filed = await reporter.post('/reports', { subject: { type: 'post', id: made.id }, reason: 'nudity' })
      expect(filed.status, filed.text).to.equal(201)
      return { ...made, caseId: (await moderator.get(`/admin/cases/${filed.body.id}`)).body.id }
    }
    async function evidenceOf({ caseId }: Posted): Promise<number[]> {
      const client = new TestClient(momentum.url, moderator.token)
      const found = await client.get(`/admin/cases/${caseId}`)
      const pictures = found.body.evidence.flatMap((one: { pictures: { url: string }[] }) => one.pictures)
      const answers: number[] = []
      for (const { url } of pictures) answers.push((await client.get(url.replace('/api/v1', ''))).status)
      return answers
    }
    const heldKeys = async (): Promise<string[]> =>
      (
        await momentum.app.db.read.all<{ fileKey: string }>(
          `SELECT file_key FROM held_media_files WHERE file_key NOT IN (SELECT file_key FROM media_files)
           ORDER BY file_key`,
        )
      ).map(({ fileKey }) => fileKey)

    it('has every file that rows refer to, also what is held for a case alone', async () => {
      const created = await json('backup', 'create')
      folder = created.folder
      name = created.name
      const [key] = await heldKeys()
      expect(key, 'the post is gone, its evidence is not').to.be.a('string')
      const listed = (await readFile(join(folder, mediaListFile), 'utf8')).trim().split('\n')
      expect(listed.map((line) => JSON.parse(line).key)).to.include.members(await heldKeys())
      expect(created.media).to.deep.include({ missing: [], files: listed.length })
      for (const line of listed)
        expect((await store.stat(JSON.parse(line).key))?.bytes).to.equal(JSON.parse(line).bytes)
      expect((await json('backup', 'list')).items[0]).to.include({ name, state: 'ok', media: listed.length })
      expect(await json('backup', 'verify', name)).to.deep.include({
        ok: true,
        problems: [],
        mediaFiles: listed.length,
      })
    })

    it('says when a picture of a case is missing from it or was changed', async () => {
      const path = join(folder, 'media', (await heldKeys())[0]!)
      const bytes = await readFile(path)
      // The file in the store may be the same one under another name, and must stay as it is.
      await unlink(path)
      const missing = await run('backup', 'verify', name, '--json')
      await writeFile(path, Buffer.concat([bytes, Buffer.from('x')]))
      const changed = await run('backup', 'verify', name, '--json')
      await unlink(path)
      await writeFile(path, bytes)

      expect([missing.exitCode, changed.exitCode]).to.deep.equal([1, 1])
      expect(JSON.parse(missing.out).problems.join()).to.include('is missing')
      expect(JSON.parse(changed.out).problems.join()).to.include('was changed')
      expect((await json('backup', 'verify', name)).ok).to.equal(true)
    })

    it('brings media and evidence back, and nothing that was deleted or forgotten since', async () => {
      await author.delete(`/posts/${posts.deletedSince.id}`)
      await leaving.delete('/me', { password: goodPassword })
      await momentum.app.db.transaction((unit) =>
        unit.run('UPDATE users SET erase_after = 1 WHERE id = $1', [leaving.id]),
      )
      expect(await eraseAccount(operator(), leaving.id)).to.equal(true)
      await sweepMedia(operator())
      posts.later = await post(author, '#abcdef')
      expect(await evidenceOf(posts.ofLeaving), 'forgotten with the account').to.deep.equal([])
      await momentum.close()
      // As after the loss of a disk or of the whole bucket.
      for await (const { key } of store.list()) await store.remove(key)
      if (bucket === undefined) await rm(join(momentum.dataFolder, 'media'), { recursive: true })

      const restored = await json('backup', 'restore', name, '--yes')
      expect(restored).to.deep.include({ backup: name, deletedAgain: { user: 1, post: 1 } })

      momentum = await startTestApp({ database: momentum.database, settings })
      const reader = new TestClient(momentum.url, reporter.token)
      const shown = await reader.get(`/posts/${posts.kept.id}`)
      expect(shown.status, shown.text).to.equal(200)
      expect((await reader.get(shown.body.media[0].url)).status).to.equal(200)
      for (const gone of [posts.deleted, posts.deletedSince, posts.ofLeaving, posts.later]) {
        expect((await reader.get(`/posts/${gone.id}`)).status).to.equal(404)
        expect((await reader.get(gone.url)).status).to.equal(404)
      }
      expect(await evidenceOf(posts.deleted)).to.deep.equal([200])
      expect(await evidenceOf(posts.deletedSince)).to.deep.equal([200])
      expect(await evidenceOf(posts.ofLeaving)).to.deep.equal([])
    })

    it('leaves counts and files that agree, by the doctor and the sweep', async () => {
      await sweepMedia(operator())
      expect(await verifyMedia(operator())).to.deep.include({ missing: [], damaged: [] })
      const counters = async () => {
        const ran = await run('doctor', '--recount', '--json')
        const items: { name: string; status: string; detail: string }[] = JSON.parse(ran.out).items
        return items.find((item) => item.name === 'counters')!
      }
      expect(await counters()).to.include({ status: 'ok' })
      const known = await momentum.app.db.read.all<{ fileKey: string }>('SELECT file_key FROM stored_files')
      const stored: string[] = []
      for await (const { key } of store.list()) if (!key.startsWith('.')) stored.push(key)
      expect(stored).to.have.members(known.map(({ fileKey }) => fileKey))

      const [key] = await heldKeys()
      const count = (by: number) =>
        momentum.app.db.transaction((unit) =>
          unit.run('UPDATE stored_files SET refs = refs + $2, claimed_at = 1 WHERE file_key = $1', [key!, by]),
        )
      await count(-1)
      expect(await counters()).to.include({ status: 'fail' })
      await count(1)
      expect(await counters()).to.include({ status: 'ok' })
    })
  })
}
