import { createServer, request as httpRequest } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { eventually, opened, publicUrl, type TestServer, testServer } from './serve.test-kit.js'
import { Carrier, newSid, PhoneCall, readConnect } from './twilio/carrier.test-kit.js'

const open: { close(): unknown }[] = []
const serve = async (...options: Parameters<typeof testServer>) => {
  const test = await testServer(...options)
  open.push(test)
  return test
}
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close()
})

const tokenOf = async ({ carrier }: TestServer, callSid: string) =>
  readConnect((await carrier.post('/voice', carrier.callForm(callSid))).body).parameters.token!

describe('the signature of a webhook', () => {
  const paths = ['/voice', '/stream-status', '/call-status', '/after-stream']

  it.each(paths)('lets %s in when it is right, and only then', async (path) => {
    const { carrier } = await serve()
    const form = carrier.callForm(newSid('CA'))
    const signature = carrier.sign(carrier.publicUrl(path), form)
    const statuses = [
      await carrier.post(path, form),
      await carrier.post(path, form, ''),
      await carrier.post(path, form, 'bm90IHRoZSByaWdodCBvbmU='),
      await carrier.post(path, { ...form, To: '+15559999999' }, signature),
      await carrier.post(path, { ...form, Extra: '' }, signature),
      await carrier.post(`${path}?a=1`, form, signature),
    ].map(({ status }) => status)
    expect(statuses).toEqual([200, 403, 403, 403, 403, 403])
  })

  it('covers parameters that nobody here knows, repeated ones among them', async () => {
    const { carrier, origin } = await serve()
    const form = { ...carrier.callForm(newSid('CA')), Novel: 'ünï "&" <x>' }
    expect((await carrier.post('/voice', form)).status).toBe(200)
    const twice = carrier.sign(carrier.publicUrl('/call-status'), { A: ['y', 'x'] } as never)
    const response = await fetch(`${origin}/call-status`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': twice,
      },
      body: 'A=y&A=x',
    })
    expect(response.status).toBe(200)
  })

  it('does not depend on the Host that a proxy or an attacker sends', async () => {
    const { carrier, origin } = await serve()
    const form = carrier.callForm(newSid('CA'))
    const forged = carrier.sign('https://evil.example.com/voice', form)
    const send = (signature: string, host: string) =>
      new Promise<number>((resolve, reject) => {
        const headers = {
          ...{ host, 'x-twilio-signature': signature, 'x-forwarded-host': host },
          'content-type': 'application/x-www-form-urlencoded',
        }
        const sent = httpRequest(`${origin}/voice`, { method: 'POST', headers }, (response) => {
          response.resume()
          resolve(response.statusCode ?? 0)
        })
        sent.on('error', reject)
        sent.end(new URLSearchParams(form).toString())
      })
    expect(await send(forged, 'evil.example.com')).toBe(403)
    const right = carrier.sign(`${publicUrl}/voice`, form)
    expect(await send(right, 'internal:8000')).toBe(200)
    expect(await send(right, 'not a host at all \\')).toBeGreaterThanOrEqual(200)
  })

  it('is good for a repeated webhook until its stream has come, and for none after', async () => {
    const { carrier, server } = await serve()
    const callSid = newSid('CA')
    const form = carrier.callForm(callSid)
    expect((await carrier.post('/voice', form)).body).toContain('<Connect')
    const { connect: again, ws } = await carrier.ring(callSid)
    const phone = new PhoneCall(carrier, ws, again, callSid).start()
    await eventually(() => server.calls.size === 1)
    expect((await carrier.post('/voice', form)).status).toBe(403)
    phone.hangUp()
    await eventually(() => server.calls.size === 0)
    expect((await carrier.post('/voice', form)).status).toBe(403)
  })

  it('follows a public URL that changes, and nothing is taken while there is none', async () => {
    let url: string | undefined
    const test = await serve({ deps: { publicUrl: () => url } })
    const at = (address: string) =>
      new Carrier({ origin: test.origin, publicUrl: address, authToken: test.authToken })
    const status = async (carrier: Carrier) =>
      (await carrier.post('/voice', carrier.callForm(newSid('CA')))).status
    expect(await status(at('https://one.example.com'))).toBe(503)
    url = 'https://one.example.com'
    expect(await status(at('https://one.example.com'))).toBe(200)
    url = 'https://two.example.com'
    expect(await status(at('https://one.example.com'))).toBe(403)
    expect(await status(at('https://two.example.com'))).toBe(200)
  })
})

