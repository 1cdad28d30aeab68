/**
 * Proof that the public address leads here: a path nobody can guess, good for one request and one WebSocket, answered with a second secret
 * that only we know.
 */
import { randomBytes } from 'node:crypto'

export interface Probe {
  /** Path below the public address, the same for HTTP and WebSocket. */
  readonly path: string
  /** What comes back: as the body of a GET, and as the first message of a WebSocket. */
  readonly proof: string
}

export interface Probes {
  issue(): Probe
  /** The proof for this path; once for each way. */
  answer(path: string, way: 'http' | 'ws'): string | undefined
}

interface Issued {
  readonly proof: string
  readonly until: number
  readonly open: Set<'http' | 'ws'>
}

const lifeMs = 30_000
export const probePrefix = '/probe/'

/** @param now monotonic time, ms */
export function probes(now: () => number = () => performance.now()): Probes {
  const issued = new Map<string, Issued>()
  const prune = () => {
    for (const [path, { until, open }] of issued) {
      if (until <= now() || open.size === 0) issued.delete(path)
    }
  }
  return {
    issue() {
      prune()
      const path = probePrefix + randomBytes(16).toString('base64url')
      const proof = randomBytes(16).toString('base64url')
      issued.set(path, { proof, until: now() + lifeMs, open: new Set(['http', 'ws']) })
      return { path, proof }
    },
    answer(path, way) {
      prune()
      const found = issued.get(path)
      return found?.open.delete(way) ? found.proof : undefined
    },
  }
}
