import { expect } from 'chai'
import type { Problem } from '../../../src/web/api/problem.ts'
import type { ByteAnswer, ByteRequest } from '../../../src/web/api/transport.ts'
import { resumableFromBytes, startUpload, type UploadSurroundings } from '../../../src/web/api/upload.ts'
import { failureOf, fakeApi } from '../support/fake-api.ts'

const ready = { id: 'm1', state: 'ready', problem: null }
const big = new File([new Uint8Array(resumableFromBytes)], 'film.mp4', { lastModified: 7 })

type Reply = { status: number; headers?: Record<string, string | undefined>; body?: unknown } | 'down'

function uploadsOn(
  reply: (request: ByteRequest, count: number) => Reply | Promise<Reply>,
  media: (count: number) => unknown = () => ready,
) {
  const requests: ByteRequest[] = []
  const kept = new Map<string, string>()
  let looks = 0
  const { client } = fakeApi(() => {
    looks += 1
    return { body: media(looks) }
  })
  const surroundings: UploadSurroundings = {
    client,
    sendBytes: async (request): Promise<ByteAnswer> => {
      requests.push(request)
      const given = await Promise.race([
        reply(request, requests.length),
        new Promise<'down'>((resolve) => request.signal?.addEventListener('abort', () => resolve('down'))),
      ])
      if (given === 'down') throw new Error('no answer')
      const { status, headers = {}, body } = given
      const text = body === undefined ? '' : JSON.stringify(body)
      return { status, text, header: (name) => headers[name] ?? null }
    },
    wait: async () => {},
    random: () => 0.5,
    memory: {
      getItem: (name) => kept.get(name) ?? null,
      setItem: (name, value) => void kept.set(name, value),
      removeItem: (name) => void kept.delete(name),
    },
  }
  const start = (file: Blob, alt?: string) => startUpload(file, { purpose: 'post', alt }, surroundings)
  const steps = () => requests.map(({ method, headers }) => `${method} ${headers['Upload-Offset'] ?? ''}`.trim())
  return { start, requests, kept, steps }
}

