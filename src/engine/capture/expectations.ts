/**
 * What a captured call expects of its replays: what happened. Decisions and words are wanted as they were; times may be a fifth and 400 ms
 * longer; of a reply that was cut, the last words may be heard or not.
 */
import { stringify } from 'yaml'
import type { Millis } from '../audio/frame.js'
import type { Message } from '../call/conversation.js'
import { formatLine } from '../fixture/format.js'
import { wordsOf } from '../fixture/normalise-text.js'
import type { AgentTurn, CallerTurn, CallFacts } from '../replay/call-facts.js'
import { interruption, onsets } from '../replay/interruption.js'
import { answerTo } from '../replay/measures.js'
import type { Simulation } from '../replay/simulation.js'

const about = `# What happened in the call that was captured. Times may be 20 % and 400 ms longer; of a reply that was cut,
# the last three words may be heard or not. Change what should have happened, and this is a test of it.
`

/** How much longer a time may be than it was. */
const longer = (ms: Millis): Millis => Math.ceil((ms * 1.2 + 400) / 10) * 10
/** Words at a cut that may be heard or not: about a second. */
const atTheCut = 3

/** The text of `expect.yaml`. */
export function expectationsOf(facts: CallFacts, simulation: Simulation): string {
  const bargeIns = bargeInsOf(facts)
  const conversation = messagesOf(simulation.conversation, facts)
  const wanted = {
    format: formatLine('expect'),
    turns: facts.turns.map((turn) =>
      turn.kind === 'agent' ? agentTurn(turn) : callerTurn(turn, facts),
    ),
    ...(bargeIns.length > 0 && { barge_in: bargeIns }),
    ...fallbacksOf(facts),
    ended: endedBy(facts),
    ...neverOf(facts),
    ...(conversation.length > 0 && { conversation: { equals: conversation } }),
  }
  return about + stringify(wanted, { lineWidth: 120 })
}

/** What was said in full is wanted in full; what was cut, up to a little before the cut. */
function agentTurn(turn: AgentTurn) {
  const { cause, cut, says, heard } = turn
  const words = heard.map(({ text }) => text)
  const sure = cut ? words.slice(0, -atTheCut) : words
  return {
    on: 'agent',
    ...(cause !== undefined && { cause }),
    ...(!cut && wordsOf(says).length > 0 && { says: { equals: says } }),
    ...(wordsOf(sure.join(' ')).length > 0 && { heard: { contains: [sure.join(' ')] } }),
    cut,
  }
}

function callerTurn(turn: CallerTurn, facts: CallFacts) {
  const { by, digits, soundEndedAt } = turn
  const answer = answerTo(facts, turn)
  const tools = toolsAfter(turn, facts)
  const then = [
    ...tools.map((name) => ({ tool: { name } })),
    ...(answer !== undefined && soundEndedAt !== undefined && !answer.cut
      ? [{ agent_first_audio: { within_ms: longer(answer.at - soundEndedAt) } }]
      : []),
  ]
  return {
    on: 'caller',
    ...heardOf(turn),
    by,
    ...(digits !== '' && { digits }),
    ...(then.length > 0 && { then }),
  }
}

/** A caller who hangs up in mid-sentence cuts it too. */
function heardOf({ text, by }: CallerTurn) {
  const sure = by === 'hang-up' ? text.split(/\s+/).slice(0, -atTheCut).join(' ') : text
  if (wordsOf(sure).length === 0) return {}
  return by === 'hang-up' ? { heard: { contains: [sure] } } : { heard: { equals: text } }
}

/** Tools asked for between this turn of the caller and the next. */
function toolsAfter(turn: CallerTurn, { turns, commands }: CallFacts): readonly string[] {
  const next = turns.find((other) => other.kind === 'caller' && other.at > turn.at)
  const until = next?.at ?? Number.POSITIVE_INFINITY
  return commands.flatMap((command) =>
    command.type === 'callTool' && command.at >= turn.at && command.at < until
      ? [command.call.name]
      : [],
  )
}

/** Sounds of the caller that met the agent while it spoke. Whether it paused a moment before it went on is not held against anyone. */
function bargeInsOf(facts: CallFacts) {
  return onsets(facts.sounds).flatMap((sound) => {
    const { outcome, turn } = interruption(facts, sound)
    if (turn === undefined || outcome === 'paused') return []
    if (sound.from < turn.at || sound.from > turn.endedAt) return []
    const kept = outcome === 'interrupted' ? outcome : 'kept'
    return [{ segment: sound.segment, outcome: kept }]
  })
}

function fallbacksOf({ notes }: CallFacts) {
  const fallback = notes.flatMap((note) =>
    note.kind === 'fallback' ? [{ part: note.part, did: note.did }] : [],
  )
  return fallback.length > 0 ? { fallback } : {}
}

function endedBy({ commands }: CallFacts) {
  const hangUp = commands.find(({ type }) => type === 'hangUp')
  if (hangUp?.type === 'hangUp') return { by: 'agent', why: hangUp.why }
  return { by: commands.some(({ type }) => type === 'transfer') ? 'agent' : 'caller' }
}

function neverOf({ notes }: CallFacts) {
  const happened: Readonly<Record<string, boolean>> = {
    interrupted: notes.some(({ kind }) => kind === 'agent.interrupted'),
    fallback: notes.some(({ kind }) => kind === 'fallback'),
    unheard: notes.some(({ kind }) => kind === 'turn.unheard'),
  }
  const never = Object.keys(happened).filter((name) => !happened[name])
  return never.length > 0 ? { never } : {}
}

/** The conversation as it was kept: which tools were called in which order, and the words of all that was not cut. */
function messagesOf(messages: readonly Message[], { turns }: CallFacts) {
  const last = turns.findLast((turn) => turn.kind === 'caller')
  const cutOff = last?.kind === 'caller' && last.by === 'hang-up' ? last.text : undefined
  return messages
    .filter(({ role }) => role !== 'system')
    .map((message, i, all) =>
      message.role === 'user' && message.text === cutOff && i === all.length - 1
        ? { role: 'user' }
        : messageOf(message),
    )
}

function messageOf(message: Message) {
  if (message.role === 'tool') return { role: 'tool', text: message.output }
  if (message.role !== 'assistant') return { role: message.role, text: message.text }
  const { text, cutOff, toolCalls = [] } = message
  const tools = toolCalls.map(({ name }) => name)
  return {
    role: 'assistant',
    ...(cutOff === true ? { cut_off: true } : { text }),
    ...(tools.length > 0 && { tools }),
  }
}
