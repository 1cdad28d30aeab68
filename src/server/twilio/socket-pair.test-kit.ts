/** Both ends of a real WebSocket on 127.0.0.1. */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { WebSocket, WebSocketServer } from 'ws'
import type { ServerLog } from '../server-log.js'
import { type SocketLimits, StreamSocket } from './stream-socket.js'

export const quietLog: ServerLog = { info() {}, warn() {}, error() {}, child: () => quietLog }

const limits: SocketLimits = { pingMs: 60_000, maxGarbage: 20, maxBufferedBytes: 256 * 1024 }

export interface SocketPair {
  readonly socket: StreamSocket
  readonly peer: WebSocket
  close(): void
}

export async function socketPair(): Promise<SocketPair> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const ours = new Promise<WebSocket>((resolve) => server.once('connection', resolve))
  const peer = new WebSocket(`ws://127.0.0.1:${port}`)
  peer.on('error', () => {})
  const opened = once(peer, 'open')
  const socket = new StreamSocket(await ours, limits, quietLog)
  await opened
  const close = () => {
    peer.terminate()
    server.close()
  }
  return { socket, peer, close }
}
