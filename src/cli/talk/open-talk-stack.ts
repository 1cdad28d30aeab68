import { keypadMenuAgent } from '../../engine/agent/keypad-menu.js'
import { plainAgent } from '../../engine/agent/plain.js'
import { policyWith } from '../../engine/call/policy.js'
import { noTools } from '../../engine/providers/no-model.js'
import { configError } from '../../server/config/config.js'
import type { Context } from '../context.js'
import type { Printer } from '../output/printer.js'
import { sourcesOf } from '../serve/flags.js'
import { chooseStack } from '../stack/choose-stack.js'
import { openStack } from '../stack/open-stack.js'
import { logTo } from './desk-call.js'
import type { TalkFlags } from './options.js'
import type { TalkStack } from './stack.js'

/**
 * The services that flags, environment and `.env` name, and an agent for them: with a model one that talks, without one a menu.
 *
 * @throws VoiceAgentError with everything that is wrong with the settings
 */
export async function openTalkStack(
  { context, printer }: { readonly context: Context; readonly printer: Printer },
  { stt, llm, tts }: Pick<TalkFlags, 'stt' | 'llm' | 'tts'>,
): Promise<TalkStack> {
  const given = { ...(stt && { stt }), ...(llm && { llm }), ...(tts && { tts }) }
  const { choice, problems } = await chooseStack(sourcesOf(context, given), context.cwd)
  if (choice === undefined) throw configError(problems)
  const log = logTo((message) => printer.err(`warning  ${message}`))
  const stack = openStack(choice, { cwd: context.cwd, log })
  const hasModel = choice.llm.definition.name !== 'none'
  return {
    agent: hasModel ? plainAgent(talker) : keypadMenuAgent(menu),
    policy: hasModel ? policyWith({}) : policyWith({ keypad: { length: 1, joinMs: 200 } }),
    providers: (deps) => stack.providers(deps, noTools),
    description: stack.embedded
      ? `${stack.description} (no provider keys: built-in parts)`
      : stack.description,
    isInstant: stack.embedded,
    close: () => stack.close(),
  }
}

const talker = {
  greeting: 'Hello. This is your voice agent. How can I help you?',
  instructions:
    'You are a friendly agent on the phone. Answer in one or two short sentences, without lists or markup.',
  goodbyeWords: ['goodbye', 'bye'],
}

const menu = {
  greeting: 'Hello. This is your voice agent, on its built in parts.',
  choices: [
    {
      key: '1',
      name: 'a long sentence',
      says: 'I will now go on speaking for a while, so that you can interrupt me. Say anything, or press a key, and I stop. If you only say yes, I go on from where I was. That is all there is to it.',
    },
    {
      key: '2',
      name: 'what is missing',
      says: 'I know nothing but this menu. For more, speech to text and a language model have to be set up.',
    },
    { key: '9', name: 'the end', says: 'Thank you for calling. Goodbye.', ends: true },
  ],
}
