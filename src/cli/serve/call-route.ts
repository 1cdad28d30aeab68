/** How every call of a server is held: the agent that was chosen, on the services that were chosen, with a record of what it decides. */
import type { Agent } from '../../engine/agent/agent.js'
import { defaultPolicy } from '../../engine/call/policy.js'
import type { TextToSpeech } from '../../engine/providers/provider.js'
import { RealClock } from '../../engine/run/real-clock.js'
import type { RouteCall } from '../../server/route.js'
import type { ServerLog } from '../../server/server-log.js'
import type { LoadedAgent } from '../agents/load-agent.js'
import { auditOnDemand } from '../audit/audit-file.js'
import type { Stack } from '../stack/open-stack.js'
import { wordlessPolicy } from '../stack/wordless.js'

export interface CallRouteParts {
  readonly loaded: LoadedAgent
  readonly stack: Stack
  readonly log: ServerLog
  /** Where the records of calls are kept. */
  readonly auditDirectory: string
}

export async function callRoute({
  loaded: { agent, tools, recipe, policy: own },
  stack,
  log,
  auditDirectory,
}: CallRouteParts): Promise<RouteCall> {
  const policy = own ?? (stack.hearsWords ? defaultPolicy : wordlessPolicy)
  if (stack.embedded)
    await sayAhead(stack.providers({ clock: new RealClock(), log }, tools).tts, agent)
  return ({ callSid }) => {
    const record = auditOnDemand(auditDirectory, callSid)
    return {
      ...{ agent, policy, audit: record.write, ended: record.close },
      ...(recipe && { recipe }),
      providers: (clock, callLog) => stack.providers({ clock, log: callLog }, tools),
    }
  }
}

/** Has the opening line ready, so that the first caller hears it as soon as all others do. */
async function sayAhead(voice: TextToSpeech, agent: Agent): Promise<void> {
  const call = { from: '', to: '', parameters: {} }
  const stream = voice.open({ signal: new AbortController().signal })
  agent.onCallStarted(agent.start(call), call).directives.forEach((directive, id) => {
    if (directive.type === 'say') stream.write(id, directive.text)
  })
  stream.end()
  for await (const _ of stream);
}
