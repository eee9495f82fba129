import { expect } from 'chai'
import sharp from 'sharp'
import { signUp } from '../../support/people.ts'
import { openWebClient, type WebClient } from '../support/web-client.ts'

const video = { id: 'Abcdefghi-1', thumbnail: 'https://i.ytimg.com/vi/Abcdefghi-1/hqdefault.jpg' }

describe('A video shared in a conversation', function () {
  this.timeout(90_000)
  let web: WebClient

  before(async function () {
    web = await openWebClient(this)
  })
  after(() => web?.close())

  const answers = {
    'its thumbnail where YouTube has one': { width: 480, height: 360, status: 200, isDrawn: false },
    'a drawn picture where YouTube has none': { width: 120, height: 90, status: 404, isDrawn: true },
  } as const
  for (const [title, { width, height, status, isDrawn }] of Object.entries(answers)) {
    it(`shows ${title}`, async () => {
      const [ada, bela] = [await signUp(web), await signUp(web)]
      await bela.put(`/users/${ada.username}/follow`)
      const { id } = (await ada.post('/conversations', { username: bela.username })).body
      const sent = await ada.post(`/conversations/${id}/messages`, { clientId: `video-${width}`, text: 'Look!' })
      expect(sent.status, sent.text).to.equal(201)
      const person = await web.open()
      await person.context.addCookies([
        { name: 'momentum', value: ada.token!, url: web.url, httpOnly: true, sameSite: 'Lax' },
      ])
      await person.context.route('https://i.ytimg.com/**', async (route) =>
        route.fulfill({
          status,
          contentType: 'image/jpeg',
          body: await sharp({ create: { width, height, channels: 3, background: '#888' } })
            .jpeg()
            .toBuffer(),
        }),
      )
      // The message as it would come with a video of the feed, which this server has none of.
      await person.context.route(`**/api/v1/conversations/${id}/messages*`, async (route) => {
        const answer = await route.fetch()
        const body = await answer.json()
        body.items[0].video = { id: video.id, summary: summaryOf(video) }
        await route.fulfill({ response: answer, json: body })
      })

      await person.page.goto(`/messages/${id}`)
      await person.page.locator('.video-thumbnail').waitFor()

      const drawing = person.page.locator('.video-thumbnail > svg')
      const picture = person.page.locator('.video-thumbnail > .video-thumbnail-there')
      await (isDrawn ? drawing : picture).waitFor()
      if (isDrawn) await person.page.waitForFunction('document.querySelector(".video-thumbnail > img") === null')
      expect([await drawing.count(), await picture.count()]).to.deep.equal(isDrawn ? [1, 0] : [0, 1])
      await person.close()
    })
  }
})

function summaryOf({ id, thumbnail }: typeof video) {
  return {
    youtubeId: id,
    kind: 'long',
    title: 'A wheel for an hour',
    channel: { id: 'UC0000000000000000000000', title: 'Wheels' },
    publishedAt: '2026-11-20T12:00:00.000Z',
    durationSeconds: 3600,
    thumbnail: { url: thumbnail, width: 480, height: 360 },
    viewCount: '1',
    likeCount: '1',
    commentCount: '0',
    madeForKids: false,
    isSaved: false,
    isSeen: false,
    fetchedAt: '2026-11-27T12:00:00.000Z',
    attribution: {
      source: 'YouTube',
      url: `https://www.youtube.com/watch?v=${id}`,
      channelUrl: 'https://www.youtube.com/channel/UC0000000000000000000000',
    },
  }
}
