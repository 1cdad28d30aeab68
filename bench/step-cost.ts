import type { Fixture } from '../src/engine/fixture/fixture.js'
import { agents, answer, loadSilero, makeAgent, recordedPolicy, simulate, step } from './built.js'
import { cpuMs, type Row } from './row.js'

/** CPU time the pure core needs for one event: the events of a whole call once more, without clock, services or sound. */
export async function stepRow(fixture: Fixture): Promise<Row> {
  const { manifest } = fixture
  const { entries } = await simulate(fixture, { vad: loadSilero() })
  const events = entries.map(({ event }) => event)
  const agent = makeAgent(agents, manifest.agent.name, manifest.agent.options)
  const feed = () => {
    let state = answer(recordedPolicy(manifest))
    for (const event of events) [state] = step(agent, state, event)
  }
  return {
    ...{ name: 'step, us per event', aim: '', decimals: 2, perPass: 3 },
    sample: async () => (1000 * (await cpuMs(feed))) / events.length,
  }
}
