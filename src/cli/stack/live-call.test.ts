/** A whole phone call on the services a key chooses: the server, the carrier, real speech, and local services that speak the wire protocols. */
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plainAgent } from '../../engine/agent/plain.js'
import { toPhone } from '../../engine/audio/to-phone.js'
import { readWav } from '../../engine/audio/wav.js'
import { defaultPolicy } from '../../engine/call/policy.js'
import { textOf } from '../../engine/providers/elevenlabs/listening.test-kit.js'
import { noTools } from '../../engine/providers/no-model.js'
import type { Entry } from '../../engine/report/entry.js'
import { buildServer, type Server } from '../../server/app.js'
import { countNotes, eventually } from '../../server/serve.test-kit.js'
import type { ServerLog } from '../../server/server-log.js'
import { Carrier, type PhoneCall } from '../../server/twilio/carrier.test-kit.js'
import { type LocalServices, stackOn, startLocalServices } from './local-services.test-kit.js'
import type { Stack } from './open-stack.js'

const texts = ['Go forward ten meters.', 'No, stop right there.']
const answers = [
  'I am going forward ten meters now, slowly and with care, and then I turn round and come all the way back.',
  'I have stopped.',
]
const publicUrl = 'https://voice.example.com'
const authToken = '0123456789abcdef0123456789abcdef'
const quiet: ServerLog = { info() {}, warn() {}, error() {}, child: () => quiet }

/** "Go forward ten meters", by a person over a microphone. */
const recorded = () => {
  const url = new URL('../../engine/vad/testdata/ps-goforward.wav', import.meta.url)
  return toPhone(readWav(readFileSync(url), 'ps-goforward.wav'))
}

describe('a phone call with OpenAI and ElevenLabs', () => {
  const entries: Entry[] = []
  let services: LocalServices
  let stack: Stack
  let server: Server
  let phone: PhoneCall
  let speech: Uint8Array
  let user: string[] = []
  let assistant: string[] = []

  beforeAll(async () => {
    speech = await recorded()
    services = await startLocalServices({
      stt: { texts },
      chat: {
        answer: ({ messages }) => ({
          text: answers[messages.filter(({ role }) => role === 'user').length - 1] ?? 'Bye.',
        }),
        ...{ firstTokenMs: 150, wordsPerSecond: 3 },
      },
      voice: { firstByteMs: 80 },
    })
    stack = await stackOn(services)
    server = buildServer({
      ...{ publicUrl: () => publicUrl, authToken, log: quiet },
      streamSecret: 'a secret of the test, long enough',
      route: () => ({
        agent: plainAgent({ greeting: 'Hello.', instructions: 'Be brief.' }),
        policy: defaultPolicy,
        providers: (clock, log) => stack.providers({ clock, log }, noTools),
        observers: [
          (entry, state) => {
            entries.push(entry)
            const of = (role: string) =>
              state.conversation.flatMap((m) => (m.role === role && 'text' in m ? [m.text] : []))
            user = of('user')
            assistant = of('assistant')
          },
        ],
      }),
    })
    await server.app.listen({ host: '127.0.0.1', port: 0 })
    const { port } = server.app.server.address() as AddressInfo
    const carrier = new Carrier({ origin: `http://127.0.0.1:${port}`, publicUrl, authToken })
    phone = (await carrier.dial()).start()
  }, 30_000)

  afterAll(async () => {
    await server.app.close()
    await stack.close()
    await services.close()
  })

  it('is greeted in the voice of ElevenLabs', async () => {
    await eventually(() => countNotes(entries, 'reply.heard') === 1)
    expect(textOf(soundOf(phone))).toBe('Hello. ')
  })

  it('is answered, and the answer stops everywhere when the caller breaks in', async () => {
    const before = phone.sentMs
    phone.say(speech)
    await eventually(() => phone.sentMs - before > 2000, 10_000)
    phone.say(speech)
    await phone.until(() => phone.count('clear') > 0)
    await eventually(() => countNotes(entries, 'agent.interrupted') === 1)
    const first = services.chat.seen.requests.findLast(({ body }) =>
      body.messages.some(({ content }) => content === texts[0]),
    )
    expect(await first?.ended).toBe('closed')
    await eventually(() => services.voice.seen.contexts.every(({ closed }) => closed))
    expect(services.voice.seen.contexts.flatMap((context) => context.texts).join('')).not.toContain(
      'turn round',
    )
  })

  it('goes on with what the caller said then, and knows what they had heard', async () => {
    await eventually(() => assistant.at(-1) === answers[1], 10_000)
    expect(user).toEqual(texts)
    expect(assistant).toHaveLength(3)
    expect(assistant[1]).toMatch(/^I am/)
    expect(answers[0]?.startsWith(assistant[1] ?? 'x')).toBe(true)
    const { messages } = services.chat.seen.requests.at(-1)?.body ?? { messages: [] }
    expect(messages.map(({ role }) => role)).toContain('assistant')
  })

  it('ends with nothing left open', async () => {
    phone.hangUp()
    await eventually(() => server.calls.size === 0)
    await eventually(() => services.connections() === 0)
    expect(phone.complaints).toEqual([])
    expect(services.voice.seen.violations).toEqual([])
    expect(services.stt.seen.sessions.filter(({ closed }) => !closed)).toEqual([])
    expect(entries.flatMap(({ fault }) => fault ?? [])).toEqual([])
  })
})

const soundOf = ({ received }: PhoneCall) =>
  Buffer.concat(received.flatMap(({ mulaw }) => (mulaw ? [mulaw] : [])))
