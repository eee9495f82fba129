import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { expect } from 'chai'
import { isStoreKey, type MediaStore, openMediaStore, type StoredFile } from '../../../src/clients/store/index.ts'
import { contentKey, hashFile } from '../../../src/lib/content-key.ts'
import { Failure } from '../../../src/lib/errors.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { startS3Server } from './s3-server.ts'

const kinds = [
  {
    name: 'a folder',
    async open() {
      const root = join(await temporaryFolder('store'), 'media')
      return { store: await openMediaStore(root), close: async () => {} }
    },
  },
  {
    name: 'an S3 store',
    async open() {
      const server = await startS3Server()
      return { store: await openMediaStore(`${server.address}/some/prefix`), close: server.close }
    },
  },
]

for (const kind of kinds)
  describe(`${kind.name} as media store`, () => {
    let store: MediaStore
    let close: () => Promise<void>
    before(async () => {
      ;({ store, close } = await kind.open())
    })
    after(() => close())

    it('gives back what was put in, from a file and from a stream', async () => {
      const bytes = randomBytes(300_000)
      const path = join(await temporaryFolder('source'), 'a')
      await writeFile(path, bytes)

      const fromFile = await store.put('posts/ab/one.webp', path, { contentType: 'image/webp' })
      const fromStream = await store.put('posts/ab/two.webp', Readable.from([bytes.subarray(0, 9), bytes.subarray(9)]))

      expect(fromFile).to.deep.equal({ key: 'posts/ab/one.webp', bytes: 300_000 })
      expect(fromStream.bytes).to.equal(300_000)
      expect(existsSync(path)).to.equal(true)
      expect((await read(store, 'posts/ab/one.webp')).equals(bytes)).to.equal(true)
      expect((await read(store, 'posts/ab/two.webp')).equals(bytes)).to.equal(true)
    })

    it('gives parts', async () => {
      await store.put('parts/a', Readable.from(['0123456789']))
      const ranges: [start: number, end: number, text: string][] = [
        [0, 1, '01'],
        [2, 5, '2345'],
        [7, 9, '789'],
        [7, 1000, '789'],
      ]
      for (const [start, end, text] of ranges) {
        const opened = (await store.open('parts/a', { start, end }))!
        expect((await buffer(opened.stream)).toString()).to.equal(text)
        expect(opened).to.include({ length: text.length, size: 10 })
      }
    })

    it('refuses a part that starts past the end', async () => {
      await store.put('parts/b', Readable.from(['0123456789']))

      const error = await store.open('parts/b', { start: 10, end: 12 }).catch((caught: unknown) => caught)

      expect(error).to.be.instanceOf(RangeError)
    })

    it('keeps an empty file', async () => {
      await store.put('parts/empty', Readable.from([]))

      expect(await store.stat('parts/empty')).to.deep.equal({ key: 'parts/empty', bytes: 0 })
      expect(await read(store, 'parts/empty')).to.have.length(0)
    })

    it('replaces what a key held', async () => {
      await store.put('posts/again', Readable.from(['first']))
      await store.put('posts/again', Readable.from(['second one']))

      expect((await read(store, 'posts/again')).toString()).to.equal('second one')
    })

    it('says what is not there, and forgets what is removed', async () => {
      await store.put('posts/gone', Readable.from(['x']))
      await store.remove('posts/gone')
      await store.remove('posts/gone')

      expect(await store.open('posts/gone')).to.equal(null)
      expect(await store.stat('posts/gone')).to.equal(null)
    })

    it('takes the file itself when told to, and keeps one file under a key', async () => {
      const folder = await temporaryFolder('source')
      for (const name of ['a', 'b']) {
        await writeFile(join(folder, name), 'the same')
        await store.put('messages/aa/same.webp', join(folder, name), { contentType: 'image/webp', move: true })
      }

      expect(await readdir(folder)).to.deep.equal([])
      expect(await collect(store.list('messages/'))).to.have.length(1)
    })

    it('lists by prefix, and adds up', async () => {
      for (const key of ['lists/b/2', 'lists/a', 'lists/b/1', 'lists/b.x', 'listsx'])
        await store.put(key, Readable.from([key]))

      const keys = (await collect(store.list('lists/'))).map((file) => file.key)
      const usage = await store.usage()

      expect(keys).to.have.members(['lists/a', 'lists/b.x', 'lists/b/1', 'lists/b/2'])
      const all = await collect(store.list())
      expect(usage).to.deep.equal({ files: all.length, bytes: all.reduce((sum, file) => sum + file.bytes, 0) })
    })

    it('passes its own check and leaves nothing of it', async () => {
      await store.check()

      expect(await collect(store.list('checks/'))).to.deep.equal([])
    })

    it('takes no key that leads out of it', async () => {
      for (const key of [
        '../a',
        'a/../../b',
        '/etc/passwd',
        'a//b',
        '.incoming/a',
        'a\\..\\b',
        'a\0b',
        '',
        'A',
        'a/.b',
      ])
        for (const act of [
          () => store.put(key, Readable.from(['x'])),
          () => store.open(key),
          () => store.stat(key),
          () => store.remove(key),
        ])
          expect(await act().catch((error: unknown) => error), key).to.be.instanceOf(TypeError)
    })

    it('leaves the old file whole when a source breaks off', async () => {
      await store.put('posts/broken', Readable.from(['whole']))
      const source = new Readable({ read: () => {} })
      source.push('ha')
      setImmediate(() => source.destroy(new Error('the phone is gone')))

      const error = await store.put('posts/broken', source).catch((caught: unknown) => caught)

      expect(error).to.have.property('message', 'the phone is gone')
      expect((await read(store, 'posts/broken')).toString()).to.equal('whole')
    })
  })

