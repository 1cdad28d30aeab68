import { VoiceAgentError } from '../../engine/errors.js'
import type { ServeConfig } from '../../server/config/config.js'
import {
  type NumberDesk,
  refuseIfHeld,
  refuseIfUsed,
  restoreLeftovers,
} from '../../server/numbers/point-number.js'
import type { VoiceNumber } from '../../server/numbers/voice-settings.js'
import type { Context } from '../context.js'
import { openKeys } from '../output/keys.js'
import { type Lines, sayRestored } from './lines.js'

/**
 * The numbers that may be pointed here. What a crash has left is put back first; a number that is in use needs `--take-over` or a yes.
 *
 * @throws VoiceAgentError when one is unknown, held, or in use and nobody agreed
 */
export async function agreedNumbers(
  desk: NumberDesk,
  config: ServeConfig,
  takeOver: boolean,
  { context, lines }: { readonly context: Context; readonly lines: Lines },
): Promise<readonly VoiceNumber[]> {
  for (const restored of await restoreLeftovers(desk)) sayRestored(lines, restored)
  const agreed: VoiceNumber[] = []
  for (const phone of config.numbers) {
    const number = await desk.numbers.find(phone)
    refuseIfHeld(desk.journal, number)
    if (!takeOver || number.trunkSid !== '') await agree(number, context, lines)
    agreed.push(number)
  }
  return agreed
}

async function agree(number: VoiceNumber, context: Context, lines: Lines): Promise<void> {
  try {
    refuseIfUsed(number)
  } catch (error) {
    const canAsk = context.stdin?.isTTY === true && context.stderr.isTTY && number.trunkSid === ''
    if (!(error instanceof VoiceAgentError) || !canAsk) throw error
    const [first = ''] = error.message.split('\n')
    lines.warn('webhook', `${first}\nvoice-agent will point it here and put it back when it stops.`)
    if (!(await saysYes(context, '                Change it? [y/N] '))) throw error
  }
}

async function saysYes({ stdin, stderr }: Context, question: string): Promise<boolean> {
  if (stdin === undefined) return false
  stderr.write(question)
  const keys = openKeys(stdin)
  try {
    const yes = (await keys.next()).toLowerCase() === 'y'
    stderr.write(yes ? 'y\n' : 'n\n')
    return yes
  } finally {
    keys.close()
  }
}
