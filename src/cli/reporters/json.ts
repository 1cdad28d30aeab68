import type { Millis } from '../../engine/audio/frame.js'
import { countOutcomes, type Outcome, type TurnReport } from '../replay/outcome.js'
import type { RunEnd } from './reporter.js'
import type { FixtureJson, RunJson, TotalsJson, TurnJson } from './run-schema.js'

/** A whole run as JSON. Within `v` things are only added. */
export function runJson(run: RunEnd): RunJson {
  return { v: 1, type: 'replay', ...runTotals(run), fixtures: run.outcomes.map(outcomeJson) }
}

/** What a run came to. */
export function runTotals({ mode, outcomes, interrupted, wallMs, exitCode }: RunEnd): TotalsJson {
  const { passed, failed, skipped } = countOutcomes(outcomes)
  const unjudged = outcomes.filter(({ status }) => status === 'not judged').length
  return {
    mode,
    exit_code: exitCode,
    interrupted,
    ...{ passed, failed, skipped, not_judged: unjudged },
    call_ms: exact(outcomes.reduce((sum, { callMs }) => sum + callMs, 0)),
    wall_ms: Math.round(wallMs),
  }
}

/** One fixture as JSON. Times named `_at_ms` are call time, those named `_media_ms` lie in the caller's audio. */
export function outcomeJson(outcome: Outcome): FixtureJson {
  const { id, path, status, callMs, wallMs, checks, turns, problems, updated, remarks } = outcome
  return {
    ...{ id, path, status, call_ms: exact(callMs), wall_ms: wallMs },
    checks: checks.map(({ name, result, wanted, got, at, why, where }) => ({
      ...{ name, result, wanted, got, at_ms: time(at), why: why ?? null, where },
    })),
    turns: turns.map(turnJson),
    problems: problems.map(({ code, message, fix, where }) => ({
      ...{ code, message, fix, where: where ?? null },
    })),
    updated: [...updated],
    remarks: [...remarks],
  }
}

function turnJson(turn: TurnReport): TurnJson {
  return {
    ...{ turn: turn.turn ?? null, reply: turn.reply ?? null, cause: turn.cause ?? null },
    ...{ text: turn.text, heard: turn.heard ?? null },
    interrupted_by: turn.interruptedBy ?? null,
    ...{ basis: turn.basis, basis_why: turn.basisWhy },
    speech_onset_media_ms: time(turn.speechOnsetMediaAt),
    speech_end_media_ms: time(turn.speechEndMediaAt),
    paused_at_ms: time(turn.pausedAt),
    decided_at_ms: time(turn.decidedAt),
    resumed_at_ms: time(turn.resumedAt),
    committed_at_ms: time(turn.committedAt),
    final_at_ms: time(turn.finalAt),
    endpoint_at_ms: time(turn.endpointAt),
    first_token_at_ms: time(turn.firstTokenAt),
    first_audio_sent_at_ms: time(turn.firstSentAt),
    first_audio_heard_at_ms: time(turn.firstHeardAt),
  }
}

function time(at: Millis | undefined): number | null {
  return at === undefined ? null : exact(at)
}

/** Whole microseconds at the most: what is below is rounding of ours. */
function exact(ms: Millis): number {
  return Math.round(ms * 1000) / 1000
}