describe('a folder as media store', () => {
  it('is for nobody else to read', async () => {
    const root = join(await temporaryFolder('store'), 'media')
    const store = await openMediaStore(root)
    await store.put('posts/aa/file', Readable.from(['x']))

    expect((await stat(root)).mode & 0o077).to.equal(0)
    expect((await stat(join(root, 'posts/aa'))).mode & 0o077).to.equal(0)
    expect((await stat(join(root, 'posts/aa/file'))).mode & 0o077).to.equal(0)
  })

  it('follows no link', async () => {
    const root = join(await temporaryFolder('store'), 'media')
    const store = await openMediaStore(root)
    await mkdir(join(root, 'posts'))
    await symlink('/etc/hostname', join(root, 'posts/link'))

    const error = await store.open('posts/link').catch((caught: NodeJS.ErrnoException) => caught)

    expect(error).to.have.property('code', 'ELOOP')
  })

  it('clears away what an earlier process left half-written, and only that', async () => {
    const root = join(await temporaryFolder('store'), 'media')
    await openMediaStore(root)
    const old = new Date(Date.now() - 2 * 3_600_000)
    await writeFile(join(root, '.incoming/old'), 'x')
    await utimes(join(root, '.incoming/old'), old, old)
    await writeFile(join(root, '.incoming/new'), 'x')

    await openMediaStore(root)

    expect(await readdir(join(root, '.incoming'))).to.deep.equal(['new'])
  })

  it('knows how much room is left', async () => {
    const store = await openMediaStore(join(await temporaryFolder('store'), 'media'))

    expect(await store.freeBytes()).to.be.greaterThan(0)
  })

  it('answers storage_full when the disk is, and leaves nothing', async () => {
    // The one device that is always full; a stream that fails as it does stands for it where there is none.
    const root = join(await temporaryFolder('store'), 'media')
    const store = await openMediaStore(root)
    const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
    const source = new Readable({ read: () => source.destroy(full) })

    const error = await store.put('posts/full', source).catch((caught: unknown) => caught)

    expect(error).to.be.instanceOf(Failure).with.property('code', 'storage_full')
    expect(await readdir(join(root, '.incoming'))).to.deep.equal([])
  })
})

