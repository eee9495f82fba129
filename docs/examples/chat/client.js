// A chat client in one file: shows what arrives and sends what is typed, over one WebSocket.
//   MOMENTUM=http://localhost:3000 TOKEN=… node client.js <username>
import { randomUUID } from 'node:crypto'
import { createInterface } from 'node:readline'
import { WebSocket } from 'ws'

const { MOMENTUM = 'http://localhost:3000', TOKEN } = process.env
const [username] = process.argv.slice(2)

const begun = await fetch(`${MOMENTUM}/api/v1/conversations`, {
  method: 'POST',
  headers: { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json' },
  body: JSON.stringify({ username }),
})
if (!begun.ok) throw new Error(await begun.text())
const conversation = await begun.json()

/** The last position of the log that was seen; a new connection goes on after it. */
let since
/** Whoever comes back waits a random time that grows, so that a restart does not bring everybody at one moment. */
let pause = 1000
/** Messages that the server has not acknowledged: sent again over a new connection, each with its own clientId. */
const waiting = new Map()
let socket

function connect() {
  const query = since === undefined ? '' : `?since=${since}`
  socket = new WebSocket(`${MOMENTUM.replace(/^http/, 'ws')}/api/v1/events${query}`)
  socket.on('open', () => socket.send(JSON.stringify({ type: 'auth', token: TOKEN })))
  socket.on('message', (text) => take(JSON.parse(text)))
  socket.on('error', () => {})
  socket.on('close', (code) => {
    if (code === 4401) return console.log('* signed out')
    if (code === 4410) since = undefined
    setTimeout(connect, Math.random() * pause)
    pause = Math.min(2 * pause, 30_000)
  })
}

function take(frame) {
  if (frame.id !== undefined) since = frame.id
  if (frame.type === 'ready') {
    pause = 1000
    console.log(`* ready at ${frame.id}`)
    for (const data of waiting.values()) socket.send(JSON.stringify(sendFrame(data)))
  } else if (frame.ref !== undefined) {
    waiting.delete(frame.ref)
    if (!frame.ok) console.log(`* refused: ${frame.problem.detail}`)
  } else if (frame.data.conversationId === conversation.id) show(frame)
}

function show({ type, data }) {
  const isMine = data.senderId !== conversation.person.id
  if (type === 'message.created') {
    console.log(`${isMine ? 'me' : username}: ${data.text ?? '(something without words)'}`)
    const upTo = { conversationId: conversation.id, upTo: data.id }
    if (!isMine) socket.send(JSON.stringify({ ref: `read-${data.id}`, type: 'receipt.read', data: upTo }))
  } else if (type === 'typing' && data.on) console.log(`* ${username} is typing`)
  else if (type === 'receipt.read' && data.userId === conversation.person.id) console.log('* read')
}

function sendFrame(data) {
  return { ref: data.clientId, type: 'message.send', data }
}

for await (const line of (connect(), createInterface({ input: process.stdin }))) {
  if (line.trim() === '') continue
  const data = { conversationId: conversation.id, clientId: randomUUID(), text: line }
  waiting.set(data.clientId, data)
  if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(sendFrame(data)))
}
