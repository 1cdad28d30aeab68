/**
 * How a call is held without any key: a menu for the keypad, spoken by the offline voice. The detector hears that the caller speaks; no
 * model that can be shipped understands telephone speech, so words come from a script or not at all.
 */
import type { Agent } from '../../engine/agent/agent.js'
import { keypadMenuAgent } from '../../engine/agent/keypad-menu.js'
import { policyWith } from '../../engine/call/policy.js'
import { noTools } from '../../engine/providers/no-model.js'
import type { TextToSpeech } from '../../engine/providers/provider.js'
import { RealClock } from '../../engine/run/real-clock.js'
import type { RouteCall } from '../../server/route.js'
import type { ServerLog } from '../../server/server-log.js'
import type { Stack } from '../stack/open-stack.js'

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

/** Holds every call on the given services. */
export async function embeddedRoute(stack: Stack, log: ServerLog): Promise<RouteCall> {
  const agent = keypadMenuAgent(menu)
  const { tts } = stack.providers({ clock: new RealClock(), log }, noTools)
  await sayAhead(tts, agent)
  return () => ({
    agent,
    recipe: { name: agent.name, options: menu },
    policy,
    providers: (clock, callLog) => stack.providers({ clock, log: callLog }, noTools),
  })
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
