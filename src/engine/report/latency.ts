import type { Millis } from '../audio/frame.js'

/** The stages of an answer, in order. `tools` ran within the wait for the model; `unaccounted` is what no stage explains. */
export type Stage =
  | 'stopDetection'
  | 'transcript'
  | 'endpoint'
  | 'model'
  | 'tools'
  | 'sentence'
  | 'voice'
  | 'queue'
  | 'unaccounted'

/** From the end of the caller's speech to the first audio that was sent, ms. The stages add up to the total. */
export interface Latency {
  readonly totalMs: Millis
  readonly stages: Readonly<Record<Stage, Millis>>
}

/** When each stage was over, call time; undefined if that never happened. */
export interface Milestones {
  readonly speechEndedAt: Millis
  readonly committedAt: Millis | undefined
  readonly finalAt: Millis | undefined
  readonly endpointAt: Millis
  /** `false`: the model was not asked. */
  readonly firstTextAt: Millis | undefined | false
  readonly toolMs: Millis
  readonly firstSentenceAt: Millis | undefined
  readonly firstAudioAt: Millis | undefined
  readonly firstSentAt: Millis
}

/**
 * Where the time of an answer went. A stage that was waited for in vain, or that ended only after a later one (words that came after the turn
 * was over, a model that answered after the filler line), is charged up to the next stage that did end.
 */
export function latencyOf(milestones: Milestones): Latency {
  const { speechEndedAt, committedAt, firstTextAt, firstSentAt } = milestones
  const never = Number.POSITIVE_INFINITY
  const ends: readonly (readonly [Stage, Millis])[] = [
    [committedAt === undefined ? 'unaccounted' : 'stopDetection', committedAt ?? never],
    ['transcript', milestones.finalAt ?? never],
    ['endpoint', milestones.endpointAt],
    ...(firstTextAt === false ? [] : [['model', firstTextAt ?? never] as const]),
    ['sentence', milestones.firstSentenceAt ?? never],
    ['voice', milestones.firstAudioAt ?? never],
    ['queue', firstSentAt],
  ]
  const stages: Record<Stage, Millis> = { ...none }
  let at = speechEndedAt
  ends.forEach(([stage], i) => {
    const until = Math.min(...ends.slice(i).map(([, end]) => end))
    stages[stage] += Math.max(0, until - at)
    at = Math.max(at, until)
  })
  const tools = Math.min(milestones.toolMs, stages.model)
  const totalMs = firstSentAt - speechEndedAt
  return { totalMs, stages: { ...stages, tools, model: stages.model - tools } }
}

const none: Readonly<Record<Stage, Millis>> = {
  ...{ stopDetection: 0, transcript: 0, endpoint: 0, model: 0, tools: 0 },
  ...{ sentence: 0, voice: 0, queue: 0, unaccounted: 0 },
}
