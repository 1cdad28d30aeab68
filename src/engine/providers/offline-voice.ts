/** The voice that comes with the package, for calls without any service. */
import { z } from 'zod'
import { fliteVoices } from '../voice/flite.js'
import { loadFliteThread } from '../voice/flite-thread.js'
import { defineProvider } from './definition.js'
import { fliteVoice } from './flite-voice.js'

export const offlineVoice = defineProvider({
  kind: 'tts',
  name: 'offline',
  settings: {
    voice: {
      variable: 'OFFLINE_VOICE',
      hint: `one of ${fliteVoices.join(', ')}: slt is a woman, rms and awb are men, kal is quick and rough`,
      form: z.enum(fliteVoices).default('slt'),
    },
  },
  create({ voice }) {
    const flite = loadFliteThread()
    const tts = fliteVoice({ flite, voice })
    return {
      description: `offline voice ${voice}`,
      forCall: () => tts,
      close: () => flite.close(),
    }
  },
})
