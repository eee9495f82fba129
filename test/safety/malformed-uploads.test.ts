import { readdirSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { expect } from 'chai'
import { startTestApp, type TestApp } from '../support/app.ts'
import { eventually } from '../support/eventually.ts'
import { signUp, type TestPerson } from '../support/people.ts'
import { plainPhoto, uploadPhoto } from '../support/uploads.ts'

// SAFETY.md MD6: whatever a multipart body looks like, the answer is a refusal, and nothing of it stays behind.

interface Attempt {
  name: string
  /** The whole body, sent with its length unless `length` says otherwise. */
  body: Buffer
  contentType?: string
  /** What `Content-Length` claims. */
  length?: number
  /** Bytes after which the sender goes away. */
  abortAfter?: number
}

const boundary = 'xxxxxxxxxxxxxxxx'
const usual = `multipart/form-data; boundary=${boundary}`

function part(headers: string, content: string | Buffer): Buffer {
  return Buffer.concat([Buffer.from(`--${boundary}\r\n${headers}\r\n\r\n`), Buffer.from(content), Buffer.from('\r\n')])
}

const purpose = part('Content-Disposition: form-data; name="purpose"', 'post')
const end = Buffer.from(`--${boundary}--\r\n`)
const file = (photo: Buffer, disposition = 'name="file"; filename="a.jpg"') =>
  part(`Content-Disposition: form-data; ${disposition}\r\nContent-Type: image/jpeg`, photo)

function attempts(photo: Buffer): Attempt[] {
  const good = Buffer.concat([purpose, file(photo), end])
  const named = (name: string, ...parts: Buffer[]): Attempt => ({ name, body: Buffer.concat([...parts, end]) })
  const list: Attempt[] = [
    { name: 'no boundary', body: good, contentType: 'multipart/form-data' },
    { name: 'an empty boundary', body: good, contentType: 'multipart/form-data; boundary=' },
    { name: 'another boundary', body: good, contentType: 'multipart/form-data; boundary=other' },
    { name: 'a boundary of 2 kB', body: good, contentType: `multipart/form-data; boundary=${'b'.repeat(2048)}` },
    { name: 'multipart/mixed', body: good, contentType: `multipart/mixed; boundary=${boundary}` },
    { name: 'no body', body: Buffer.alloc(0) },
    { name: 'only the end', body: end },
    named('an empty field name', part('Content-Disposition: form-data; name=""', 'x'), purpose, file(photo)),
    named('no field name', part('Content-Disposition: form-data', 'x'), file(photo)),
    named('a file without a name', purpose, file(photo, 'filename="a.jpg"')),
    named('a file with an empty name', purpose, file(photo, 'name=""; filename="a.jpg"')),
    named('an empty file without a file name', purpose, file(Buffer.alloc(0), 'name="file"; filename=""')),
    named('no file', purpose),
    named('a field instead of a file', purpose, part('Content-Disposition: form-data; name="file"', 'text')),
    named('two files', purpose, file(photo), file(photo)),
    named('two purposes', purpose, purpose, file(photo)),
    named(
      '10,000 parts',
      ...Array.from({ length: 10_000 }, (_, i) => part(`Content-Disposition: form-data; name="f${i}"`, '')),
    ),
    named(
      '10,000 header lines',
      part(`Content-Disposition: form-data; name="purpose"${'\r\nX-A: b'.repeat(10_000)}`, 'post'),
      file(photo),
    ),
    named(
      'a header line of 100 kB',
      part(`Content-Disposition: form-data; name="purpose"\r\nX-A: ${'b'.repeat(100_000)}`, 'post'),
      file(photo),
    ),
    named('nested names', part(`Content-Disposition: form-data; name="a${'[b]'.repeat(10_000)}"`, 'x'), file(photo)),
    named(
      'a prototype for a field',
      part('Content-Disposition: form-data; name="__proto__"', 'x'),
      purpose,
      file(photo),
    ),
    named(
      'a constructor for a field',
      part('Content-Disposition: form-data; name="constructor"', 'x'),
      purpose,
      file(photo),
    ),
    named(
      'a field of 1 MB',
      part('Content-Disposition: form-data; name="alt"', 'x'.repeat(1_000_000)),
      purpose,
      file(photo),
    ),
    named('no content disposition', part('Content-Type: text/plain', 'x')),
    named('broken header lines', part('Content-Disposition form-data name=purpose', 'post')),
    named('a bare line feed', Buffer.from(`--${boundary}\nContent-Disposition: form-data; name="purpose"\n\npost\n`)),
    named('NUL in a name', part('Content-Disposition: form-data; name="pur\0pose"', 'post'), file(photo)),
    named('a broken RFC 5987 name', purpose, file(photo.subarray(0, 50), `name="file"; filename*=UTF-8''%ff%`)),
  ]
  for (const share of [0.01, 0.5, 0.99]) {
    list.push({ name: `gone after ${share * 100} %`, body: good, abortAfter: Math.floor(good.length * share) })
  }
  for (let cut = 0; list.length < 130; cut += 1) {
    const at = Math.floor((good.length * cut) / 100)
    list.push({ name: `cut at ${at}`, body: good.subarray(0, at) })
  }
  for (let step = 0; list.length < 200; step += 1) {
    const body = Buffer.from(good)
    // Bytes of the frame, not of the picture: a hole in every place of the head.
    body[step * 3] = (body[step * 3]! + 1 + (step % 5)) & 0xff
    list.push({ name: `byte ${step * 3} changed`, body })
  }
  return list
}

describe('malformed uploads (MD6)', () => {
  let momentum: TestApp
  let ada: TestPerson
  let photo: Buffer

  before(async () => {
    momentum = await startTestApp()
    ada = await signUp(momentum)
    photo = await plainPhoto(200, 100)
    await uploadPhoto(ada)
  })

  after(() => momentum.close())

  /** Sends the bytes as they are; answers the status, or 0 when the connection ended without an answer. */
  function send(attempt: Attempt): Promise<number> {
    const { hostname, port } = new URL(momentum.url)
    const { body, contentType = usual, length = body.length, abortAfter } = attempt
    return new Promise((resolve) => {
      const socket: Socket = connect(Number(port), hostname)
      let answer = ''
      socket.on('data', (chunk) => {
        answer += chunk.toString('latin1')
        if (answer.includes('\r\n\r\n')) socket.end()
      })
      socket.on('error', () => {})
      socket.on('close', () => resolve(Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0)))
      socket.write(
        `POST /api/v1/media HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer ${ada.token}\r\n` +
          `Content-Type: ${contentType}\r\nContent-Length: ${length}\r\n\r\n`,
      )
      if (abortAfter === undefined) socket.write(body)
      else socket.write(body.subarray(0, abortAfter), () => setImmediate(() => socket.destroy()))
    })
  }

  const openFiles = () => (process.platform === 'linux' ? readdirSync('/proc/self/fd').length : 0)
  const incoming = async () => (await readdir(join(momentum.dataFolder, 'incoming'))).filter((name) => name !== 'tus')

  it('are refused, all 200 of them, and leave no file, no descriptor and no item behind', async () => {
    const all = attempts(photo)
    expect(all.length).to.be.at.least(200)
    await eventually(async () => (await incoming()).length === 0)
    const before = openFiles()

    const statuses = new Map<string, number>()
    for (const attempt of all) statuses.set(attempt.name, await send(attempt))

    const wrong = [...statuses].filter(([name, status]) => {
      if (name.startsWith('gone')) return status !== 0
      // A changed byte may still be a well-formed body, such as another file name.
      if (name.startsWith('byte')) return !(status === 201 || (status >= 400 && status < 500))
      return status < 400 || status >= 500
    })
    expect(wrong).to.deep.equal([])
    await eventually(async () => {
      expect(await incoming()).to.deep.equal([])
      expect(openFiles()).to.be.at.most(before + 2)
      return true
    })
    const fine = await uploadPhoto(ada, {}, photo)
    expect(fine.url).to.match(/^\/media\//)
  })

  it('do not hold a slow sender against the others', async () => {
    const { hostname, port } = new URL(momentum.url)
    const slow = Array.from({ length: 30 }, () => {
      const socket = connect(Number(port), hostname)
      socket.on('error', () => {})
      socket.write(
        `POST /api/v1/media HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${ada.token}\r\n` +
          `Content-Type: ${usual}\r\nContent-Length: 100000\r\n\r\n--${boundary}\r\n`,
      )
      return socket
    })

    const fine = await uploadPhoto(ada, {}, photo)

    expect(fine.url).to.match(/^\/media\//)
    for (const socket of slow) socket.destroy()
    await eventually(async () => (await incoming()).length === 0)
  })

  it('keep a field that comes after the file, and drop the names of files on purpose (MD10)', async () => {
    const name = 'Straße ☃ \u202e gpj.exe.jpg'
    const body = Buffer.concat([file(photo, `name="file"; filename="${name}"`), purpose, end])

    expect(await send({ name: 'okhttp', body })).to.equal(201)
    const stored = await momentum.app.db.read.all<{ facts: string }>('SELECT facts FROM media')
    expect(JSON.stringify(stored)).to.not.contain('Stra')
  })
})
