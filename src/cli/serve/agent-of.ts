import { type LoadedAgent, loadAgent, stockAgent } from '../agents/load-agent.js'
import { wordlessAgent } from '../stack/wordless.js'
import type { Run } from './run.js'

/** Speech-to-text that understands nobody: a menu for the keypad needs none, and a script stands for it in demos and load tests. */
const wordless: ReadonlySet<string> = new Set(['silent', 'script'])

/** The agent that was asked for. Where none was, it is the stock agent, or a menu when words are not understood. */
export async function agentOf({ config, context, stack }: Run): Promise<LoadedAgent> {
  const isMenu = config.agent === undefined && wordless.has(stack.stt.definition.name)
  return isMenu ? wordlessAgent() : loadAgent(config.agent ?? stockAgent, context.cwd)
}
