/** Every adapter that comes with the engine passes the checks it asks of others; those of services in front of their local servers. */
import { afterAll, describe, it } from 'vitest'
import { RealClock } from '../run/real-clock.js'
import type { Check } from '../testing/testing.js'
import { conformance } from '../testing/testing.js'
import type { ProviderDefinition, ProviderKind, ProviderKinds } from './definition.js'
import { elevenlabs, elevenlabsHttp } from './elevenlabs/elevenlabs.js'
import { startElevenLabsServer } from './elevenlabs/elevenlabs-server.test-kit.js'
import { offlineMind } from './offline-mind/offline-mind.js'
import { startOpenAiChatServer } from './openai-llm/openai-chat-server.test-kit.js'
import { openAiLlm } from './openai-llm/openai-llm.js'
import { openAiHttpStt, openAiStt } from './openai-stt/definition.js'
import { startOpenAiSttServer } from './openai-stt/openai-stt-server.test-kit.js'

const [chat, hearing, voice] = await Promise.all([
  startOpenAiChatServer({ firstTokenMs: 20, wordsPerSecond: 200 }),
  startOpenAiSttServer({ transcribe: () => 'I would like a table.' }),
  startElevenLabsServer(),
])
afterAll(async () => {
  await Promise.all([chat, hearing, voice].map((server) => server.close()))
})
const variables: Readonly<Record<string, string>> = {
  ...{ OPENAI_API_KEY: 'sk-test', ELEVENLABS_API_KEY: 'key', ELEVENLABS_BASE_URL: voice.url },
}

/** What makes the provider of each new call. */
function forCalls<Kind extends ProviderKind>(
  { settings, create }: ProviderDefinition<Kind>,
  env: Readonly<Record<string, string>> = {},
): () => ProviderKinds[Kind] {
  const text = { ...variables, ...env }
  const values = Object.fromEntries(
    Object.entries(settings).map(([name, { variable, form }]) => [
      name,
      form.parse(text[variable]),
    ]),
  )
  const log = { warn() {} }
  const source = create(values, { cwd: '/', log })
  return () => source.forCall({ clock: new RealClock(), log })
}

/** Two seconds of somebody speaking, as loud as it gets on a telephone. */
const speech = Uint8Array.from({ length: 16_000 }, (_, i) => (i % 90) + (i % 2) * 0x80)

function holds(name: string, checks: readonly Check[]): void {
  describe.concurrent(name, () => {
    it.each(checks.map((check) => [check.name, check] as const))('%s', (_, check) => check.run())
  })
}

const stt = { OPENAI_BASE_URL: hearing.url }
holds('stt openai', conformance.stt({ make: forCalls(openAiStt, stt), speech }))
holds('stt openai-http', conformance.stt({ make: forCalls(openAiHttpStt, stt), speech }))
holds('llm openai', conformance.llm({ make: forCalls(openAiLlm, { OPENAI_BASE_URL: chat.url }) }))
holds('llm offline', conformance.llm({ make: forCalls(offlineMind) }))
holds('tts elevenlabs', conformance.tts({ make: forCalls(elevenlabs) }))
holds('tts elevenlabs-http', conformance.tts({ make: forCalls(elevenlabsHttp) }))
