import { createServer } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'

// The yardstick for what passes through: `ws` and nothing else. It parses a frame, sends it to the partner of whoever sent
// it and acknowledges it; it knows no sessions, no conversations, no limits, and nobody else.

const sockets: WebSocket[] = []
const http = createServer((_request, response) => response.end('ok'))
const server = new WebSocketServer({ server: http, perMessageDeflate: false, clientTracking: false })

server.on('connection', (socket, request) => {
  const index = Number(request.headers['x-bench'])
  sockets[index] = socket
  socket.send('{"type":"ready","id":"0"}')
  socket.on('message', (text) => {
    const { ref, type, data } = JSON.parse(String(text))
    sockets[index % 2 === 0 ? index + 1 : index - 1]?.send(JSON.stringify({ type, data }))
    socket.send(JSON.stringify({ ref, ok: true, data: {} }))
  })
})
http.listen(Number(process.env.PORT), '127.0.0.1')
