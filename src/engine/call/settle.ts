/**
 * What must hold after every event, whatever it was. Each line looks at the state alone, so no event can forget a consequence: the caller's
 * voice stops or holds the agent, a turn's end is set or taken back, a heard reply is over, speech goes to the carrier, silence is counted.
 */
import { considerBargeIn } from './barge-in.js'
import { concludeReply, considerIdle, isBusy } from './limits.js'
import { clearTimers, emit, type Moment, patchPlayout, patchReply, setTimer } from './moment.js'
import { availableMs, pump, totalMs } from './playout.js'
import { armEnding, reportLines, startReply } from './reply.js'
import { considerSpeculation } from './speculation.js'
import { answerHeld, considerEnd } from './turn.js'

export function settle(m: Moment): Moment {
  if (m.state.phase === 'ended') return m
  const heard = considerHeard(
    pumpSpeech(closeVoice(considerSpeculation(considerEnd(considerBargeIn(m))))),
  )
  if (heard.state.phase === 'ended') return heard
  const next = considerNext(heard)
  return next === heard ? considerIdle(armEnding(heard)) : settle(next)
}

/** Nothing more will be said in this reply: the voice can finish. */
function closeVoice(m: Moment): Moment {
  const { reply } = m.state
  if (!reply || reply.closed || reply.request || reply.tools.length > 0) return m
  return emit(patchReply(m, { closed: true }), { type: 'endSynthesis', reply: reply.id })
}

function considerHeard(m: Moment): Moment {
  const { reply, playout, policy, pause, timers } = m.state
  if (!reply) return m
  const told = reportLines(m, playout.provenTo, 'mark', true)
  const complete = reply.closed && playout.sentences.every((s) => s.ended)
  if (!complete || pause) return told
  const total = totalMs(playout)
  if (playout.provenTo >= total) return concludeReply(told, 'mark')
  if (playout.sentTo < total) return told
  const due = playout.dryAt + policy.playout.earMs + policy.playout.markGraceMs
  return timers.heard === due ? told : setTimer(told, 'heard', due)
}

/** A turn or a directive waited for the reply to be over. While the caller goes on it waits for them too, and is one turn with it. */
function considerNext(m: Moment): Moment {
  const { reply, held } = m.state
  if (reply || isBusy(m)) return m
  if (held.turn) return answerHeld(m)
  const directives = [...held.directives, ...held.fromTools]
  if (directives.length === 0) return m
  const next = { ...m, state: { ...m.state, held: { ...held, directives: [], fromTools: [] } } }
  return startReply(next, directives, 'agent')
}

/** Keeps the carrier supplied, unless the agent is paused. */
function pumpSpeech(m: Moment): Moment {
  const { reply, playout, policy, pause } = m.state
  if (!reply || pause || availableMs(playout.sentences) <= playout.sentTo) return m
  const { playout: sent, pieces, again } = pump(playout, m.at, policy.playout)
  const played = emit(
    patchPlayout(m, sent),
    ...pieces.map((piece) => ({ type: 'play', reply: reply.id, ...piece }) as const),
  )
  return again === undefined ? clearTimers(played, 'pump') : setTimer(played, 'pump', again)
}
