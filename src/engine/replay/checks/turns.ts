/**
 * `turns`: matched in order, with other turns allowed in between. An item takes the first turn after the one before it that is of its
 * kind and has its wording; the rest of the item is then judged on that turn.
 */
import type { TurnExpectation } from '../../fixture/expect.js'
import { wordsOf } from '../../fixture/normalise-text.js'
import type { AgentTurn, CallerTurn } from '../call-facts.js'
import { agentTurnChecks } from './agent-turn.js'
import { callerTurnChecks } from './caller-turn.js'
import { type Check, clockTime, judged, quote, type Subject } from './check.js'
import type { Evidence, SectionCheck } from './evidence.js'
import { fitsWording } from './wording.js'

type Turn = AgentTurn | CallerTurn

export const turnChecks: SectionCheck = (evidence) => {
  let next = 0
  return evidence.expectations.turns.flatMap((wanted, i) => {
    const subject = { name: `turn ${i + 1} ${wanted.on}`, line: wanted.line }
    const rest = evidence.facts.turns.slice(next)
    const found = rest.find((turn) => turn.kind === wanted.on && hasWording(turn, wanted))
    if (found === undefined) return [missing(subject, wanted, rest)]
    next += rest.indexOf(found) + 1
    return turnCheck(evidence, subject, wanted, found)
  })
}

function turnCheck(
  evidence: Evidence,
  subject: Subject,
  wanted: TurnExpectation,
  turn: Turn,
): readonly Check[] {
  const checks =
    turn.kind === 'agent'
      ? agentTurnChecks(evidence, subject, wanted, turn)
      : callerTurnChecks(evidence, subject, wanted, turn)
  if (checks.length > 0) return checks
  const got = `${clockTime(turn.at)} ${quote(textOf(turn))}`
  return [judged(subject, true, { wanted: `a turn of the ${wanted.on}`, got, at: turn.at })]
}

function hasWording(turn: Turn, { says, heard }: TurnExpectation): boolean {
  if (turn.kind === 'caller') return fitsWording(heard, turn.text)
  return fitsWording(says, turn.says) && fitsWording(heard, heardText(turn))
}

function heardText(turn: AgentTurn): string {
  return turn.heard.map(({ text }) => text).join(' ')
}

const textOf = (turn: Turn): string => (turn.kind === 'agent' ? turn.says : turn.text)

function missing(subject: Subject, wanted: TurnExpectation, rest: readonly Turn[]): Check {
  const kin = rest.filter(({ kind }) => kind === wanted.on)
  const phrases = phrasesOf(wanted)
  const words = phrases.map(quote).join(' and ')
  const nearest = nearestTurn(kin, phrases.join(' '))
  return judged(subject, false, {
    wanted: `a turn of the ${wanted.on}${words === '' ? '' : ` with ${words}`}`,
    got:
      nearest === undefined
        ? `no further turn of the ${wanted.on}`
        : `${kin.length} of the ${wanted.on} without it; nearest ${quote(textOf(nearest))}`,
    ...(nearest === undefined ? {} : { at: nearest.at }),
  })
}

function phrasesOf({ says, heard }: TurnExpectation): readonly string[] {
  return [says, heard].flatMap((wording) => [
    ...(wording?.contains ?? []).map(({ value }) => value),
    ...(wording?.equals === undefined ? [] : [wording.equals]),
  ])
}

/** The turn that has most of the wanted words. */
function nearestTurn(turns: readonly Turn[], words: string): Turn | undefined {
  const wanted = wordsOf(words)
  const shared = (turn: Turn) => {
    const said = new Set(wordsOf(textOf(turn)))
    return wanted.filter((word) => said.has(word)).length
  }
  return [...turns].sort((a, b) => shared(b) - shared(a))[0]
}
