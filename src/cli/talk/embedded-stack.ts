import { keypadMenuAgent } from '../../engine/agent/keypad-menu.js'
import { policyWith } from '../../engine/call/policy.js'
import { fliteVoice } from '../../engine/providers/flite-voice.js'
import { noModel, noTools } from '../../engine/providers/no-model.js'
import { wordlessStt } from '../../engine/providers/wordless-stt.js'
import { loadSilero } from '../../engine/vad/silero.js'
import { loadFliteThread } from '../../engine/voice/flite-thread.js'
import type { TalkStack } from './stack.js'

const menu = {
  greeting: 'Hello. This is your voice agent, on its built in parts.',
  choices: [
    {
      key: '1',
      name: 'a long sentence',
      says: 'I will now go on speaking for a while, so that you can interrupt me. Say anything, or press a key, and I stop. If you only say yes, I go on from where I was. That is all there is to it.',
    },
    {
      key: '2',
      name: 'what is missing',
      says: 'I know nothing but this menu. For more, speech to text and a language model have to be set up.',
    },
    { key: '9', name: 'the end', says: 'Thank you for calling. Goodbye.', ends: true },
  ],
}

/** What speaks when nothing is set up: a menu, by the offline voice. */
export function embeddedStack(): TalkStack {
  const flite = loadFliteThread()
  return {
    agent: keypadMenuAgent(menu),
    policy: policyWith({ keypad: { length: 1, joinMs: 200 } }),
    providers: ({ clock }) => {
      const held = {
        ...flite,
        speak: (...said: Parameters<typeof flite.speak>) => clock.hold(flite.speak(...said)),
      }
      const voice = fliteVoice({ flite: held, voice: 'slt' })
      return {
        ...{ vad: loadSilero(), stt: wordlessStt(), llm: noModel, tools: noTools },
        ...{ tts: voice, backupTts: voice },
      }
    },
    description: 'keypad menu, offline voice (built-in parts)',
    isInstant: true,
    close: () => flite.close(),
  }
}
