/**
 * How a call is held without any key: a menu for the keypad, spoken by the offline voice. The detector hears that the caller speaks; no
 * model that can be shipped understands telephone speech, so words come from a script or not at all.
 */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Agent } from '../../engine/agent/agent.js'
import { keypadMenuAgent } from '../../engine/agent/keypad-menu.js'
import { policyWith } from '../../engine/call/policy.js'
import { VoiceAgentError } from '../../engine/errors.js'
import { fliteVoice } from '../../engine/providers/flite-voice.js'
import { noModel, noTools } from '../../engine/providers/no-model.js'
import type { Providers, TextToSpeech } from '../../engine/providers/provider.js'
import { scriptLines, wordlessStt } from '../../engine/providers/wordless-stt.js'
import { loadSilero } from '../../engine/vad/silero.js'
import { loadFliteThread } from '../../engine/voice/flite-thread.js'
import type { Sources } from '../../server/admission.js'
import type { RouteCall } from '../../server/route.js'

export interface EmbeddedRoute {
  readonly route: RouteCall
  /** Services that the calls share. */
  readonly sources?: Sources
  /** One line about what is used, for the start. */
  readonly description: string
  readonly close: () => Promise<void>
}

/** What the caller can choose; it shows what works without a service. */
const menu = {
  greeting: 'Hello. This is your voice agent, on its built in parts.',
  choices: [
    {
      key: '1',
      name: 'a long sentence',
      says: 'I will now go on speaking for a while, so that you can interrupt me. Say anything, or press a key, and I stop. If you only cough, I go on from where I was. That is all there is to it.',
    },
    {
      key: '2',
      name: 'what is missing',
      says: 'I hear when you speak, but I know no words. For that, speech to text and a language model have to be set up.',
    },
    { key: '9', name: 'the end', says: 'Thank you for calling. Goodbye.', ends: true },
  ],
}

/**
 * A key is answered at once. A piece of speech is a turn: where no words tell whether a sentence is finished, the same silence ends both;
 * and what is too short for a word is not taken for speech.
 */
const pieceMs = 600
const policy = policyWith({
  keypad: { length: 1, joinMs: 200 },
  speech: { stopMs: pieceMs, minMs: 200 },
  endpoint: { completeMs: pieceMs, neutralMs: pieceMs, unfinishedMs: pieceMs, readingMs: pieceMs },
  bargeIn: { takeBlindAfterMs: 600 },
})

/** @param stt `silent` or `script:FILE`, with FILE meant from `cwd` */
export async function embeddedRoute(stt: string, cwd: string): Promise<EmbeddedRoute> {
  const lines = scriptOf(stt, cwd)
  const flite = loadFliteThread()
  const voice = fliteVoice({ flite, voice: 'slt' })
  const vad = loadSilero()
  const providers: Providers = {
    ...{ vad, stt: wordlessStt(lines), llm: noModel, tts: voice, backupTts: voice, tools: noTools },
  }
  const agent = keypadMenuAgent(menu)
  await sayAhead(voice, agent)
  const words = lines.length === 0 ? 'no words' : `words of ${stt.slice('script:'.length)}`
  return {
    route: () => ({
      agent,
      recipe: { name: agent.name, options: menu },
      policy,
      providers: () => providers,
    }),
    description: `keypad menu, offline voice, ${words} (no provider keys: built-in parts)`,
    close: () => flite.close(),
  }
}

/** Has the opening line ready, so that the first caller hears it as soon as all others do. */
async function sayAhead(voice: TextToSpeech, agent: Agent<undefined>): Promise<void> {
  const call = { from: '', to: '', parameters: {} }
  const stream = voice.open({ signal: new AbortController().signal })
  agent.onCallStarted(undefined, call).directives.forEach((directive, id) => {
    if (directive.type === 'say') stream.write(id, directive.text)
  })
  stream.end()
  for await (const _ of stream);
}

function scriptOf(stt: string, cwd: string): readonly string[] {
  if (!stt.startsWith('script:')) return []
  const path = resolve(cwd, stt.slice('script:'.length))
  try {
    return scriptLines(readFileSync(path, 'utf8'))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new VoiceAgentError(
      'E_NOT_FOUND',
      `--stt names a file that cannot be read: ${why}`,
      'check the path',
    )
  }
}
