import type { Agent } from '../agent/agent.js'

/** Stands in for an agent that is out of its call: nothing is decided or recorded any more, and the fixed goodbye is said. */
export const nobody: Agent = {
  name: 'nobody',
  tools: [],
  start: () => undefined,
  onCallStarted: (state) => ({ state, directives: [] }),
  onCallerTurn: (state) => ({ state, directives: [] }),
  onToolReturned: (state) => ({ state, directives: [] }),
  onHeard: (state) => ({ state, directives: [] }),
  check: () => ({ verdict: 'say' }),
}
