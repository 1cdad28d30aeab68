import type { TurnExpectation } from '../../fixture/expect.js'
import { wordsOf } from '../../fixture/normalise-text.js'
import { type AgentTurn, lastSaidBefore } from '../call-facts.js'
import { wordErrorRate } from '../word-error-rate.js'
import { type Check, judged, type Moment, type Subject } from './check.js'
import { type Evidence, unsureTiming } from './evidence.js'
import { timingChecks } from './timing.js'
import { wordingChecks } from './wording.js'

/** What is wanted of a turn of the agent, besides that it is there. */
export function agentTurnChecks(
  evidence: Evidence,
  subject: Subject,
  wanted: TurnExpectation,
  turn: AgentTurn,
): readonly Check[] {
  const heard = turn.heard.map(({ text }) => text).join(' ')
  const named = (what: string, line = subject.line): Subject => ({
    name: `${subject.name} ${what}`,
    line,
  })
  const { says, heard: heardWanted } = wanted
  return [
    ...(says === undefined ? [] : wordingChecks(named('says'), says, turn.says, turn.at)),
    ...(heardWanted === undefined
      ? []
      : wordingChecks(named('heard'), heardWanted, heard, turn.at)),
    ...(heardWanted?.max_wer === undefined
      ? []
      : [
          werCheck(named('heard max_wer', heardWanted.line), heardWanted.max_wer, turn.says, heard),
        ]),
    ...timingChecks({
      subject,
      window: wanted,
      from: lastSound(evidence, turn),
      to: { at: turn.at, label: 'first sound at the ear' },
      unsure: unsureTiming(evidence, turn),
    }),
    ...flag(named('cut'), wanted.cut, turn.cut, turn.endedAt),
    ...flag(named('resumed'), wanted.resumed, turn.resumed, turn.endedAt),
    ...(wanted.cause === undefined
      ? []
      : [
          judged(named('cause'), turn.cause === wanted.cause, {
            wanted: wanted.cause,
            got: turn.cause ?? 'unknown',
            at: turn.at,
          }),
        ]),
  ]
}

/** Words of the reference that were not taken as they were said. */
export function werCheck(subject: Subject, limit: number, reference: string, text: string): Check {
  const rate = wordErrorRate(wordsOf(reference), wordsOf(text))
  return judged(subject, rate <= limit, {
    wanted: `word error rate <= ${limit}`,
    got: `${Math.round(rate * 1000) / 1000}`,
  })
}

function flag(
  subject: Subject,
  wanted: boolean | undefined,
  got: boolean,
  at: number,
): readonly Check[] {
  if (wanted === undefined) return []
  const said = (value: boolean) => (value ? 'yes' : 'no')
  return [judged(subject, wanted === got, { wanted: said(wanted), got: said(got), at })]
}

/** The end of whatever either side last said before this turn; the start of the call for the first. */
function lastSound({ facts }: Evidence, turn: AgentTurn): Moment {
  const agent = facts.turns.flatMap((other) =>
    other.kind === 'agent' && other.reply !== turn.reply && other.endedAt <= turn.at
      ? [{ at: other.endedAt, label: 'the agent before it' }]
      : [],
  )
  const said = lastSaidBefore(turn.at, facts)
  const caller = said === undefined ? [] : [{ at: said, label: 'the caller' }]
  const start: Moment = { at: 0, label: 'the start of the call' }
  return [...agent, ...caller].reduce((last, next) => (next.at > last.at ? next : last), start)
}
