/**
 * A real server on a free port of 127.0.0.1, with an agent that needs no provider, and a carrier that calls it.
 */
import type { AddressInfo } from 'node:net'
import type { Agent } from '../engine/agent/agent.js'
import { plainAgent } from '../engine/agent/plain.js'
import type { Note } from '../engine/call/command.js'
import type { Message } from '../engine/call/conversation.js'
import { defaultPolicy } from '../engine/call/policy.js'
import type { Entry } from '../engine/report/entry.js'
import { type Plot, type SmallWorld, smallWorld } from '../engine/run/small-world.test-kit.js'
import { buildServer, type Server } from './app.js'
import type { ServerDeps } from './deps.js'
import type { CallOutcome, CallRoute, IncomingCall } from './route.js'
import type { ServerLog } from './server-log.js'
import { Carrier } from './twilio/carrier.test-kit.js'

const authToken = '0123456789abcdef0123456789abcdef'
export const publicUrl = 'https://voice.example.com:8443'

/** One call as the server held it. */
export interface Held {
  readonly call: IncomingCall
  readonly entries: Entry[]
  readonly world: SmallWorld
  conversation: readonly Message[]
  outcome?: CallOutcome
}

export interface TestServer {
  readonly server: Server
  readonly carrier: Carrier
  readonly origin: string
  readonly authToken: string
  readonly held: Held[]
  readonly logged: { readonly level: string; readonly message: string; readonly fields: object }[]
  /** What callers say, in the caller's audio: fill it while they speak. */
  readonly said: { from: number; to: number; text: string }[]
  close(): Promise<void>
}

export interface TestServerOptions {
  readonly deps?: Partial<ServerDeps>
  readonly model?: Plot['model']
  readonly greeting?: string
  /** No signature is checked. */
  readonly insecure?: boolean
  /** Instead of one that greets and lets the model answer. */
  readonly agent?: Agent
  readonly audit?: CallRoute['audit']
}

export async function testServer(options: TestServerOptions = {}): Promise<TestServer> {
  const logged: TestServer['logged'] = []
  const said: TestServer['said'] = []
  const held: Held[] = []
  const server = buildServer({
    publicUrl: () => publicUrl,
    ...(options.insecure !== true && { authToken }),
    streamSecret: 'a secret of the test, long enough',
    log: logInto(logged),
    route: (call) => hold(call, { ...options, said, held }),
    ...options.deps,
  })
  await server.app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = server.app.server.address() as AddressInfo
  const origin = `http://127.0.0.1:${port}`
  const url = options.deps?.publicUrl?.() ?? publicUrl
  const carrier = new Carrier({ origin, publicUrl: url, authToken })
  const close = () => server.app.close()
  return { server, carrier, origin, authToken, held, logged, said, close }
}

type Holding = TestServerOptions & Pick<TestServer, 'said' | 'held'>

/** An agent with a greeting, in a small world of its own. */
function hold(
  call: IncomingCall,
  { said, held, model, greeting, agent, audit }: Holding,
): CallRoute {
  const entries: Entry[] = []
  const plain = plainAgent({
    greeting: greeting ?? 'Hello.',
    instructions: 'Be brief.',
    goodbyeWords: ['goodbye'],
    goodbye: 'Bye.',
  })
  return {
    agent: agent ?? plain,
    policy: defaultPolicy,
    ...(audit && { audit }),
    providers: (clock) => {
      const world = smallWorld(clock, { caller: said, model: model ?? (() => 'Yes.') })
      held.push({ call, entries, world, conversation: [] })
      return world.providers
    },
    observers: [
      (entry, state) => {
        entries.push(entry)
        mine(held, entries).conversation = state.conversation
      },
    ],
    ended: (outcome) => {
      mine(held, entries).outcome = outcome
    },
  }
}

function mine(held: readonly Held[], entries: readonly Entry[]): Held {
  return held.find((each) => each.entries === entries)!
}

/** The conversation as lines `role: text`. */
export function conversationOf({ conversation }: Held): readonly string[] {
  return conversation.map((message) => `${message.role}: ${'text' in message ? message.text : ''}`)
}

/** The calls of which anything was opened: a provider, a stream, the call itself. */
export function opened(held: readonly Held[]): readonly Held[] {
  return held.filter(({ entries, world }) => entries.length > 0 || world.open() > 0)
}

/** How many decisions of this kind the engine has noted. */
export function countNotes(entries: readonly Entry[] = [], kind: Note['kind']): number {
  const commands = entries.flatMap((entry) => entry.commands)
  return commands.filter((command) => command.type === 'note' && command.note.kind === kind).length
}

function logInto(logged: TestServer['logged'], bound: object = {}): ServerLog {
  const write = (level: string) => (fields: object, message: string) =>
    void logged.push({ level, message, fields: { ...bound, ...fields } })
  return {
    ...{ info: write('info'), warn: write('warn'), error: write('error') },
    child: (fields) => logInto(logged, { ...bound, ...fields }),
  }
}

/** Resolves once this holds, and looks every few milliseconds: for what no event announces. */
export async function eventually(holds: () => boolean, limitMs = 5000): Promise<void> {
  const end = performance.now() + limitMs
  while (!holds()) {
    if (performance.now() > end) throw new Error(`waited ${limitMs} ms in vain: ${holds}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
