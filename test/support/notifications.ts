import { expect } from 'chai'
import type { TestClient } from './app.ts'

/** A notification as an app reads it. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers as an app written without our types would
export type SeenNotification = any

/** The notifications of a person, having checked that the count is that of the unread ones in the list. */
export async function notificationsOf(person: TestClient): Promise<SeenNotification[]> {
  const list = await person.get('/notifications?limit=100')
  expect(list.status, list.text).to.equal(200)
  const unread = list.body.items.filter((item: SeenNotification) => !item.read).length
  const count = await person.get('/notifications/count')
  expect(count.body, 'the count is that of the list').to.deep.equal({ unread })
  const onlyUnread = await person.get('/notifications?unread=true&limit=100')
  expect(onlyUnread.body.items).to.have.length(unread)
  const me = await person.get('/me')
  expect(me.body.counts.unreadNotifications, 'and of the account').to.equal(unread)
  return list.body.items
}

/** The one notification of a type that a person has. */
export async function theOnly(person: TestClient, type: string): Promise<SeenNotification> {
  const found = (await notificationsOf(person)).filter((item) => item.type === type)
  expect(found, `notifications of type ${type}`).to.have.length(1)
  return found[0]
}

/** The types of all notifications of a person, the newest first. */
export async function typesOf(person: TestClient): Promise<string[]> {
  return (await notificationsOf(person)).map((item) => item.type)
}

/** The frames of a person's log, of the given types, oldest first. */
export async function framesOf(person: TestClient, ...types: string[]): Promise<SeenNotification[]> {
  const frames: SeenNotification[] = []
  for (let since = '0'; ; ) {
    const page = await person.get(`/sync?since=${since}`)
    expect(page.status, page.text).to.equal(200)
    frames.push(...page.body.items.filter((item: SeenNotification) => types.includes(item.type)))
    if (!page.body.more) return frames
    since = page.body.next
  }
}
