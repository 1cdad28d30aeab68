import type { Fixture } from '../../engine/fixture/fixture.js'
import { recordedPolicy } from '../../engine/replay/recorded-policy.js'
import type { Simulation } from '../../engine/replay/simulation.js'
import { LogWriter } from '../../engine/report/log-format.js'
import { readVersion } from '../version.js'

/** The log of a simulated call, as `log.jsonl` would hold it. */
export function logLines({ manifest }: Fixture, { entries }: Simulation): readonly string[] {
  const { id, agent } = manifest
  const creator = `voice-agent ${readVersion()}`
  const lines: string[] = []
  const header = { callId: id, creator, policy: recordedPolicy(manifest), agent }
  const writer = new LogWriter(header, (line) => lines.push(line))
  for (const entry of entries) writer.write(entry)
  writer.flush()
  return lines
}
