import { VoiceAgentError } from '../../engine/errors.js'
import { readFixture } from '../../engine/fixture/read.js'
import { simulate } from '../../engine/replay/simulate.js'
import { traceCall } from '../../engine/report/trace.js'
import type { Printer } from '../output/printer.js'
import { logLines } from './log-lines.js'
import type { Selected } from './select.js'
import { simulator } from './simulator.js'

/**
 * `replay --trace`: every event of one call and what the engine asked for because of it. In json mode that is the log of the call,
 * as `log.jsonl` holds it.
 *
 * @throws VoiceAgentError `E_USAGE` for more than one fixture, and whatever is wrong with the one
 */
export async function traceFixture(fixtures: readonly Selected[], printer: Printer): Promise<void> {
  const [selected, another] = fixtures
  if (selected === undefined || another !== undefined) {
    const fix = `name one of them, e.g. voice-agent replay ${selected?.name} --trace`
    const message = `--trace shows one call, and ${fixtures.length} fixtures are meant`
    throw new VoiceAgentError('E_USAGE', message, fix)
  }
  const { value: fixture, problems } = readFixture(selected.directory)
  if (fixture === undefined) throw problems[0] ?? new Error('read nothing and found no problem')
  const simulation = await simulate(fixture, simulator())
  const json = printer.mode === 'json'
  const lines = json ? logLines(fixture, simulation) : traceCall(simulation.entries)
  printer.out(lines.join('\n'))
}
