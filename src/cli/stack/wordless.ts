/**
 * How calls are held where the caller's words are not known: a menu for the keypad. The detector hears that the caller speaks; no model that
 * can be shipped understands telephone speech.
 */
import { keypadMenuAgent } from '../../engine/agent/keypad-menu.js'
import { policyWith } from '../../engine/call/policy.js'
import { noTools } from '../../engine/providers/no-model.js'
import type { LoadedAgent } from '../agents/load-agent.js'

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
export const wordlessPolicy = policyWith({
  keypad: { length: 1, joinMs: 200 },
  speech: { stopMs: pieceMs, minMs: 200 },
  endpoint: { completeMs: pieceMs, neutralMs: pieceMs, unfinishedMs: pieceMs, readingMs: pieceMs },
  bargeIn: { takeBlindAfterMs: 600 },
})

/** The agent of a run without words that names none. */
export function wordlessAgent(): LoadedAgent {
  const agent = keypadMenuAgent(menu)
  return {
    agent,
    tools: noTools,
    policy: wordlessPolicy,
    recipe: { name: agent.name, options: menu },
  }
}
