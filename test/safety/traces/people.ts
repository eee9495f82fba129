import { done, mark, pairsOf, type TraceMaker } from './cast.ts'

/** Everybody follows everybody; bela has muted ada. */
export const leavePeopleTraces: TraceMaker = async (cast) => {
  const { ada, bela } = cast
  for (const [one, other] of pairsOf(cast)) await done(one.put(`/users/${other.username}/follow`))
  await done(bela.put(`/users/${ada.username}/mute`, { durationSeconds: 3600 }))
  for (const person of [ada, bela]) await done(person.patch('/me', { bio: `${mark(person)} was here` }))
}
