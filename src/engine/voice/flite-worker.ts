/** The thread behind `loadFliteThread`: answers one request after the other. */

import { parentPort } from 'node:worker_threads'
import { type FliteVoice, loadFlite, type Spoken } from './flite.js'

export interface FliteRequest {
  readonly id: number
  readonly text: string
  readonly voice: FliteVoice
}

export type FliteAnswer =
  | { readonly id: number; readonly spoken: Spoken }
  | { readonly id: number; readonly error: unknown }

const loading = loadFlite()

parentPort?.on('message', async ({ id, text, voice }: FliteRequest) => {
  const answer = await loading
    .then((flite) => flite.speak(text, { voice }))
    .then(
      (spoken): FliteAnswer => ({ id, spoken }),
      (error: unknown): FliteAnswer => ({ id, error }),
    )
  parentPort?.postMessage(answer)
})
