import { describe, expect, it } from 'vitest'
import { type NgrokLibrary, ngrokTunnel, tunnelError } from './ngrok.js'
import { localOnly } from './none.js'
import { fixedAddress } from './public-url.js'

const authtoken = 'a'.repeat(40)

/** The library of ngrok without its service. */
function pretendNgrok(connect: () => Promise<void> = async () => {}) {
  const asked: object[] = []
  const state = { url: 'https://brave-otter.ngrok.app/', closed: 0, disconnected: 0 }
  let status: (status: string) => void = () => {}
  const library: NgrokLibrary = {
    forward: async ({ onStatusChange, ...options }) => {
      asked.push(options)
      await connect()
      status = onStatusChange
      return {
        url: () => state.url,
        close: async () => {
          state.closed++
        },
      }
    },
    disconnect: async () => {
      state.disconnected++
    },
  }
  return { asked, state, load: async () => library, say: (text: string) => status(text) }
}

function eventsInto(told: string[]) {
  return {
    lost: () => void told.push('lost'),
    back: () => void told.push('back'),
    moved: (url: string) => void told.push(`moved ${url}`),
  }
}
const quiet = eventsInto([])

describe('a tunnel of ngrok', () => {
  it('forwards to the port with the token and the domain, and gives its address without a slash', async () => {
    const ngrok = pretendNgrok()
    const domain = 'brave-otter.ngrok.app'
    const tunnel = await ngrokTunnel({ authtoken, domain }, ngrok.load).open(4711, quiet)
    expect(ngrok.asked).toEqual([{ addr: '127.0.0.1:4711', authtoken, domain }])
    expect(tunnel.url).toBe('https://brave-otter.ngrok.app')
  })

  it('tells when it is lost, back, and back at another address', async () => {
    const told: string[] = []
    const ngrok = pretendNgrok()
    const tunnel = await ngrokTunnel({ authtoken }, ngrok.load).open(1, eventsInto(told))
    ngrok.say('closed')
    ngrok.say('connected')
    ngrok.say('closed')
    ngrok.state.url = 'https://other-otter.ngrok.app'
    ngrok.say('connected')
    expect(told).toEqual(['lost', 'back', 'lost', 'moved https://other-otter.ngrok.app'])
    expect(tunnel.url).toBe('https://other-otter.ngrok.app')
  })

  it('is closed once, however often it is asked to, and then tells nothing more', async () => {
    const told: string[] = []
    const ngrok = pretendNgrok()
    const tunnel = await ngrokTunnel({ authtoken }, ngrok.load).open(1, eventsInto(told))
    await Promise.all([tunnel.close(), tunnel.close()])
    ngrok.say('closed')
    expect(ngrok.state).toMatchObject({ closed: 1, disconnected: 1 })
    expect(told).toEqual([])
  })

  it('that comes too late is refused and closed all the same', async () => {
    let arrive = () => {}
    const late = new Promise<void>((resolve) => {
      arrive = resolve
    })
    const ngrok = pretendNgrok(() => late)
    const opening = ngrokTunnel({ authtoken, timeoutMs: 5 }, ngrok.load).open(1, quiet)
    await expect(opening).rejects.toMatchObject({ code: 'E_TUNNEL' })
    arrive()
    await new Promise(setImmediate)
    expect(ngrok.state.closed).toBe(1)
  })

  it.each([
    ['authentication failed: ... ERR_NGROK_107', 'E_TUNNEL_TOKEN', 'NGROK_AUTHTOKEN'],
    ['Your account is limited to 1 simultaneous session. ERR_NGROK_108', 'E_TUNNEL', 'session'],
    ['the domain is not reserved ERR_NGROK_320', 'E_TUNNEL', 'NGROK_DOMAIN'],
    ['endpoint is already online. ERR_NGROK_334', 'E_TUNNEL', 'in use'],
    ['ERR_NGROK_727', 'E_TUNNEL', 'limit of your ngrok plan'],
    ['failed to establish tcp connection', 'E_TUNNEL', 'could not be reached'],
    ['something new', 'E_TUNNEL', 'something new'],
  ])('says in our words what ngrok means by %j', (said, code, words) => {
    const error = tunnelError(new Error(said))
    expect(error.code).toBe(code)
    expect(error.message).toContain(words)
    expect(error.fix).not.toBe('')
  })

  it('never repeats the token in an error', async () => {
    const ngrok = pretendNgrok(() =>
      Promise.reject(new Error('authentication failed ERR_NGROK_105')),
    )
    const opening = ngrokTunnel({ authtoken }, ngrok.load).open(1, quiet)
    await expect(opening).rejects.toMatchObject({
      code: 'E_TUNNEL_TOKEN',
      message: expect.not.stringContaining(authtoken),
    })
  })
})

describe('the other ways in', () => {
  it('are the address that was given, and the port of this machine', async () => {
    const fixed = await fixedAddress('https://voice.example.com').open(4711, quiet)
    const local = await localOnly('127.0.0.1').open(4711, quiet)
    const local6 = await localOnly('::1').open(4711, quiet)
    expect([fixed.url, local.url, local6.url]).toEqual([
      'https://voice.example.com',
      'http://127.0.0.1:4711',
      'http://[::1]:4711',
    ])
  })
})
