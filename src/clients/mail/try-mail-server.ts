import { connect, isIP, type Socket } from 'node:net'
import { hostname } from 'node:os'
import { connect as connectTls, type TLSSocket } from 'node:tls'

/** How far a conversation with a mail server came. */
export interface MailServerTrial {
  /** `smtp://host:port`. */
  server: string
  /** Whether what was said was encrypted. */
  isEncrypted: boolean
  /** Whether it let us sign in; null when there is no user to sign in as. */
  isSignedIn: boolean | null
}

/** The step of the conversation that failed, and what the server said. */
export class MailServerTrouble extends Error {
  readonly step: 'connect' | 'greeting' | 'EHLO' | 'STARTTLS' | 'AUTH' | 'MAIL FROM'

  constructor(step: MailServerTrouble['step'], said: string) {
    super(said)
    this.name = 'MailServerTrouble'
    this.step = step
  }
}

interface Reply {
  code: number
  lines: string[]
}

/**
 * Talks to the mail server of an address as sending a mail would, up to the sender: connects, greets, encrypts, signs in,
 * says who the mail would be from, and takes it back. Nothing is sent. Throws `MailServerTrouble`.
 */
export async function tryMailServer(options: {
  smtpUrl: string
  /** What stands in From, such as `Momentum <no-reply@example.org>`. */
  from: string
  timeoutMs?: number
}): Promise<MailServerTrial> {
  const url = new URL(options.smtpUrl)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const isSmtps = url.protocol === 'smtps:'
  const port = url.port === '' ? (isSmtps ? 465 : 587) : Number(url.port)
  const line = new Conversation(options.timeoutMs ?? 10_000)
  try {
    await line.open(host, port, isSmtps)
    expectCode('greeting', await line.reply('greeting'), [220])
    let offers = await greet(line)
    if (!isSmtps && offers.some((offer) => /^STARTTLS$/i.test(offer))) {
      expectCode('STARTTLS', await line.say('STARTTLS', 'STARTTLS'), [220])
      await line.encrypt(host)
      offers = await greet(line)
    }
    const isSignedIn = url.username === '' ? null : await signIn(line, url, offers)
    const sender = /<([^<>]+)>\s*$/.exec(options.from)?.[1] ?? options.from.trim()
    if (/[\r\n<>]/.test(sender)) throw new MailServerTrouble('MAIL FROM', 'MAIL_FROM holds no address')
    expectCode('MAIL FROM', await line.say('MAIL FROM', `MAIL FROM:<${sender}>`), [250])
    await line.say('MAIL FROM', 'RSET')
    line.end('QUIT')
    return { server: `${url.protocol}//${host}:${port}`, isEncrypted: line.isEncrypted, isSignedIn }
  } finally {
    line.close()
  }
}

async function greet(line: Conversation): Promise<string[]> {
  // RFC 5321, 4.1.3: who has no full name says its address.
  const name = hostname()
  const reply = await line.say('EHLO', `EHLO ${/^[\w.-]+$/.test(name) && isIP(name) === 0 ? name : '[127.0.0.1]'}`)
  return expectCode('EHLO', reply, [250]).lines
}

async function signIn(line: Conversation, url: URL, offers: readonly string[]): Promise<boolean> {
  const [user, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)]
  const methods = offers.find((offer) => /^AUTH[ =]/i.test(offer))?.toUpperCase() ?? ''
  const base64 = (text: string): string => Buffer.from(text).toString('base64')
  if (methods.includes('PLAIN')) {
    expectCode('AUTH', await line.say('AUTH', `AUTH PLAIN ${base64(`\0${user}\0${password}`)}`), [235])
  } else if (methods.includes('LOGIN')) {
    expectCode('AUTH', await line.say('AUTH', 'AUTH LOGIN'), [334])
    expectCode('AUTH', await line.say('AUTH', base64(user)), [334])
    expectCode('AUTH', await line.say('AUTH', base64(password)), [235])
  } else {
    throw new MailServerTrouble('AUTH', `it offers no way to sign in that we know (${methods || 'none at all'})`)
  }
  return true
}

function expectCode(step: MailServerTrouble['step'], reply: Reply, wanted: readonly number[]): Reply {
  if (wanted.includes(reply.code)) return reply
  throw new MailServerTrouble(step, `${reply.code} ${reply.lines.join(' ')}`.slice(0, 200))
}

const longestReply = 20_000

class Conversation {
  readonly #timeoutMs: number
  #socket: Socket | TLSSocket | undefined
  #received = ''
  #arrived: (() => void) | undefined
  #trouble: string | undefined
  isEncrypted = false

  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs
  }

  open(host: string, port: number, isEncrypted: boolean): Promise<void> {
    const servername = isIP(host) === 0 ? host : ''
    const socket = isEncrypted ? connectTls({ host, port, servername }) : connect({ host, port })
    this.isEncrypted = isEncrypted
    return this.#use(socket, isEncrypted ? 'secureConnect' : 'connect', 'connect')
  }

  encrypt(host: string): Promise<void> {
    const plain = this.#socket!
    plain.removeAllListeners()
    this.isEncrypted = true
    this.#received = ''
    return this.#use(
      connectTls({ socket: plain, servername: isIP(host) === 0 ? host : '' }),
      'secureConnect',
      'STARTTLS',
    )
  }

  #use(socket: Socket, ready: string, step: MailServerTrouble['step']): Promise<void> {
    this.#socket = socket
    socket.setTimeout(this.#timeoutMs, () => socket.destroy(new Error(`no answer within ${this.#timeoutMs / 1000} s`)))
    socket.on('data', (chunk: Buffer) => {
      this.#received += chunk.toString('latin1')
      if (this.#received.length > longestReply) socket.destroy(new Error('it says more than a mail server does'))
      this.#arrived?.()
    })
    socket.on('error', (error: Error) => {
      this.#trouble = error.message || (error as { code?: string }).code || error.name
    })
    socket.on('close', () => {
      this.#trouble ??= 'it hung up'
      this.#arrived?.()
    })
    return new Promise((resolve, reject) => {
      socket.once(ready, () => resolve())
      socket.once('close', () => reject(new MailServerTrouble(step, this.#trouble ?? 'it hung up')))
    })
  }

  async say(step: MailServerTrouble['step'], command: string): Promise<Reply> {
    this.#socket!.write(`${command}\r\n`)
    return this.reply(step)
  }

  /** The next whole reply: lines `250-…` go on, `250 …` is the last. */
  async reply(step: MailServerTrouble['step']): Promise<Reply> {
    for (;;) {
      const whole = /^(?:\d{3}-[^\n]*\n)*(\d{3})(?: [^\n]*)?\r?\n/.exec(this.#received)
      if (whole !== null) {
        this.#received = this.#received.slice(whole[0].length)
        const lines = whole[0].trimEnd().split(/\r?\n/)
        return { code: Number(whole[1]), lines: lines.map((text) => text.slice(4)) }
      }
      if (this.#trouble !== undefined) throw new MailServerTrouble(step, this.#trouble)
      if (/^(?!\d{3})[^\n]*\n/.test(this.#received)) throw new MailServerTrouble(step, 'it does not speak SMTP')
      await new Promise<void>((resolve) => {
        this.#arrived = resolve
      })
    }
  }

  end(command: string): void {
    this.#socket?.end(`${command}\r\n`)
  }

  close(): void {
    this.#socket?.destroy()
  }
}
