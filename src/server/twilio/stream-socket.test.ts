import { afterEach, expect, it } from 'vitest'
import { type SocketPair, socketPair } from './socket-pair.test-kit.js'
import type { SocketEnd } from './stream-socket.js'

const open: SocketPair[] = []
afterEach(() => {
  for (const { close } of open.splice(0)) close()
})

async function pair() {
  const both = await socketPair()
  open.push(both)
  const ends: SocketEnd[] = []
  const ended = new Promise<SocketEnd>((resolve) =>
    both.socket.listen({
      message: () => {},
      closed: (end) => {
        ends.push(end)
        resolve(end)
      },
    }),
  )
  return { ...both, ended, ends }
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

it('turns the peer away when what listens to it throws, and nothing else happens', async () => {
  const { socket, peer, ended } = await pair()
  const code = new Promise((resolve) => peer.once('close', resolve))
  let heard = 0
  let ends: SocketEnd | undefined
  socket.listen({
    message: () => {
      heard++
      throw new Error('a bug')
    },
    closed: (end) => {
      ends = end
    },
  })
  for (let i = 0; i < 3; i++) peer.send('{"event":"connected"}')
  expect(await code).toBe(1008)
  await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 50))])
  expect([heard, ends]).toEqual([1, 'broken'])
})
