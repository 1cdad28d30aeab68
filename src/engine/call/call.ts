/**
 * A call as one pure function: `step(agent, state, event) -> [state, commands]`.
 *
 * **It never waits, reads a clock, draws a random number, does I/O, or throws for what a caller or a provider did.** Everything that
 * happens comes in as an event with its time; everything wanted goes out as a command. The shell (`run/run-call.ts`) performs all
 * commands of a step before it looks at the next event, and comes back when the next deadline of the state is due.
 *
 * The switch below is the map: one line an event, each naming the file that answers it. What must hold after every event, whatever it was,
 * is in `settle.ts`.
 */
import type { Agent, CallInfo } from '../agent/agent.js'
import { isInterruptible, pauseOverdue, takeFloor } from './barge-in.js'
import type { Command } from './command.js'
import type { CallEvent, Timer } from './event.js'
import { completeKeypad, pressKey } from './keypad.js'
import {
  callerIsSilent,
  closeCall,
  concludeReply,
  endCall,
  endWith,
  goOut,
  greet,
  openCall,
} from './limits.js'
import { hearFrame, lineWentIdle, newLine } from './line.js'
import { apologise, modelFailed, sayFiller } from './model.js'
import { clearTimers, type Moment, patch, patchPlayout, setTimer } from './moment.js'
import { nobody } from './nobody.js'
import { acknowledge, emptyPlayout } from './playout.js'
import type { CallPolicy } from './policy.js'
import { hearWords, modelEnded } from './reply.js'
import { hearFinal, hearPartial, loseSegments } from './segments.js'
import { settle } from './settle.js'
import { hearVoice, isAwaited, voiceEnded, voiceFailed, voiceOverdue } from './speaking.js'
import { hearSpeculation } from './speculation.js'
import { hearScore } from './speech.js'
import { type CallState, nothingHeld } from './state.js'
import { giveUpTools, hearTool, toolFailed, toolsOverdue } from './tool-results.js'
import { sayToolLine, wantTool } from './tools.js'
import { endTurn, newTurn, transcriptOverdue } from './turn.js'

export type Step = readonly [CallState, readonly Command[]]

/** The state of a call that has not begun. */
export function answer(policy: CallPolicy): CallState {
  return {
    policy,
    phase: 'ringing',
    agent: undefined,
    line: newLine,
    speech: { kind: 'quiet', stoppedAt: 0 },
    turn: newTurn,
    keypad: { digits: '', complete: false },
    pause: undefined,
    reply: undefined,
    playout: emptyPlayout,
    conversation: [],
    openTools: [],
    held: nothingHeld,
    reprompts: 0,
    unheard: 0,
    agentIsOut: false,
    speculation: undefined,
    speculated: { turn: 0, times: 0, dropped: 0 },
    ids: { segment: 0, reply: 0, request: 0, sentence: 0 },
    timers: {},
  }
}

/** Nothing is said or done any more, and no write is left of which nobody knows what came of it. */
export const isOver = ({ phase, openTools }: CallState): boolean =>
  phase === 'ended' && openTools.length === 0

export function step(agent: Agent, state: CallState, event: CallEvent): Step {
  const goesOut = event.type === 'audit.failed' || event.type === 'agent.failed'
  const asked = goesOut || state.agentIsOut ? nobody : agent
  const now: Moment = { agent: asked, at: event.at, state, commands: [] }
  const goesOn = event.type === 'audit.failed' && event.unended === true
  if (state.phase === 'ended' && !goesOn) {
    const { state: after, commands } = afterTheEnd(now, event)
    return [after, commands]
  }
  const m = happen(now, event)
  const settled = isMereAudio(event, state, m.state) ? m : settle(m)
  return [settled.state, settled.commands]
}

/** What came of writes that were under way when the caller hung up: the agent keeps a record of it. */
function afterTheEnd(m: Moment, event: CallEvent): Moment {
  switch (event.type) {
    case 'tool.returned':
      return withoutWaiting(hearTool(m, event.id, event.output))
    case 'provider.failed':
      return event.part === 'tool' ? withoutWaiting(toolFailed(m, event.id ?? '', event.code)) : m
    case 'timer.due':
      return giveUpTools(m)
    case 'audit.failed':
    case 'agent.failed':
      return patch(m, { agentIsOut: true, openTools: [], timers: {} })
    default:
      return m
  }
}

const withoutWaiting = (m: Moment): Moment =>
  m.state.openTools.length === 0 ? patch(m, { timers: {} }) : m

