// The plain chat that a tutorial builds, to compare with: JSON over hibernating WebSockets, every
// message inserted into D1 before it is sent on, the newest messages read from D1 for everyone who
// joins, and everyone told of each join.
import { DurableObject } from 'cloudflare:workers'

const HISTORY = 50

export class ChatRoom extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env)
    // Heartbeats are answered by the platform, without waking the room.
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'))
  }

  async fetch(request) {
    const url = new URL(request.url)
    const room = url.pathname.split('/')[2]
    const name = url.searchParams.get('name')
    const { 0: client, 1: server } = new WebSocketPair()
    this.ctx.acceptWebSocket(server)
    server.serializeAttachment({ room, name })

    const { results } = await this.env.DB
      .prepare('SELECT id, name, text, said_at FROM messages WHERE room = ? ORDER BY id DESC LIMIT ?')
      .bind(room, HISTORY)
      .all()
    server.send(JSON.stringify({ type: 'history', messages: results.reverse() }))
    this.broadcast({ type: 'joined', name, here: this.ctx.getWebSockets().length })
    return new Response(null, { status: 101, webSocket: client })
  }

  async webSocketMessage(socket, data) {
    const { room, name } = socket.deserializeAttachment()
    const { text } = JSON.parse(data)
    if (typeof text != 'string' || !text.trim() || text.length > 2000) return
    const said_at = Date.now()
    const { meta } = await this.env.DB
      .prepare('INSERT INTO messages (room, name, text, said_at) VALUES (?, ?, ?, ?)')
      .bind(room, name, text, said_at)
      .run()
    this.broadcast({ type: 'message', id: meta.last_row_id, name, text, said_at })
  }

  async webSocketClose(socket, code) {
    try { socket.close(code) } catch {}
    const { name } = socket.deserializeAttachment()
    this.broadcast({ type: 'left', name, here: this.ctx.getWebSockets().length - 1 })
  }

  broadcast(event) {
    const frame = JSON.stringify(event)
    for (const socket of this.ctx.getWebSockets()) {
      try { socket.send(frame) } catch {}
    }
  }
}

export default {
  async fetch(request, env) {
    const [, r, room, ws] = new URL(request.url).pathname.split('/')
    if (r != 'r' || !room || ws != 'ws') return new Response('Not found', { status: 404 })
    if (request.headers.get('Upgrade') != 'websocket') return new Response('Expected a WebSocket', { status: 426 })
    return env.CHAT_ROOM.getByName(room).fetch(request)
  },
}
