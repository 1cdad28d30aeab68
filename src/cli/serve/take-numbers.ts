import { VoiceAgentError } from '../../engine/errors.js'
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
import type { Run } from './run.js'

/**
 * Puts back what a crash has left. Where no number is asked for, one that cannot be put back keeps nobody from serving.
 */
export async function putBackLeftovers(desk: NumberDesk, { config, lines }: Run): Promise<void> {
  try {
    for (const restored of await restoreLeftovers(desk)) sayRestored(lines, restored)
  } catch (error) {
    if (config.pointsNumbers) throw error
    lines.warn('webhook', `not put back: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/**
 * The numbers that may be pointed here. One that is in use needs `--take-over` or a yes.
 *
 * @throws VoiceAgentError when one is unknown, held, or in use and nobody agreed
 */
export async function agreedNumbers(
  desk: NumberDesk,
  { config, context, flags, lines }: Run,
): Promise<readonly VoiceNumber[]> {
  const agreed: VoiceNumber[] = []
  for (const phone of config.numbers) {
    const number = await desk.numbers.find(phone)
    refuseIfHeld(desk.journal, number)
    if (!flags.takeOver || number.trunkSid !== '') await agree(number, context, lines)
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
