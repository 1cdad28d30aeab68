import { expect, it } from 'vitest'
import { footprint, grown } from './footprint.test-kit.js'
import { eventually, type TestServer, testServer } from './serve.test-kit.js'

/** One whole call after the other; nothing of one is there when the next begins. */
async function callsInSequence({ carrier, server, held }: TestServer, calls: number) {
  for (let i = 0; i < calls; i++) {
    const phone = (await carrier.dial()).start()
    await phone.until(() => phone.count('media') > 0)
    phone.hangUp()
    await phone.closed()
    await eventually(() => server.calls.size === 0)
    held.length = 0
  }
}

it('leaves listeners, timers, sockets and memory where they were after 60 calls', {
  timeout: 60_000,
}, async () => {
  const test = await testServer()
  try {
    await callsInSequence(test, 10)
    const settled = () => Object.keys(grown(before, footprint(test.server))).length === 0
    const before = footprint(test.server)
    await callsInSequence(test, 60)
    await eventually(settled, 6000).catch(() => {})
    const after = footprint(test.server)
    expect(grown(before, after)).toEqual({})
    expect((after.heap - before.heap) / 60 / 1024).toBeLessThan(50)
  } finally {
    await test.close()
  }
})