describe('the upgrade of a stream', () => {
  const media = `${publicUrl.replace('https', 'wss')}/media`

  it.each([
    ['missing', ''],
    ['wrong', 'bm90IHRoZSByaWdodCBvbmU='],
  ])(
    'is refused with 403 before a socket exists when the signature is %s',
    async (_, signature) => {
      const { carrier } = await serve()
      expect(await carrier.upgrade(media, signature)).toBe(403)
    },
  )

  it('is refused when the signature is one of a webhook, or of the https URL', async () => {
    const { carrier } = await serve()
    const form = carrier.callForm(newSid('CA'))
    expect(await carrier.upgrade(media, carrier.sign(`${publicUrl}/voice`, form))).toBe(403)
    expect(await carrier.upgrade(media, carrier.sign(`${publicUrl}/media`))).toBe(403)
  })

  it('is refused with a query, whatever signed it, and for any other path', async () => {
    const { carrier } = await serve()
    const signature = carrier.sign(`${media}?token=1`)
    expect(await carrier.upgrade(media, signature, '/media?token=1')).toBe(403)
    expect(await carrier.upgrade(media, carrier.sign(media), '/media?token=1')).toBe(403)
    expect(await carrier.upgrade(media, undefined, '/other')).toBe(404)
    expect(await carrier.upgrade(media, undefined, '/probe/guessed')).toBe(404)
  })

  it('is taken with a slash at the end, signed with or without it', async () => {
    const { carrier } = await serve()
    for (const [signed, path] of [
      [media, '/media/'],
      [`${media}/`, '/media/'],
      [`${media}/`, '/media'],
    ] as const) {
      const ws = await carrier.upgrade(media, carrier.sign(signed), path)
      expect(ws).not.toBeTypeOf('number')
      if (typeof ws !== 'number') ws.terminate()
    }
  })

  it('goes through a proxy that ends TLS and has another host, port and slash', async () => {
    const test = await serve({ deps: { publicUrl: () => 'https://agent.example.org/' } })
    const proxy = await rewritingProxy(test.origin)
    open.push(proxy)
    const address = { origin: proxy.origin, publicUrl: 'https://agent.example.org/' }
    const carrier = new Carrier({ ...address, authToken: test.authToken })
    const phone = (await carrier.dial()).start()
    await phone.until(() => phone.count('media') > 0)
    expect(phone.connect.media).toBe('wss://agent.example.org/media')
    phone.hangUp()
    await phone.closed()
  })

  it('does not survive nonsense in the request line', async () => {
    const { origin, carrier } = await serve()
    const { port } = new URL(origin)
    for (const target of ['//', '/media\u0000', 'http://[/media', '*', '/%']) {
      const socket = connect(Number(port), '127.0.0.1')
      socket.on('error', () => {})
      const head = `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nX-Twilio-Signature: x\r\n\r\n`
      await new Promise<void>((resolve) => {
        socket.on('close', () => resolve())
        socket.resume()
        socket.end(head)
      })
    }
    expect((await carrier.post('/voice', carrier.callForm(newSid('CA')))).status).toBe(200)
  })
})

describe('the token of a stream', () => {
  const stream = async (test: TestServer, callSid: string, token: string) => {
    const ws = await test.carrier.upgrade(`${publicUrl.replace('https', 'wss')}/media`)
    if (typeof ws === 'number') throw new Error(`refused with ${ws}`)
    const none = { media: '', streamStatus: '', action: '', parameters: {} }
    return new PhoneCall(test.carrier, ws, none, callSid).start({ token })
  }

  it.each([
    ['missing', async () => ''],
    ['garbage', async () => 'a.b'],
    ['forged', async (good: string) => `${good.slice(0, -4)}AAAA`],
  ])('turns a stream away when it is %s, and opens no provider', async (_, make) => {
    const test = await serve()
    const callSid = newSid('CA')
    const phone = await stream(test, callSid, await make(await tokenOf(test, callSid)))
    await phone.closed()
    expect(phone.closedWith).toBe(1008)
    expect(opened(test.held)).toEqual([])
    expect(test.server.calls.size).toBe(0)
  })

  it('is good once', async () => {
    const test = await serve()
    const callSid = newSid('CA')
    const token = await tokenOf(test, callSid)
    const first = await stream(test, callSid, token)
    await first.until(() => first.count('media') > 0)
    const second = await stream(test, callSid, token)
    await second.closed()
    expect(second.closedWith).toBe(1008)
    expect(first.closedWith).toBe(undefined)
    expect(test.held.length).toBe(1)
  })

  it('is good for the call it was made for and no other', async () => {
    const test = await serve()
    const token = await tokenOf(test, newSid('CA'))
    const phone = await stream(test, newSid('CA'), token)
    await phone.closed()
    expect(phone.closedWith).toBe(1008)
    expect(opened(test.held)).toEqual([])
  })

  it('does not give a live call a second stream, however good', async () => {
    const test = await serve()
    const callSid = newSid('CA')
    const [one, two] = [await tokenOf(test, callSid), await tokenOf(test, callSid)]
    const first = await stream(test, callSid, one)
    await first.until(() => first.count('media') > 0)
    const second = await stream(test, callSid, two)
    await second.closed()
    expect(first.closedWith).toBe(undefined)
    expect(test.server.calls.size).toBe(1)
  })

  it('is asked for also where no signatures are checked', async () => {
    const test = await serve({ deps: {}, insecure: true })
    expect((await test.carrier.post('/voice', {}, '')).status).toBe(400)
    const phone = await stream(test, newSid('CA'), 'a.b')
    await phone.closed()
    expect(phone.closedWith).toBe(1008)
  })
})

