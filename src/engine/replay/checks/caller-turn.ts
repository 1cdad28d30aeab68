import type { TurnExpectation } from '../../fixture/expect.js'
import type { CallerTurn } from '../call-facts.js'
import { answerTo } from '../measures.js'
import { werCheck } from './agent-turn.js'
import { type Check, judged, type Moment, type Subject } from './check.js'
import { type Evidence, unsureTiming } from './evidence.js'
import { timingChecks } from './timing.js'
import { toolCheck } from './tool.js'
import { wordingChecks } from './wording.js'

type Following = NonNullable<TurnExpectation['then']>[number]

/** What is wanted of a turn of the caller, besides that it is there, and of what follows it. */
export function callerTurnChecks(
  evidence: Evidence,
  subject: Subject,
  wanted: TurnExpectation,
  turn: CallerTurn,
): readonly Check[] {
  const named = (what: string, line = subject.line): Subject => ({
    name: `${subject.name} ${what}`,
    line,
  })
  const { heard, ends } = wanted
  return [
    ...(heard === undefined ? [] : wordingChecks(named('heard'), heard, turn.text, turn.at)),
    ...(heard?.max_wer === undefined
      ? []
      : [
          werCheck(
            named('heard max_wer', heard.line),
            heard.max_wer,
            turn.spoken.join(' '),
            turn.text,
          ),
        ]),
    ...exactly(named('by'), wanted.by, turn.by, turn.at),
    ...exactly(named('digits'), wanted.digits, turn.digits, turn.at),
    ...(ends === undefined
      ? []
      : timingChecks({
          subject: named('ends', ends.line),
          window: ends,
          from: endOfSound(turn),
          to: { at: turn.at, label: 'turn ended' },
          unsure: unsureTiming(evidence, turn),
        })),
    ...(wanted.then ?? []).flatMap((next) => followingChecks(evidence, named, turn, next)),
  ]
}

function followingChecks(
  evidence: Evidence,
  named: (what: string, line?: number) => Subject,
  turn: CallerTurn,
  wanted: Following,
): readonly Check[] {
  const { agent_first_audio: window, tool } = wanted
  const answer = answerTo(evidence.facts, turn)
  const from = endOfSound(turn)
  return [
    ...(window === undefined
      ? []
      : timingChecks({
          subject: named('then agent_first_audio', window.line),
          window,
          from,
          to: answer && { at: answer.at, label: 'first sound at the ear' },
          unsure: unsureTiming(evidence, turn, answer),
        })),
    ...(tool === undefined
      ? []
      : toolCheck(evidence, { subject: named('then tool', tool.line), wanted: tool, turn, from })),
  ]
}

/** Where the waits of a turn count from; a turn without any sound of the caller counts from its own end. */
function endOfSound(turn: CallerTurn): Moment {
  return { at: turn.soundEndedAt ?? turn.at, label: "the caller's last sound" }
}

function exactly(
  subject: Subject,
  wanted: string | undefined,
  got: string,
  at: number,
): readonly Check[] {
  if (wanted === undefined) return []
  return [judged(subject, wanted === got, { wanted, got: got === '' ? 'nothing' : got, at })]
}