describe('an S3 store', () => {
  it('lists over pages', async () => {
    const listed: string[] = []
    const server = createServer((request, response) => {
      const url = new URL(request.url!, 'http://store')
      listed.push(url.searchParams.get('continuation-token') ?? '')
      const page = listed.length
      response.end(
        `<ListBucketResult><IsTruncated>${page < 3}</IsTruncated><Contents><Key>p/k${page}</Key><Size>${page}</Size>` +
          `</Contents>${page < 3 ? `<NextContinuationToken>t&amp;${page}</NextContinuationToken>` : ''}</ListBucketResult>`,
      )
    }).listen(0, '127.0.0.1')
    const { port } = await new Promise<AddressInfo>((resolve) =>
      server.once('listening', () => resolve(server.address() as AddressInfo)),
    )
    try {
      const store = await openMediaStore(`s3+http://a:b@127.0.0.1:${port}/bucket/p`)

      expect(await store.usage()).to.deep.equal({ files: 3, bytes: 6 })
      expect(listed).to.deep.equal(['', 't&1', 't&2'])
    } finally {
      server.closeAllConnections()
      server.close()
    }
  })

  it('tries again when the store stumbles', async () => {
    let stumbles = 2
    const proxy = createServer((request, response) => {
      if (stumbles-- > 0) {
        request.resume()
        response.writeHead(503).end()
        return
      }
      response.writeHead(200, { 'content-length': 0 })
      request.resume().on('end', () => response.end())
    }).listen(0, '127.0.0.1')
    const { port } = await new Promise<AddressInfo>((resolve) =>
      proxy.once('listening', () => resolve(proxy.address() as AddressInfo)),
    )
    try {
      const store = await openMediaStore(`s3+http://a:b@127.0.0.1:${port}/momentum`)

      expect(await store.put('posts/a', Readable.from(['x']))).to.deep.equal({ key: 'posts/a', bytes: 1 })
    } finally {
      proxy.closeAllConnections()
      proxy.close()
    }
  })

  it('is unavailable with wrong credentials, and when nobody answers', async () => {
    const server = await startS3Server()
    const store = await openMediaStore(server.address.replace(':S3RVER@', ':wrong%2F@'))

    const refused = await store.check().catch((error: unknown) => error)
    await server.close()
    const unanswered = await store.stat('posts/a').catch((error: unknown) => error)

    expect(refused).to.be.instanceOf(Failure).with.property('kind', 'unavailable')
    expect((refused as Failure).cause)
      .to.have.property('message')
      .that.includes('SignatureDoesNotMatch')
    expect(unanswered).to.be.instanceOf(Failure).with.property('kind', 'unavailable')
  })

  it('is not opened by an address that lacks something', async () => {
    for (const location of [
      's3:',
      's3://host/bucket',
      's3://key@host/bucket',
      's3://key:secret@host',
      's3://key:secret@host/Bucket',
      's3://key:secret@host/bucket/..%2f',
      's3+ftp://key:secret@host/bucket',
    ]) {
      const error = await openMediaStore(location).catch((caught: unknown) => caught)
      expect(error, location).to.be.instanceOf(TypeError)
    }
  })
})

describe('store keys', () => {
  it('are made of content', async () => {
    const path = join(await temporaryFolder('source'), 'a')
    await writeFile(path, 'abc')

    const sha256 = await hashFile(path)

    expect(sha256).to.equal('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
    expect(contentKey('posts', sha256, 'webp')).to.equal(`posts/ba/${sha256}.webp`)
    expect(isStoreKey(contentKey('photos', sha256, 'mp4'))).to.equal(true)
    expect(await readFile(path, 'utf8')).to.equal('abc')
  })
})

async function read(store: MediaStore, key: string): Promise<Buffer> {
  const opened = await store.open(key)
  return buffer(opened!.stream)
}

async function collect(files: AsyncIterable<StoredFile>): Promise<StoredFile[]> {
  const all: StoredFile[] = []
  for await (const file of files) all.push(file)
  return all
}