describe('an upload', () => {
  it('of a small file is one form, and is done when the item is ready', async () => {
    const { start, requests } = uploadsOn(
      async ({ onProgress }) => {
        await Promise.resolve()
        onProgress?.(900)
        return { status: 202, body: { ...ready, state: 'processing' } }
      },
      (count) => (count < 3 ? { ...ready, state: 'processing' } : ready),
    )
    const upload = start(new File(['picture'], 'a.jpg'), 'A cat')
    const seen: string[] = []
    upload.subscribe(() => seen.push(`${upload.get().step} ${upload.get().sentBytes}`))

    const media = await upload.done

    const form = requests[0]!.body as FormData
    expect(media.id).to.equal('m1')
    expect([form.get('purpose'), form.get('alt')]).to.deep.equal(['post', 'A cat'])
    // Progress never goes beyond the file's own bytes, whatever the form adds.
    expect(seen[0]).to.equal('sending 7')
    expect(seen).to.include('processing 7')
    expect(upload.get().step).to.equal('ready')
  })

  it('repeats a small file with one key while the network fails', async () => {
    const { start, requests } = uploadsOn((_, count) => (count < 3 ? 'down' : { status: 201, body: ready }))

    await start(new File(['x'], 'a.jpg')).done

    expect(new Set(requests.map(({ headers }) => headers['Idempotency-Key'])).size).to.equal(1)
    expect(requests).to.have.length(3)
  })

  it('of a big file goes on where the connection broke', async () => {
    let had = 0
    const { start, requests, steps } = uploadsOn(({ method, body }) => {
      if (method === 'POST') return { status: 201, headers: { Location: '/api/v1/media/uploads/u1' } }
      if (method === 'HEAD') return { status: 200, headers: { 'Upload-Offset': String(had) } }
      had += 1000
      return had < 3000 ? 'down' : { status: 204, headers: { 'Media-Id': (body as Blob).size > 0 ? 'm1' : '' } }
    })

    await start(big, 'Ein Hügel').done

    expect(steps()).to.deep.equal(['POST', 'PATCH 0', 'HEAD', 'PATCH 1000', 'HEAD', 'PATCH 2000'])
    expect(requests[0]!.headers).to.include({
      'Tus-Resumable': '1.0.0',
      'Upload-Length': String(big.size),
      'Upload-Metadata': `purpose ${btoa('post')},alt ${Buffer.from('Ein Hügel').toString('base64')}`,
    })
    expect((requests[5]!.body as Blob).size).to.equal(big.size - 2000)
  })

  it('of a big file is taken up by the next page, and begun anew where the server forgot it', async () => {
    let isForgotten = false
    const { start, steps, kept, requests } = uploadsOn(({ method, url }) => {
      if (method === 'POST') return { status: 201, headers: { Location: '/api/v1/media/uploads/u2' } }
      if (method === 'HEAD') return isForgotten ? { status: 404 } : { status: 200, headers: { 'Upload-Offset': '5' } }
      return { status: 204, headers: { 'Media-Id': url.endsWith('u2') ? 'm2' : 'm1' } }
    })
    const name = `momentum.person.upload post ${big.size} 7 film.mp4`
    kept.set(name, '/api/v1/media/uploads/u1')
    await start(big).done
    expect(steps()).to.deep.equal(['HEAD', 'PATCH 5'])
    expect(kept.size).to.equal(0)

    kept.set(name, '/api/v1/media/uploads/u1')
    isForgotten = true
    requests.length = 0
    await start(big).done

    expect(steps()).to.deep.equal(['HEAD', 'POST', 'PATCH 0'])
  })

  it('of a big file whose last answer was lost is not sent again', async () => {
    const { start, steps } = uploadsOn(({ method }) => {
      if (method === 'POST') return { status: 201, headers: { Location: '/api/v1/media/uploads/u1' } }
      if (method === 'HEAD') return { status: 200, headers: { 'Upload-Offset': String(big.size), 'Media-Id': 'm1' } }
      return 'down'
    })

    await start(big).done

    expect(steps()).to.deep.equal(['POST', 'PATCH 0', 'HEAD'])
  })

  it('that is refused fails at once and says why', async () => {
    const { start, requests } = uploadsOn(() => ({ status: 415, body: { code: 'media_unsupported', detail: 'No.' } }))
    const upload = start(new File(['x'], 'a.exe'))

    const problem = (await failureOf(upload.done)) as Problem

    expect(problem.code).to.equal('media_unsupported')
    expect(upload.get()).to.include({ step: 'failed', problem })
    expect(requests).to.have.length(1)
  })

  it('that cannot be converted fails with the server’s reason', async () => {
    const { start } = uploadsOn(
      () => ({ status: 202, body: ready }),
      () => ({ ...ready, state: 'failed', problem: { code: 'media_invalid', detail: 'Damaged.' } }),
    )

    const problem = (await failureOf(start(new File(['x'], 'a.mp4')).done)) as Problem

    expect(problem).to.include({ code: 'media_invalid', detail: 'Damaged.' })
  })

  it('gives up after a while without progress, and can be tried again', async () => {
    let isDown = true
    const { start, requests } = uploadsOn(() => (isDown ? 'down' : { status: 201, body: ready }))
    const upload = start(new File(['x'], 'a.jpg'))
    await failureOf(upload.done)
    expect(requests).to.have.length(8)

    isDown = false
    await upload.retry()

    expect(upload.get()).to.include({ step: 'ready', problem: undefined })
  })

  it('can be cancelled while it is sent', async () => {
    const { start, kept } = uploadsOn(({ method }) =>
      method === 'POST'
        ? { status: 201, headers: { Location: '/api/v1/media/uploads/u1' } }
        : new Promise<Reply>(() => {}),
    )
    const upload = start(big)
    await new Promise((resolve) => setTimeout(resolve))

    upload.cancel()

    expect(((await failureOf(upload.done)) as Problem).code).to.equal('cancelled')
    expect(upload.get().step).to.equal('cancelled')
    expect(kept.size).to.equal(0)
  })
})
