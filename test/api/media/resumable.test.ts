import { readFile } from 'node:fs/promises'
import { expect } from 'chai'
import { Upload, type UploadOptions } from 'tus-js-client'
import { startTestApp, type TestApp, type TestClient } from '../../support/app.ts'
import { signUp, type TestPerson } from '../../support/people.ts'
import { corpusPath, plainPhoto } from '../../support/uploads.ts'

describe('/media/uploads (tus)', () => {
  let momentum: TestApp
  let ada: TestPerson

  before(async () => {
    momentum = await startTestApp()
    ada = await signUp(momentum)
  })

  after(() => momentum.close())

  function optionsFor(person: TestClient, metadata: Record<string, string>): UploadOptions {
    return {
      endpoint: `${momentum.url}/api/v1/media/uploads`,
      headers: { Authorization: `Bearer ${person.token}` },
      retryDelays: null,
      metadata,
    }
  }

  interface Sent {
    url: string
    mediaId: string | undefined
    status: number
  }

  function send(bytes: Buffer, options: UploadOptions, stopAt?: number): Promise<Sent> {
    return new Promise((resolve, reject) => {
      let [mediaId, status]: [string | undefined, number] = [undefined, 0]
      const upload = new Upload(bytes, {
        ...options,
        onAfterResponse: (_request, response) => {
          mediaId = response.getHeader('Media-Id')
          status = response.getStatus()
        },
        onError: reject,
        onSuccess: () => resolve({ url: upload.url!, mediaId, status }),
        onChunkComplete: (_size, accepted) => {
          if (stopAt === undefined || accepted < stopAt) return
          void upload.abort().then(() => resolve({ url: upload.url!, mediaId, status }))
        },
      })
      upload.start()
    })
  }

  async function refusal(bytes: Buffer, options: UploadOptions): Promise<{ status: number; body: string }> {
    try {
      await send(bytes, options)
    } catch (error) {
      const { originalResponse } = error as { originalResponse: { getStatus(): number; getBody(): string } }
      return { status: originalResponse.getStatus(), body: originalResponse.getBody() }
    }
    return expect.fail('it was not refused')
  }

  it('takes a video in pieces, over a broken connection, and names the item at the end', async () => {
    const video = await readFile(corpusPath('generated/gps.mp4'))
    const options = { ...optionsFor(ada, { purpose: 'post', alt: 'Wind', filename: 'x.mp4' }), chunkSize: 5000 }

    const first = await send(video, options, 10_000)
    const second = await send(video, { ...options, uploadUrl: first.url })

    expect(first.mediaId).to.equal(undefined)
    expect(second.url).to.equal(first.url)
    const item = await ada.get(`/media/${second.mediaId}`)
    expect(item.status, item.text).to.equal(200)
    expect(item.body).to.include({ kind: 'video', state: 'ready', alt: 'Wind' })
  })

  it('says the item again to a phone that lost the answer, and makes no second one', async () => {
    const sent = await send(await plainPhoto(), optionsFor(ada, { purpose: 'message' }))

    const again = await fetch(sent.url, {
      method: 'HEAD',
      headers: { Authorization: `Bearer ${ada.token}`, 'Tus-Resumable': '1.0.0' },
    })

    expect(again.status).to.equal(200)
    expect(again.headers.get('media-id')).to.equal(sent.mediaId)
    expect(again.headers.get('upload-offset')).to.equal(again.headers.get('upload-length'))
  })

  it('is not there for anybody else, and cannot be read', async () => {
    const bela = await signUp(momentum)
    const sent = await send(
      await plainPhoto(300, 300),
      { ...optionsFor(ada, { purpose: 'post' }), chunkSize: 100 },
      100,
    )
    const as = (token: string | undefined, method: string) =>
      fetch(sent.url, {
        method,
        headers: {
          'Tus-Resumable': '1.0.0',
          ...(method === 'PATCH' ? { 'Upload-Offset': '100', 'Content-Type': 'application/offset+octet-stream' } : {}),
          ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
        },
        ...(method === 'PATCH' ? { body: 'x' } : {}),
      })

    for (const method of ['HEAD', 'PATCH', 'DELETE']) {
      expect((await as(bela.token, method)).status, method).to.equal(404)
      expect((await as(undefined, method)).status, method).to.equal(401)
    }
    expect((await as(ada.token, 'GET')).status).to.equal(405)
    expect((await as(ada.token, 'HEAD')).status).to.equal(200)
    expect((await as(ada.token, 'DELETE')).status).to.equal(204)
    expect((await as(ada.token, 'HEAD')).status).to.be.oneOf([404, 410])
  })

  it('refuses what POST /media refuses', async () => {
    const photo = await plainPhoto()

    const svg = await refusal(
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      optionsFor(ada, { purpose: 'post' }),
    )
    const purposeless = await refusal(photo, optionsFor(ada, {}))
    const huge = await fetch(`${momentum.url}/api/v1/media/uploads`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${ada.token}`,
        'Tus-Resumable': '1.0.0',
        'Upload-Length': '400000000',
        'Upload-Metadata': `purpose ${Buffer.from('post').toString('base64')}`,
      },
    })

    expect(svg.status).to.equal(415)
    expect(JSON.parse(svg.body).code).to.equal('media_unsupported')
    expect(purposeless.status).to.equal(422)
    expect(huge.status).to.equal(413)
  })
})
