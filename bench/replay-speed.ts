import type { Fixture } from '../src/engine/fixture/fixture.js'
import type { SpeechScore, VoiceActivity } from '../src/engine/providers/provider.js'
import { loadSilero, simulate } from './built.js'
import { cpuMs, type Row } from './row.js'

/** Seconds of call that one CPU second replays, simulation only: nothing is read from disk, judged or printed. */
export function replayRows(longCall: Fixture, all: readonly Fixture[]): readonly Row[] {
  const vad = loadSilero()
  const scored = new Map<Fixture, VoiceActivity>()
  const remembered = async (fixture: Fixture) => {
    const known = scored.get(fixture) ?? (await rememberScores(fixture, vad))
    scored.set(fixture, known)
    return known
  }
  return [
    {
      ...{ name: 'replay ten-minute-call, times real', aim: '>= 250', decimals: 0 },
      sample: () => speed([longCall], () => vad),
    },
    {
      ...{ name: 'replay ten-minute-call, known scores', aim: '>= 1000', decimals: 0 },
      sample: async () => {
        const scores = await remembered(longCall)
        return speed([longCall], () => scores)
      },
    },
    {
      ...{ name: `replay ${all.length} fixtures, times real`, aim: '>= 250', decimals: 0 },
      sample: () => speed(all, () => vad),
    },
    {
      ...{ name: `replay ${all.length} fixtures, known scores`, aim: '>= 1000', decimals: 0 },
      sample: async () => {
        for (const fixture of all) await remembered(fixture)
        return speed(all, (fixture) => scored.get(fixture) ?? vad)
      },
    },
  ]
}

async function speed(
  fixtures: readonly Fixture[],
  vadOf: (fixture: Fixture) => VoiceActivity,
): Promise<number> {
  let callMs = 0
  const cpu = await cpuMs(async () => {
    for (const fixture of fixtures)
      callMs += (await simulate(fixture, { vad: vadOf(fixture) })).callMs
  })
  return callMs / cpu
}

/** A simulated call is the same every time, so its scores can be given out again in the order in which they were asked for. */
async function rememberScores(fixture: Fixture, vad: VoiceActivity): Promise<VoiceActivity> {
  const answers: (readonly SpeechScore[])[] = []
  const recorder: VoiceActivity = {
    open() {
      const detector = vad.open()
      const score = (mulaw: Uint8Array) => {
        const scores = detector.score(mulaw)
        answers.push(scores)
        return scores
      }
      return { score, close: () => detector.close() }
    },
  }
  await simulate(fixture, { vad: recorder })
  return { open: () => replayer(answers) }
}

function replayer(answers: readonly (readonly SpeechScore[])[]) {
  let next = 0
  return { score: () => answers[next++] ?? [], close: () => {} }
}