describe('who is not signed', () => {
  it('is limited by address, while signed requests from the same address never are', async () => {
    const { carrier, origin } = await serve({
      deps: { limits: { unsigned: { burst: 3, perSecond: 0.001 } } },
    })
    const form = carrier.callForm(newSid('CA'))
    const wrong = async () => (await carrier.post('/voice', form, 'd3Jvbmc=')).status
    expect([await wrong(), await wrong(), await wrong(), await wrong()]).toEqual([
      403, 403, 403, 429,
    ])
    expect((await fetch(`${origin}/healthz`)).status).toBe(429)
    expect((await fetch(`${origin}/nothing`)).status).toBe(429)
    for (let i = 0; i < 50; i++) {
      expect((await carrier.post('/voice', carrier.callForm(newSid('CA')))).status).toBe(200)
    }
  })

  it('gets security headers and no word about what we are', async () => {
    const { origin } = await serve()
    for (const path of ['/healthz', '/nothing', '/voice']) {
      const response = await fetch(origin + path)
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(response.headers.get('cache-control')).toBe('no-store')
      expect(response.headers.get('server')).toBe(null)
      expect(response.headers.get('x-powered-by')).toBe(null)
    }
  })

  it('cannot send more than a form', async () => {
    const { carrier, origin } = await serve()
    const form = { CallSid: newSid('CA'), Padding: 'x'.repeat(100_000) }
    expect((await carrier.post('/voice', form)).status).toBe(413)
    const json = await fetch(`${origin}/voice`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-twilio-signature': 'x' },
      body: '{}',
    })
    expect(json.status).toBe(415)
  })
})

describe('the probe', () => {
  it('answers each way once with a proof that only we know', async () => {
    const { server, origin } = await serve()
    const { path, proof } = server.probes.issue()
    const response = await fetch(origin + path)
    expect([response.status, await response.text()]).toEqual([200, proof])
    expect((await fetch(origin + path)).status).toBe(404)
    expect(await firstMessage(origin, path)).toBe(proof)
    expect(await firstMessage(origin, path)).toBe('refused')
  })
})

/** What a proxy before us does: another Host, its own port, nothing of TLS left. */
async function rewritingProxy(target: string) {
  const { hostname, port } = new URL(target)
  const proxy = createServer((incoming, outgoing) => {
    const headers = {
      ...incoming.headers,
      host: 'backend.internal:81',
      'x-forwarded-proto': 'https',
    }
    const options = { hostname, port, path: incoming.url, method: incoming.method, headers }
    const passed = httpRequest(options, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    incoming.pipe(passed)
  })
  proxy.on('upgrade', (incoming, socket) => {
    const headers = { ...incoming.headers, host: 'backend.internal:81' }
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
    const through = connect(Number(port), hostname, () => {
      through.write(`GET ${incoming.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
      socket.pipe(through).pipe(socket)
    })
    through.on('error', () => socket.destroy())
    socket.on('error', () => through.destroy())
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
  return { origin, close: () => proxy.close() }
}

async function firstMessage(origin: string, path: string): Promise<string> {
  const { WebSocket } = await import('ws')
  const ws = new WebSocket(origin.replace('http', 'ws') + path)
  return new Promise((resolve) => {
    ws.on('message', (data) => resolve(String(data)))
    ws.on('error', () => resolve('refused'))
  })
}
