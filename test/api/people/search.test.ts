import { expect } from 'chai'
import { systemActor } from '../../../src/core/actor.ts'
import { reindexPeople, searchAdvice, searchMethod } from '../../../src/core/people/index.ts'
import { openDatabase } from '../../../src/db/open.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { createTestDatabase, testDialect } from '../../support/database.ts'
import { signUp, type TestPerson } from '../../support/people.ts'

for (const method of testDialect === 'postgres' ? ['pg_trgm', 'plain'] : ['fts5']) {
  describe(`GET /users?query= (${method})`, () => {
    let momentum: TestApp
    let viewer: TestPerson
    const people = new Map<string, TestPerson>()

    before(async () => {
      const database = await createTestDatabase()
      if (method === 'plain') await dropTrigrams(database)
      momentum = await startTestApp({ database })
      viewer = await signUp(momentum, { username: 'the_viewer' })
      for (const [username, displayName] of [
        ['emilie', 'Émilie du Châtelet'],
        ['emil_n', 'Emil Noether'],
        ['lovelace', 'Ada King'],
        ['countess', 'Ada Lovelace'],
        ['marthe', 'Marthe Émile'],
        ['yamada1', '山田太郎'],
        ['hassan_i', 'الحسن بن الهيثم'],
        ['hedy', 'Hedwig Kiesler'],
        ['o_neil', "Tip O'Neil"],
        ['fox_face', '🦊🦊 Vulpes'],
        ['quote_d', 'Say "hi" OR *'],
        ['percent', '100%_sure \\o/'],
        ['Straße99', 'Weißer Straßenbauer'],
      ] as const) {
        const name = username.replace('ß', 'ss')
        people.set(name, await signUp(momentum, { username: name, displayName }))
      }
    })
    after(() => momentum.close())

    async function found(query: string, by = viewer): Promise<string[]> {
      const answer = await by.get(`/users?query=${encodeURIComponent(query)}`)
      expect(answer.status, answer.text).to.equal(200)
      expect(answer.body.nextCursor).to.equal(null)
      return answer.body.items.map((item: { username: string }) => item.username)
    }

    it('uses the method of its database', async () => {
      expect(await searchMethod(momentum.app.db)).to.equal(method)
      expect((await searchAdvice(momentum.app.db)) === null).to.equal(method !== 'plain')
    })

    it('ranks the exact user name, then beginnings of user names, of names, of words inside', async () => {
      expect(await found('lovelace')).to.deep.equal(['lovelace', 'countess'])
      expect(await found('emil')).to.deep.equal(['emilie', 'emil_n', 'marthe'])
      expect(await found('ada')).to.deep.equal(['lovelace', 'countess', 'yamada1'])
    })

    it('finds the form that was typed, with the @, in any case and without accents', async () => {
      expect((await found('@EMILIE'))[0]).to.equal('emilie')
      expect(await found('Châtelet')).to.deep.equal(['emilie'])
      expect(await found('chatelet')).to.deep.equal(['emilie'])
      expect(await found('strasse')).to.deep.equal(['Strasse99'])
      expect(await found('STRAßEN')).to.deep.equal(['Strasse99'])
    })

    it('finds by any script, by two characters, and by what is not a letter', async () => {
      expect(await found('山田')).to.deep.equal(['yamada1'])
      expect(await found('太郎')).to.deep.equal(['yamada1'])
      expect(await found('الهيثم')).to.deep.equal(['hassan_i'])
      expect(await found('🦊🦊')).to.deep.equal(['fox_face'])
      expect(await found('he')).to.deep.equal(['hedy'])
    })

    it('finds the middle of a name', async () => {
      expect(await found('telet')).to.include('emilie')
      expect(await found('velac')).to.have.members(['lovelace', 'countess'])
    })

    it('takes nothing in a query for syntax', async () => {
      expect(await found('say "hi')).to.deep.equal(['quote_d'])
      expect(await found('100%')).to.deep.equal(['percent'])
      expect(await found('%_sure')).to.deep.equal(['percent'])
      for (const query of [
        '"',
        '""',
        '* OR *',
        "' OR 1=1 --",
        'NEAR(a b)',
        '%%%',
        '___',
        '\\\\',
        '{a}:b',
        'a" OR "b',
      ]) {
        const answer = await viewer.get(`/users?query=${encodeURIComponent(query)}`)
        expect([200, 422], query).to.include(answer.status)
        if (answer.status === 200) expect(answer.body.items.length, query).to.be.below(4)
      }
    })

    it('forgives a typing slip or two, the more the longer the query', async () => {
      expect(await found('lovelcae')).to.have.members(['lovelace', 'countess'])
      expect(await found('chatlet')).to.deep.equal(['emilie'])
      expect(await found('noethre')).to.deep.equal(['emil_n'])
      expect(await found('kieslr')).to.deep.equal(['hedy'])
      expect(await found('hdey')).to.deep.equal(['hedy'])
      expect(await found('mrathe')).to.deep.equal(['marthe'])
      expect(await found('zzzzzzz')).to.deep.equal([])
    })

    it('shows those I follow first, then those most followed', async () => {
      const [one, two] = [
        await signUp(momentum, { username: 'rankone' }),
        await signUp(momentum, { username: 'ranktwo' }),
      ]
      await signUp(momentum, { username: 'rankthree' })
      await one.put('/users/rankthree/follow')
      await viewer.put('/users/ranktwo/follow')

      expect(await found('rank')).to.deep.equal(['ranktwo', 'rankthree', 'rankone'])
      expect(await found('rank', two)).to.deep.equal(['ranktwo', 'rankthree', 'rankone'])
    })

    it('follows a change of name at once', async () => {
      const person = await signUp(momentum, { username: 'changing', displayName: 'Before Wedding' })
      expect(await found('wedding')).to.deep.equal(['changing'])

      await person.patch('/me', { displayName: 'After Ceremony' })

      expect(await found('wedding')).to.deep.equal([])
      expect(await found('remony')).to.deep.equal(['changing'])
    })

    it('does not find whoever is suspended, or blocked either way', async () => {
      const [away, near, far] = [
        await signUp(momentum, { username: 'hiddenaway' }),
        await signUp(momentum, { username: 'hiddennear' }),
        await signUp(momentum, { username: 'hiddenfar' }),
      ]
      expect(await found('hidden')).to.have.length(3)

      await momentum.app.db.transaction((unit) =>
        unit.run(`UPDATE users SET status = 'suspended' WHERE id = $1`, [away.id]),
      )
      await viewer.put('/users/hiddennear/block')
      await far.put('/users/the_viewer/block')

      for (const query of ['hidden', 'iddenn', 'hiddne', 'hiddenfar'])
        expect(await found(query), query).to.deep.equal([])
      expect(await found('hidden', near)).to.deep.equal(['hiddennear', 'hiddenfar'])
    })

    it('finds nobody by an e-mail address or any part of it', async () => {
      await signUp(momentum, { username: 'mailed', email: 'veryprivate@secretplace.example' })

      for (const query of ['veryprivate@secretplace.example', 'veryprivate', 'secretplace', 'very', '@secretplace']) {
        expect(await found(query), query).to.deep.equal([])
      }
    })

    it('shows one bounded page and no way to walk on', async () => {
      const cursor = await viewer.get('/users?query=ada&cursor=abc')
      const many = await viewer.get('/users?query=ada&limit=51')
      const sorted = await viewer.get('/users?query=ada&sort=email')

      expect([cursor.status, many.status, sorted.status]).to.deep.equal([422, 422, 422])
      const one = await viewer.get('/users?query=ada&limit=1')
      expect(one.body.items).to.have.length(1)
    })

    it('refuses a query that is too short, too long, absent or not text', async () => {
      const statuses = await Promise.all(
        ['query=a', 'query=', '', `query=${'x'.repeat(65)}`, 'query=ab%00c', 'query[$ne]=a', 'query=ab&query=cd'].map(
          async (query) => (await viewer.get(`/users?${query}`)).status,
        ),
      )

      expect(statuses).to.deep.equal(statuses.map(() => 422))
      expect((await viewer.get(`/users?query=${'x'.repeat(64)}`)).status).to.equal(200)
    })

    it('indexes anew whoever was put into the database by other means', async () => {
      const context = momentum.app.as(systemActor('test'), 'job')
      await momentum.app.db.transaction(async (unit) => {
        await unit.run('DELETE FROM search_documents WHERE user_id = $1', [people.get('hedy')!.id])
        await unit.run('DELETE FROM search_words WHERE user_id = $1', [people.get('hedy')!.id])
      })
      expect(await found('hedwig')).to.deep.equal([])
      expect(await reindexPeople(context, { repair: false })).to.equal(1)

      expect(await reindexPeople(context, { repair: true })).to.equal(1)

      expect(await reindexPeople(context, { repair: true })).to.equal(0)
      expect(await found('hedwig')).to.deep.equal(['hedy'])
      expect(await found('iesle')).to.deep.equal(['hedy'])
    })

    it('forgets whoever is erased', async () => {
      const person = await signUp(momentum, { username: 'eraseme', displayName: 'Gone Tomorrow' })

      await momentum.app.db.transaction((unit) => unit.run('DELETE FROM users WHERE id = $1', [person.id]))

      expect(await found('tomorrow')).to.deep.equal([])
      expect(await found('omorro')).to.deep.equal([])
    })
  })
}

async function dropTrigrams(database: { url: string | undefined; file: string }): Promise<void> {
  const db = await openDatabase({ ...database, poolSize: 1, onError: () => {} })
  await db.transaction(async (unit) => {
    await unit.run('DROP INDEX search_documents_trigrams')
    await unit.run('DROP EXTENSION pg_trgm')
  })
  await db.close()
}
