const kinds = {
  user: 1,
  post: 2,
  comment: 3,
  conversation: 4,
  message: 5,
  media: 6,
  follow: 7,
  notification: 8,
  session: 9,
  reaction: 10,
} as const

/** The id that a row of the data set has in Momentum: a UUIDv7 of its time, the same at every import. */
export function seedId(kind: keyof typeof kinds, number: number, at: number): string {
  const time = at.toString(16).padStart(12, '0')
  const tail = number.toString(16).padStart(12, '0')
  const order = (number & 0xfff).toString(16).padStart(3, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${order}-8${kinds[kind].toString(16).padStart(3, '0')}-${tail}`
}

/** The token of an actor's session; known to the load driver, which signs nobody in. */
export function seedToken(userId: number): string {
  return `bench${String(userId).padStart(38, '0')}`
}
