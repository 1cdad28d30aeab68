import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildServer, type Server } from './app.js'
import { openLog } from './log.js'
import { probePublicUrl } from './probe-public-url.js'

async function listening(): Promise<{ readonly server: Server; readonly url: string }> {
  const silent = { level: 'silent', pretty: false, colour: false, callers: false }
  const server = buildServer({
    publicUrl: () => 'https://voice.example.com',
    streamSecret: 'a secret of the test, long enough',
    route: () => {
      throw new Error('nobody calls')
    },
    log: openLog({ ...silent, write: () => {} }),
  })
  await server.app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = server.app.server.address() as AddressInfo
  return { server, url: `http://127.0.0.1:${port}` }
}

const briefly = { patienceMs: 0, timeoutMs: 2000 }

describe('the probe of the public address', () => {
  let ours: Awaited<ReturnType<typeof listening>>
  beforeEach(async () => {
    ours = await listening()
  })
  afterEach(() => ours.server.app.close())

  it('comes back over HTTP and over a WebSocket, and says how long each took', async () => {
    const { server, url } = ours
    const result = await probePublicUrl({ publicUrl: url, issue: server.probes.issue, ...briefly })
    expect(result.httpMs).toBeGreaterThanOrEqual(0)
    expect(result.socketMs).toBeGreaterThanOrEqual(0)
  })

  it('is not fooled by another voice-agent at that address', async () => {
    const other = await listening()
    const probing = probePublicUrl({
      publicUrl: other.url,
      issue: ours.server.probes.issue,
      ...briefly,
    })
    await expect(probing).rejects.toMatchObject({
      code: 'E_PROBE',
      message: expect.stringContaining('HTTP 404'),
    })
    await other.server.app.close()
  })

  it('names the reason when nothing is there', async () => {
    await ours.server.app.close()
    const probing = probePublicUrl({
      publicUrl: ours.url,
      issue: ours.server.probes.issue,
      ...briefly,
    })
    await expect(probing).rejects.toMatchObject({
      code: 'E_PROBE',
      message: expect.stringContaining('ECONNREFUSED'),
    })
  })
})
