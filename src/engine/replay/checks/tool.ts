import type { TurnExpectation } from '../../fixture/expect.js'
import type { CallerTurn } from '../call-facts.js'
import { type Check, judged, type Moment, type Subject } from './check.js'
import { type Evidence, unsureTiming } from './evidence.js'
import { timingChecks } from './timing.js'

type ToolExpectation = NonNullable<NonNullable<TurnExpectation['then']>[number]['tool']>

interface ToolSubject {
  readonly subject: Subject
  readonly wanted: ToolExpectation
  readonly turn: CallerTurn
  readonly from: Moment
}

/** A tool was asked for in answer to a turn, with these arguments among others, in time. */
export function toolCheck(
  evidence: Evidence,
  { subject, wanted, turn, from }: ToolSubject,
): readonly Check[] {
  const named = { ...subject, name: `${subject.name} ${wanted.name}` }
  const calls = callsAfter(evidence, turn)
  const call = calls.find(
    ({ name, input }) => name === wanted.name && includes(parseInput(input), wanted.args ?? {}),
  )
  const shown = calls.map(({ name, input }) => `${name} ${input}`).join(', ')
  const found = judged(named, call !== undefined, {
    wanted: `${wanted.name} ${JSON.stringify(wanted.args ?? {})}`,
    got: shown === '' ? 'no tool was called' : shown,
    at: call?.at ?? turn.at,
  })
  const { within_ms } = wanted
  if (within_ms === undefined) return [found]
  const times = timingChecks({
    subject: named,
    window: { within_ms },
    from,
    to: call && { at: call.at, label: 'tool called' },
    unsure: unsureTiming(evidence, turn),
  })
  return [found, ...times]
}

function callsAfter({ facts }: Evidence, turn: CallerTurn) {
  const next = facts.turns.find((other) => other.kind === 'caller' && other.at > turn.at)
  const until = next?.at ?? Number.POSITIVE_INFINITY
  return facts.commands.flatMap((command) =>
    command.type === 'callTool' && command.at >= turn.at && command.at < until
      ? [{ name: command.call.name, input: command.call.input, at: command.at }]
      : [],
  )
}

function parseInput(input: string): unknown {
  try {
    return JSON.parse(input)
  } catch {
    return input
  }
}

/** Whether `value` has everything of `part`: objects may have more fields, everything else is the same. */
function includes(value: unknown, part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return Object.is(value, part)
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(part) !== Array.isArray(value)) return false
  if (Array.isArray(part) && part.length !== (value as readonly unknown[]).length) return false
  return Object.entries(part).every(([key, wanted]) =>
    includes((value as Record<string, unknown>)[key], wanted),
  )
}