/** Fifty frames a second change nothing that `settle` looks at; what they mean comes back as scores. */
function isMereAudio(event: CallEvent, before: CallState, after: CallState): boolean {
  return event.type === 'transport.audio' && before.speech === after.speech
}

function happen(m: Moment, event: CallEvent): Moment {
  const reply = m.state.reply
  const request = reply?.request?.id
  switch (event.type) {
    case 'transport.started':
      return start(m, event)
    case 'transport.audio':
      return hearFrame(m, event.frame)
    case 'transport.mark':
      return patchPlayout(m, acknowledge(m.state.playout, event.mark, m.at, m.state.policy.playout))
    case 'transport.dtmf':
      return pressKey(m, event.digit)
    case 'transport.closed':
      return closeCall(m)
    case 'vad.scored':
      return hearScore(m, event)
    case 'stt.partial':
      return hearPartial(m, event.segment, event.text)
    case 'stt.final':
      return hearFinal(m, event.segment, event.text)
    case 'llm.text':
      return event.request === request ? hearWords(m, event.text) : hearSpeculation(m, event)
    case 'llm.toolCall':
      return event.request === request ? wantTool(m, event.call) : hearSpeculation(m, event)
    case 'llm.ended':
      return event.request === request ? modelEnded(m) : hearSpeculation(m, event)
    case 'tool.returned':
      return hearTool(m, event.id, event.output)
    case 'tts.audio':
      return hearVoice(m, event)
    case 'tts.ended':
      return voiceEnded(m, event.sentence)
    case 'provider.failed':
      return providerFailed(m, event)
    case 'control.interrupt':
      return reply && isInterruptible(m) ? takeFloor(m, 'control') : m
    case 'control.end':
      return endWith(m, m.state.policy.lines.goodbye, event.why, 'control')
    case 'audit.failed':
      return goOut(m, 'an audit record could not be written')
    case 'agent.failed':
      return goOut(m, 'internal error')
    case 'timer.due':
      return timerDue(clearTimers(m, event.timer), event.timer)
  }
}

function timerDue(m: Moment, timer: Timer): Moment {
  const { policy, reply } = m.state
  switch (timer) {
    case 'pump':
      return m
    case 'heard':
      return concludeReply(m, 'time')
    case 'endpoint':
      return endTurn(m, 'silence')
    case 'transcript':
      return transcriptOverdue(m)
    case 'pause':
      return pauseOverdue(m)
    case 'lineIdle':
      return lineWentIdle(m)
    case 'keypad':
      return completeKeypad(m)
    case 'filler':
      return sayFiller(m)
    case 'model':
      return apologise(m, 'TIMEOUT')
    case 'voice':
      return voiceOverdue(m)
    case 'toolLine':
      return sayToolLine(m)
    case 'tool':
      return toolsOverdue(m)
    case 'greeting':
      return greet(m)
    case 'callerSilence':
      return callerIsSilent(m)
    case 'callLimit':
      return endWith(m, policy.lines.limit, 'the longest call', 'limit')
    case 'ending':
      return endCall(m, reply?.after ?? { type: 'end', why: 'the goodbye was not heard' })
  }
}

function start(m: Moment, started: Extract<CallEvent, { type: 'transport.started' }>): Moment {
  const { policy, phase } = m.state
  if (phase !== 'ringing') return m
  const { from, to, parameters = {}, startedAt } = started
  const call: CallInfo = { from, to, parameters, ...(startedAt !== undefined && { startedAt }) }
  const decision = m.agent.onCallStarted(m.agent.start(call), call)
  const live = setTimer(
    patch(m, { phase: 'live', agent: decision.state }),
    'callLimit',
    m.at + policy.limits.callMs,
  )
  return openCall(live, decision.directives)
}

function providerFailed(m: Moment, event: Extract<CallEvent, { type: 'provider.failed' }>): Moment {
  switch (event.part) {
    case 'stt':
      return loseSegments(m, (segment) =>
        event.of === undefined ? segment.state === 'waiting' : segment.id === event.of,
      )
    case 'llm':
      return event.of === m.state.reply?.request?.id
        ? modelFailed(m, event.code)
        : hearSpeculation(m, event)
    case 'tts':
      return event.of !== undefined && isAwaited(m, event.of) ? voiceFailed(m, event.code) : m
    case 'tool':
      return toolFailed(m, event.id ?? '', event.code)
    case 'transport':
      return closeCall(m)
  }
}
