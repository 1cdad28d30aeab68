import { z } from 'zod'
import { loadFliteThread } from '../voice/flite-thread.js'
import { defineProvider } from './definition.js'
import { fliteVoice } from './flite-voice.js'

/** The voice that needs no key and no network. All calls share its thread. */
export const offlineTts = defineProvider({
  kind: 'tts',
  name: 'offline',
  settings: {
    voice: {
      variable: 'OFFLINE_VOICE',
      hint: 'use slt, rms, awb or kal',
      form: z.enum(['slt', 'rms', 'awb', 'kal'], 'is not an offline voice').default('slt'),
    },
  },
  create({ voice }) {
    const flite = loadFliteThread()
    const tts = fliteVoice({ flite, voice })
    return {
      description: `offline voice ${voice}`,
      // The program takes a second to load, and whoever needs this voice as a backup has waited already.
      ready: () => flite.speak('Hello.', { voice }).then(noResult, noResult),
      forCall: () => tts,
      close: () => flite.close(),
    }
  },
})

const noResult = () => {}
