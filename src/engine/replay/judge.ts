/**
 * From what was wanted of a call and what happened in it to a verdict. A call passes only when something was judged and nothing of it
 * failed; whatever stands in the way of judging makes it "not judged", which is never a pass.
 */
import { VoiceAgentError } from '../errors.js'
import type { Expectations } from '../fixture/expect.js'
import type { Fixture } from '../fixture/fixture.js'
import { basisOf, type TurnBasis } from './basis.js'
import { type AgentTurn, type CallerTurn, type CallFacts, callFacts } from './call-facts.js'
import { bargeInChecks } from './checks/barge-in.js'
import { type Check, type CheckResult, clockTime } from './checks/check.js'
import { conversationChecks } from './checks/conversation.js'
import { endedChecks } from './checks/ended.js'
import type { Evidence, SectionCheck } from './checks/evidence.js'
import { fallbackChecks } from './checks/fallback.js'
import { limitChecks } from './checks/limits.js'
import { neverChecks } from './checks/never.js'
import { noteChecks } from './checks/notes.js'
import { recordChecks } from './checks/records.js'
import { ruleChecks } from './checks/rules.js'
import { soundnessChecks } from './checks/soundness.js'
import { turnChecks } from './checks/turns.js'
import type { Violation } from './invariants.js'
import type { OffTape, Simulation } from './simulation.js'

/** A turn of the call and what it rests on. */
export interface TurnVerdict extends TurnBasis {
  readonly turn: AgentTurn | CallerTurn
}

export interface Verdict {
  readonly result: CheckResult
  readonly checks: readonly Check[]
  readonly turns: readonly TurnVerdict[]
  /** Why nothing could be said; set exactly when the result is `not judged`. */
  readonly obstacle?: VoiceAgentError
}

export interface JudgeOptions {
  /** Accept only turns that rest on the recording as it was made. */
  readonly strict: boolean
  /** Checks made elsewhere, such as the comparison with goldens. */
  readonly further?: readonly Check[]
  /** What the watches over the call saw. */
  readonly violations?: readonly Violation[]
}

/** Every section of `expect.yaml`, in the order of the report. */
const sections: readonly SectionCheck[] = [
  turnChecks,
  bargeInChecks,
  fallbackChecks,
  endedChecks,
  noteChecks,
  neverChecks,
  limitChecks,
  conversationChecks,
  recordChecks,
  ruleChecks,
]

/**
 * Judges a simulated call.
 *
 * @param facts of the same simulation, when they are known already
 */
export function judge(
  fixture: Fixture,
  expectations: Expectations,
  simulation: Simulation,
  options: JudgeOptions,
  facts: CallFacts = callFacts(fixture, simulation),
): Verdict {
  const evidence: Evidence = { fixture, expectations, simulation, facts }
  const turns = facts.turns.map((turn) => ({ turn, ...basisOf(turn, simulation.basis) }))
  const wanted = [...sections.flatMap((section) => section(evidence)), ...(options.further ?? [])]
  const sound = soundnessChecks(simulation, options.violations ?? [])
  const checks = [...sound, ...wanted]
  // A bug of the engine is a failure whatever else stands in the way.
  if (sound.some(isFailed)) return { result: 'failed', checks, turns }
  const offTape = simulation.offTape[0]
  if (offTape) return { result: 'not judged', checks, turns, obstacle: notOnTape(offTape) }
  if (wanted.some(isFailed)) return { result: 'failed', checks, turns }
  const obstacle = options.strict
    ? (unrecorded(turns) ?? nothingJudged(wanted))
    : nothingJudged(wanted)
  if (obstacle) return { result: 'not judged', checks, turns, obstacle }
  return { result: 'passed', checks, turns }
}

const isFailed = ({ result }: Check): boolean => result === 'failed'

function notOnTape({ part, at, wanted, nearest }: OffTape): VoiceAgentError {
  const row = nearest === '' ? 'the tape has no row of this kind' : `the nearest row: ${nearest}`
  return new VoiceAgentError(
    'E_NOT_ON_TAPE',
    `at ${clockTime(at)} the ${part} was asked for what is not on the tape: ${wanted}`,
    `add a row to the tape, or make the fixture again; ${row}`,
    'events.jsonl',
  )
}

function unrecorded(turns: readonly TurnVerdict[]): VoiceAgentError | undefined {
  const index = turns.findIndex(({ basis }) => basis !== 'recorded')
  const found = turns[index]
  if (found === undefined) return undefined
  return new VoiceAgentError(
    'E_NOT_RECORDED',
    `turn ${index + 1} (${found.turn.kind}) is ${found.basis}: ${found.why}`,
    'record the call again, or leave out --strict',
  )
}

function nothingJudged(checks: readonly Check[]): VoiceAgentError | undefined {
  if (checks.some(({ result }) => result === 'passed')) return undefined
  const why = checks[0]?.why
  return new VoiceAgentError(
    'E_NOTHING_JUDGED',
    `none of ${checks.length} expectations could be judged${why === undefined ? '' : `: ${why}`}`,
    'write at least one expectation that rests on the recording',
    'expect.yaml',
  )
}
