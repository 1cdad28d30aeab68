import { defaultPolicy } from '../../engine/call/policy.js'
import { configError } from '../../server/config/config.js'
import { settings } from '../../server/config/settings.js'
import { loadAgent, stockAgent } from '../agents/load-agent.js'
import type { Context } from '../context.js'
import type { Printer } from '../output/printer.js'
import { sourcesOf } from '../serve/flags.js'
import { chooseStack } from '../stack/choose-stack.js'
import { openStack, type Stack } from '../stack/open-stack.js'
import { wordlessAgent, wordlessPolicy } from '../stack/wordless.js'
import { logTo } from './desk-call.js'
import type { TalkFlags } from './options.js'
import type { TalkStack } from './stack.js'

/**
 * The services and the agent that flags, environment and `.env` name. Where words are not known and no agent was asked for, it is a menu.
 *
 * @param typed the caller's words come from a keyboard
 * @throws VoiceAgentError with everything that is wrong with the settings
 */
export async function openTalkStack(
  { context, printer }: { readonly context: Context; readonly printer: Printer },
  { agent, stt, llm, tts }: Pick<TalkFlags, 'agent' | 'stt' | 'llm' | 'tts'>,
  typed: boolean,
): Promise<TalkStack> {
  const given = Object.entries({ agent, stt: typed ? 'silent' : stt, llm, tts })
  const sources = sourcesOf(context, Object.fromEntries(given.filter(([, text]) => text)))
  const { choice, problems } = await chooseStack(sources, context.cwd)
  if (choice === undefined) throw configError(problems)
  const { variable = '' } = settings.agent
  const wanted = agent || sources.env[variable] || sources.dotenv[variable]
  const log = logTo((message) => printer.err(`warning  ${message}`))
  const stack = openStack(choice, { cwd: context.cwd, log })
  const knowsWords = typed || stack.hearsWords
  const load = async () => {
    await stack.ready()
    return wanted || knowsWords ? loadAgent(wanted || stockAgent, context.cwd) : wordlessAgent()
  }
  const loaded = await load().catch(async (error: unknown) => {
    await stack.close()
    throw error
  })
  const builtIn = stack.embedded ? ' (no provider keys: built-in parts)' : ''
  return {
    agent: loaded.agent,
    policy: knowsWords ? defaultPolicy : wordlessPolicy,
    providers: (deps) => stack.providers(deps, loaded.tools),
    description: `${typed ? typedParts(stack) : stack.description}${builtIn}`,
    ...(loaded.recipe && { recipe: loaded.recipe }),
    isInstant: stack.embedded,
    close: () => stack.close(),
  }
}

/** The words come from the keyboard, so speech-to-text is no part of it. */
const typedParts = ({ sources: { llm, tts } }: Stack) => `${llm.description}, ${tts.description}`
