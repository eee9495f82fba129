// Loaded into a spawned server by tests of the last resort: on SIGUSR2 something throws where nobody waits for it, each
// time in another place.

import { EventEmitter } from 'node:events'
import { Readable } from 'node:stream'

const ways = [
  () =>
    setTimeout(() => {
      throw new Error('thrown in a timer')
    }, 1),
  () => {
    Promise.reject(new Error('rejected without anybody'))
  },
  () => {
    new EventEmitter().emit('error', new Error('an error event that nobody hears'))
  },
  () => {
    Readable.from([1]).destroy(new Error('a stream that fails unheard'))
  },
  () => {
    setImmediate(() => {
      throw undefined
    })
  },
  () => {
    process.nextTick(() => {
      throw new Error('thrown in the next tick')
    })
  },
]
let next = 0

process.on('SIGUSR2', () => {
  next += 1
  ways[(next - 1) % ways.length]()
})
