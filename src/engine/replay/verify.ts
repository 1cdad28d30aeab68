/**
 * The exact check: the events of a recorded call, fed to `step` once more, must give the commands that were recorded. No clock, no
 * provider and no sound is needed, so every call that was ever recorded is a test of the core.
 */

import type { Agent } from '../agent/agent.js'
import { type AgentCatalog, makeAgent } from '../agent/catalog.js'
import type { Millis } from '../audio/frame.js'
import { answer, step } from '../call/call.js'
import type { Command } from '../call/command.js'
import type { Message } from '../call/conversation.js'
import type { CallEvent } from '../call/event.js'
import { policyWith } from '../call/policy.js'
import type { CallState } from '../call/state.js'
import { messageOf } from '../errors.js'
import type { Entry } from '../report/entry.js'
import { readLog } from '../report/log-format.js'
import { commandToJson, eventToJson, lastMessages } from '../report/logged-form.js'

export type VerifyResult =
  | {
      readonly same: true
      readonly events: number
      readonly commands: number
      readonly callMs: Millis
    }
  | { readonly same: false; readonly difference: Difference }

/** The first command that is not the recorded one. Commands and the event stand here as they stand in a log. */
export interface Difference {
  /** Call time. */
  readonly at: Millis
  /** Line of the log. */
  readonly line: number
  readonly event: string
  /** Which command of the event it is, from 1. */
  readonly command: number
  /** Undefined: no command was recorded there. */
  readonly wanted: string | undefined
  /** Undefined: the core asks for nothing more. */
  readonly got: string | undefined
}

/**
 * Checks a log against the core as it is now, under the log's own policy.
 *
 * @param catalog where the agent of the call is found
 * @param name the file, for errors
 * @throws VoiceAgentError when the log is damaged or its agent cannot be made
 */
export function verifyLog(
  lines: Iterable<string>,
  catalog: AgentCatalog,
  name = 'log.jsonl',
): VerifyResult {
  const log = readLog(lines, name)
  const { policy, agent: made } = log.header
  const agent = makeAgent(catalog, made.name, made.options, `${name}:1`)
  let state = answer(policyWith(policy))
  let messages: readonly Message[] = []
  let commands = 0
  for (const [i, entry] of log.entries.entries()) {
    const taken = takeStep(agent, state, entry.event)
    const threw = log.entries[i + 1]?.event.type === 'agent.failed' || isThrown(entry)
    const wanted = threw ? (entry.fault ?? log.entries.at(-1)?.fault ?? 'a bug') : undefined
    const differs = firstDifference(entry, wanted, taken, messages)
    if (differs) return { same: false, difference: { ...differs, line: log.lines[i] ?? 0 } }
    state = taken.state
    messages = lastMessages(taken.commands, messages)
    commands += taken.commands.length
  }
  return {
    same: true,
    events: log.entries.length,
    commands,
    callMs: log.entries.at(-1)?.event.at ?? 0,
  }
}

interface Taken {
  readonly state: CallState
  readonly commands: readonly Command[]
  /** What `step` threw instead. */
  readonly thrown?: string
}

function takeStep(agent: Agent, state: CallState, event: CallEvent): Taken {
  try {
    const [next, commands] = step(agent, state, event)
    return { state: next, commands }
  } catch (error) {
    const thrown = `throws: ${messageOf(error)}`
    return { state, commands: [], thrown }
  }
}

/** The bug of a call that could not even say goodbye stands where it happened; of any other, at its end. */
const isThrown = ({ commands, fault }: Entry) => fault !== undefined && commands.length === 0

/** A recorded step that threw must throw again; any other must give the same commands. */
function firstDifference(
  { event, commands: wanted }: Entry,
  fault: string | undefined,
  { commands: got, thrown }: Taken,
  messages: readonly Message[],
): Omit<Difference, 'line'> | undefined {
  const threw = fault !== undefined
  if (threw && thrown !== undefined) return undefined
  const longest = Math.max(wanted.length, got.length)
  const index = Array.from({ length: longest }).findIndex((_, i) => !isSame(wanted[i], got[i]))
  if (index < 0 && !threw && thrown === undefined) return undefined
  const at = Math.max(0, index)
  return {
    at: event.at,
    event: JSON.stringify(eventToJson(event)),
    command: at + 1,
    wanted: threw ? `throws: ${fault}` : inLog(wanted, at, messages),
    got: thrown ?? inLog(got, at, messages),
  }
}

function inLog(
  commands: readonly Command[],
  index: number,
  messages: readonly Message[],
): string | undefined {
  const command = commands[index]
  const before = lastMessages(commands.slice(0, index), messages)
  return command && JSON.stringify(commandToJson(command, before))
}

/** Equal as far as a log can tell: sound counts by its length, and a field that is undefined is not there. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (!isObject(a) || !isObject(b)) return false
  if (a instanceof Uint8Array && b instanceof Uint8Array) return a.length === b.length
  if (Array.isArray(a) !== Array.isArray(b)) return false
  return (
    fieldsOf(a).every((key) => isSame(a[key], b[key])) &&
    fieldsOf(b).every((key) => a[key] !== undefined)
  )
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function fieldsOf(value: Record<string, unknown>): readonly string[] {
  return Object.keys(value).filter((key) => value[key] !== undefined)
}
