/**
 * OpenAI and ElevenLabs on one port of 127.0.0.1: everything a call needs that is outside of this process, and the environment that points a
 * stack there.
 */

import { subscribe } from 'node:diagnostics_channel'
import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { withBreaker } from '../../engine/providers/breaker.js'
import type { CallDeps, ProviderKind } from '../../engine/providers/definition.js'
import {
  attachElevenLabs,
  type ElevenLabs,
  type ElevenLabsOptions,
} from '../../engine/providers/elevenlabs/elevenlabs-server.test-kit.js'
import { noTools } from '../../engine/providers/no-model.js'
import {
  attachOpenAiChat,
  type OpenAiChat,
  type OpenAiChatOptions,
} from '../../engine/providers/openai-llm/openai-chat-server.test-kit.js'
import {
  type AttachedOpenAiStt,
  attachOpenAiStt,
  type OpenAiSttServerOptions,
} from '../../engine/providers/openai-stt/openai-stt-server.test-kit.js'
import type { Providers, TextToSpeech } from '../../engine/providers/provider.js'
import type { Log } from '../../engine/run/log.js'
import { levelDetector } from '../../engine/run/puppets.test-kit.js'
import { chooseStack, type ReadyProvider, type StackChoice } from './choose-stack.js'
import { openStack, type Stack } from './open-stack.js'

export interface LocalServicesOptions {
  readonly chat?: OpenAiChatOptions
  readonly stt?: OpenAiSttServerOptions
  readonly voice?: ElevenLabsOptions
}

export interface LocalServices {
  readonly chat: OpenAiChat
  readonly stt: AttachedOpenAiStt
  readonly voice: ElevenLabs
  /** Keys and addresses. */
  readonly env: Readonly<Record<string, string>>
  /** Sockets of this process that are open to the services now: counted at the client's end, whatever the services have noticed. */
  connections(): number
  close(): Promise<void>
}

export async function startLocalServices(
  options: LocalServicesOptions = {},
): Promise<LocalServices> {
  const server = createServer()
  const open = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  const chat = attachOpenAiChat(server, options.chat)
  const voice = attachElevenLabs(server, options.voice)
  const stt = attachOpenAiStt(server, options.stt)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const origin = `http://127.0.0.1:${port}`
  return {
    ...{ chat, stt, voice },
    env: {
      ...{ OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: `${origin}/v1` },
      ...{ ELEVENLABS_API_KEY: 'key', ELEVENLABS_BASE_URL: origin },
    },
    connections: () => socketsTo(port),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        // Upgraded ones too, and those that were never answered.
        for (const socket of open) socket.destroy()
      }),
  }
}

/** Every socket that this process connects is announced on a channel of Node. */
const clientSockets = new Set<Socket>()
subscribe('net.client.socket', (message) => {
  const { socket } = message as { readonly socket: Socket }
  clientSockets.add(socket)
  socket.once('close', () => clientSockets.delete(socket))
})

const socketsTo = (port: number) =>
  [...clientSockets].filter(({ remotePort }) => remotePort === port).length

/** The stack that `serve` opens when its environment has keys for these services. */
export async function stackOn(
  services: Pick<LocalServices, 'env'>,
  log: Log = { warn() {} },
): Promise<Stack> {
  return openStack(await choose(services), { cwd: '/', log })
}

/** The same without a thread of its own for the backup voice, for many at once. */
export async function providersOn(
  services: LocalServices,
  backupTts: TextToSpeech,
): Promise<(deps: CallDeps) => Providers> {
  const { stt, llm, tts } = await choose(services)
  const open = <Kind extends ProviderKind>({ definition, values }: ReadyProvider<Kind>) => {
    const source = definition.create(values, { cwd: '/', log: { warn() {} } })
    return withBreaker(definition.kind, source, { now: () => performance.now() })
  }
  const sources = { stt: open(stt), llm: open(llm), tts: open(tts) }
  return (deps) => ({
    vad: levelDetector,
    stt: sources.stt.forCall(deps),
    llm: sources.llm.forCall(deps),
    tts: sources.tts.forCall(deps),
    ...{ backupTts, tools: noTools },
  })
}

async function choose({ env }: Pick<LocalServices, 'env'>): Promise<StackChoice> {
  const { choice, problems } = await chooseStack({ flags: {}, env, dotenv: {} }, '/')
  if (choice === undefined) throw new Error(problems.map(({ what }) => what).join('; '))
  return choice
}
