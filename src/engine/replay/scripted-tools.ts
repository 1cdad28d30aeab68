/**
 * Tools from a tape: found by name and input, then by name in order. A tool the tape never saw has no answer.
 */
import type { ToolCall } from '../call/event.js'
import type { Numbered } from '../fixture/fixture.js'
import type { ToolRow } from '../fixture/tape.js'
import { ProviderFailure, type ToolRunner } from '../providers/provider.js'
import { type Clock, until } from '../run/clock.js'
import { nearestText } from './scripted-nearest.js'
import { type Match, type TapeUse, type Unused, unused } from './tape-use.js'

type Row = Numbered<ToolRow>

export interface ScriptedToolsOptions {
  readonly clock: Clock
  readonly rows: readonly Row[]
  readonly use: TapeUse
}

export function scriptedTools({ clock, rows, use }: ScriptedToolsOptions): ToolRunner {
  const left = unused(rows)
  return {
    async run(call, { signal }) {
      const at = clock.now()
      const match = find(left, call)
      if (match === undefined) {
        const wanted = `${call.name} ${call.input}`
        use.missed({ part: 'tool', at, wanted, nearest: nearestText(wanted, rows, shown) })
        throw new ProviderFailure('BAD_RESPONSE', 'the tape has no answer for this tool call')
      }
      const { row, basis, why } = match
      use.rests({ part: 'tool', at, basis, why, key: call.id })
      await until(clock, row.stall ? Number.POSITIVE_INFINITY : at + row.delay, signal)
      if (row.error) throw new ProviderFailure(row.error, 'as on the tape')
      return typeof row.output === 'string' ? row.output : JSON.stringify(row.output ?? null)
    },
  }
}

function find(left: Unused<Row>, { name, input }: ToolCall): Match<Row> | undefined {
  const wanted = canonical(parsed(input))
  const same = left.takeOrRepeat((row) => row.name === name && canonical(row.input) === wanted)
  if (same) return { row: same, basis: 'recorded', why: `tape line ${same.line}` }
  const named = left.take((row) => row.name === name)
  if (named === undefined) return undefined
  const why = `input changed: ${input}, tape line ${named.line} has ${JSON.stringify(named.input)}`
  return { row: named, basis: 'derived', why }
}

const shown = ({ name, input }: Row) => `${name} ${JSON.stringify(input)}`

/** What a model writes need not be JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** JSON with the keys in order, so that equal values are equal texts. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null)
  const fields = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join()}}`
}
