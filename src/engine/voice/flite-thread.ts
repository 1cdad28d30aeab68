/** The offline voice on a thread of its own, so that a live call goes on while a sentence is made. */

import { Worker } from 'node:worker_threads'
import type { Flite, Spoken } from './flite.js'
import type { FliteAnswer, FliteRequest } from './flite-worker.js'

interface Waiting {
  readonly resolve: (spoken: Spoken) => void
  readonly reject: (error: unknown) => void
}

/** Start the thread. Texts are spoken in the order they came; `close` ends it and fails what is still waiting. */
export function loadFliteThread(): Flite {
  const worker = startWorker()
  const waiting = new Map<number, Waiting>()
  let requests = 0
  let ended: unknown
  const fail = (error: unknown) => {
    ended ??= error
    for (const { reject } of waiting.values()) reject(ended)
    waiting.clear()
  }
  worker.on('message', (answer: FliteAnswer) => settle(waiting, answer))
  worker.on('error', fail)
  worker.on('exit', () => fail(new Error('The voice thread has ended')))
  return {
    speak: (text, { voice }) =>
      new Promise((resolve, reject) => {
        if (ended !== undefined) return reject(ended)
        const request: FliteRequest = { id: requests++, text, voice }
        waiting.set(request.id, { resolve, reject })
        worker.postMessage(request)
      }),
    close: async () => {
      await worker.terminate()
    },
  }
}

function settle(waiting: Map<number, Waiting>, answer: FliteAnswer): void {
  const entry = waiting.get(answer.id)
  waiting.delete(answer.id)
  if ('spoken' in answer) entry?.resolve(answer.spoken)
  else entry?.reject(answer.error)
}

/** In development the sources are TypeScript, and a new thread has to be told how to load it. */
function startWorker(): Worker {
  if (!import.meta.url.endsWith('.ts')) {
    return new Worker(new URL('./flite-worker.js', import.meta.url))
  }
  const file = JSON.stringify(new URL('./flite-worker.ts', import.meta.url).href)
  const loader = JSON.stringify(import.meta.resolve('tsx/esm/api'))
  const code = `import(${loader}).then((tsx) => tsx.tsImport(${file}, ${file}))`
  return new Worker(code, { eval: true })
}
