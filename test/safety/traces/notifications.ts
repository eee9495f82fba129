import { done, mark, type TraceMaker } from './cast.ts'

/** Everybody has a device that takes pushes; what there is to be told of, the other makers have made. */
export const leaveNotificationTraces: TraceMaker = async ({ ada, bela, carla }) => {
  for (const person of [ada, bela, carla]) {
    await done(person.post('/push/subscriptions', { kind: 'fcm', token: `${mark(person)}-registration-token` }))
  }
}
