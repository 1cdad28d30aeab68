/**
 * Calls one after the other against the real server: what they leave behind. Listeners, timers and sockets must be as many as before, and
 * memory where it was.
 */
import type { AddressInfo } from 'node:net'
import { buildServer, type Server } from '../src/server/app.js'
import type { ServerDeps } from '../src/server/deps.js'
import { type Footprint, footprint, grown } from '../src/server/footprint.test-kit.js'
import { Carrier } from '../src/server/twilio/carrier.test-kit.js'

/** What is made once and kept (compiled code, pools) is made by then. */
const warmUpCalls = 50

/** @returns whether nothing was left behind */
export async function runSequence(calls: number, deps: ServerDeps): Promise<boolean> {
  const server = buildServer(deps)
  await server.app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = server.app.server.address() as AddressInfo
  const carrier = new Carrier({
    origin: `http://127.0.0.1:${port}`,
    publicUrl: deps.publicUrl() ?? '',
    authToken: deps.authToken ?? '',
  })
  await hold(warmUpCalls, server, carrier)
  const before = await settled(server)
  const began = performance.now()
  await hold(calls, server, carrier)
  const seconds = (performance.now() - began) / 1000
  const after = await settled(server)
  await server.app.close()
  const more = grown(before, after)
  const names = Object.keys(more)
  console.log(
    [
      `${calls} calls one after the other, ${seconds.toFixed(0)} s`,
      `  left behind     ${names.length === 0 ? 'no listener, timer or socket' : JSON.stringify(more)}`,
      `  heap            ${mib(before.heap)} before, ${mib(after.heap)} after: ${((after.heap - before.heap) / calls).toFixed(0)} bytes a call`,
      `  resources       ${JSON.stringify(after.resources)}`,
    ].join('\n'),
  )
  return names.length === 0
}

async function hold(calls: number, server: Server, carrier: Carrier): Promise<void> {
  for (let i = 0; i < calls; i++) {
    const phone = (await carrier.dial()).start()
    await phone.until(() => phone.count('media') > 0)
    phone.hangUp()
    await phone.closed()
    while (server.calls.size > 0) await pause(1)
  }
}

/** Sockets that are kept alive for a while, and timers that wait for nothing, are gone by then. */
async function settled(server: Server): Promise<Footprint> {
  await pause(7000)
  return footprint(server)
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

const mib = (bytes: number) => `${(bytes / 2 ** 20).toFixed(2)} MiB`
