import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import type { ServerLog } from '../server-log.js'
import { type SocketEnd, type SocketLimits, StreamSocket } from './stream-socket.js'

const quiet: ServerLog = { info() {}, warn() {}, error() {}, child: () => quiet }
const limits: SocketLimits = { pingMs: 60_000, maxGarbage: 20, maxBufferedBytes: 256 * 1024 }

const open: (() => void)[] = []
afterEach(() => {
  for (const close of open.splice(0)) close()
})

/** Both ends of a real socket. */
async function pair() {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const ours = new Promise<WebSocket>((resolve) => server.once('connection', resolve))
  const peer = new WebSocket(`ws://127.0.0.1:${port}`)
  peer.on('error', () => {})
  open.push(() => {
    peer.terminate()
    server.close()
  })
  const socket = new StreamSocket(await ours, limits, quiet)
  const ends: SocketEnd[] = []
  const ended = new Promise<SocketEnd>((resolve) =>
    socket.listen({
      message: () => {},
      closed: (end) => {
        ends.push(end)
        resolve(end)
      },
    }),
  )
  await new Promise((resolve) => peer.once('open', resolve))
  return { socket, peer, ended, ends }
}

it('drops a peer that does not read what it is sent', async () => {
  const { socket, peer, ended } = await pair()
  peer.pause()
  const message = 'x'.repeat(64 * 1024)
  let sent = 0
  const pump = setInterval(() => {
    for (let i = 0; i < 50; i++) socket.send(message)
    sent += 50
  }, 1)
  expect(await ended).toBe('broken')
  clearInterval(pump)
  expect(sent).toBeGreaterThan(0)
  socket.send('into the void')
})

it('ends in good order when the peer says goodbye, once, and may be closed again', async () => {
  const { socket, peer, ended, ends } = await pair()
  peer.close(1000)
  expect(await ended).toBe('clean')
  socket.close()
  socket.reject('late')
  expect(ends).toEqual(['clean'])
})

it('is broken when the peer is turned away, whatever code comes back', async () => {
  const { socket, peer, ended } = await pair()
  const code = new Promise((resolve) => peer.once('close', resolve))
  socket.reject('token')
  expect(await ended).toBe('broken')
  expect(await code).toBe(1008)
})

it('cuts the line when the peer does not answer a goodbye', async () => {
  const { socket, peer, ended } = await pair()
  peer.pause()
  socket.close()
  expect(await ended).toBe('broken')
})
