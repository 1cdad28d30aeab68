import type { TransportEvent } from '../../engine/call/event.js'
import type { Fixture } from '../../engine/fixture/fixture.js'
import type { CallTransport } from '../../engine/providers/provider.js'
import { recordedPolicy } from '../../engine/replay/recorded-policy.js'
import { recordedAgent, recordedWorld } from '../../engine/replay/recorded-world.js'
import type { Observer } from '../../engine/report/entry.js'
import { RealClock } from '../../engine/run/real-clock.js'
import { simulator } from '../replay/simulator.js'
import { type DeskCall, holdCall } from './desk-call.js'
import { FastClock } from './fast-clock.js'

/**
 * A call in which a recorded caller speaks, on the simulated line of a replay, as it happened: what starts with the agent's turns waits for
 * them. Agent, policy and services are the recording's.
 *
 * @param listeners see the call as well, whoever holds it
 */
export function fixtureCall(
  fixture: Fixture,
  fast: boolean,
  listeners: readonly Observer[] = [],
): DeskCall {
  const clock = fast ? new FastClock() : new RealClock()
  const { vad, offlineVoice } = simulator()
  const world = recordedWorld(fixture, { clock, vad, offlineVoice })
  const { manifest } = fixture
  const agent = recordedAgent(manifest)
  const policy = recordedPolicy(manifest)
  const line = withHangUp(world.carrier.transport)
  return {
    agent: agent.name,
    description: `recorded caller ${manifest.id}, services from its tape`,
    policy,
    recordable: manifest.agent,
    now: () => clock.now(),
    async hold(by) {
      const call = {
        ...{ agent, policy, clock, transport: line.transport, providers: world.providers },
        observers: [({ commands }) => world.facts.observe(commands), ...listeners, ...by.observers],
        ...(by.control && { control: by.control }),
      } satisfies Parameters<typeof holdCall>[0]
      try {
        await holdCall(call, line.hangUp, by)
      } finally {
        // The simulated line goes on until it is told.
        world.carrier.transport.hangUp('the call is over')
      }
    },
  }
}

/** Somebody takes the phone out of the caller's hand. */
function withHangUp(transport: CallTransport): {
  readonly transport: CallTransport
  readonly hangUp: () => void
} {
  let receive: (event: TransportEvent) => void = () => {}
  return {
    transport: {
      open(receiver) {
        receive = receiver
        transport.open(receiver)
      },
      play: (mulaw, mark) => transport.play(mulaw, mark),
      clear: () => transport.clear(),
      transfer: (to) => transport.transfer(to),
      hangUp: (why) => transport.hangUp(why),
    },
    hangUp: () => receive({ type: 'transport.closed', reason: 'caller' }),
  }
}
