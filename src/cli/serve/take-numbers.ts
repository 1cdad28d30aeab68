import { messageOf, VoiceAgentError } from '../../engine/errors.js'
import {
  type NumberDesk,
  refuseIfHeld,
  refuseIfUsed,
  restoreLeftovers,
} from '../../server/numbers/point-number.js'
import type { VoiceNumber } from '../../server/numbers/voice-settings.js'
import { type KeyInput, openKeys } from '../output/keys.js'
import { sayRestored } from './lines.js'
import type { Run } from './run.js'
import { aborted } from './stop-signals.js'

/**
 * Puts back what a crash has left. Where no number is asked for, one that cannot be put back keeps nobody from serving.
 */
export async function putBackLeftovers(desk: NumberDesk, { config, lines }: Run): Promise<void> {
  try {
    for (const restored of await restoreLeftovers(desk)) sayRestored(lines, restored)
  } catch (error) {
    if (config.pointsNumbers) throw error
    lines.warn('webhook', `not put back: ${messageOf(error)}`)
  }
}

/**
 * The numbers that may be pointed here. One that is in use needs `--take-over` or a yes.
 *
 * @throws VoiceAgentError when one is unknown, held, or in use and nobody agreed
 */
export async function agreedNumbers(desk: NumberDesk, run: Run): Promise<readonly VoiceNumber[]> {
  const { config, flags } = run
  const agreed: VoiceNumber[] = []
  for (const phone of config.numbers) {
    const number = await desk.numbers.find(phone)
    refuseIfHeld(desk.journal, number)
    if (!flags.takeOver || number.trunkSid !== '') await agree(number, run)
    agreed.push(number)
  }
  return agreed
}

async function agree(number: VoiceNumber, { context, lines, stop }: Run): Promise<void> {
  try {
    refuseIfUsed(number)
  } catch (error) {
    const { stdin, stderr } = context
    const canAsk = stdin?.isTTY === true && stderr.isTTY && number.trunkSid === ''
    if (!(error instanceof VoiceAgentError) || !canAsk) throw error
    const [first = ''] = error.message.split('\n')
    lines.warn('webhook', `${first}\nvoice-agent will point it here and put it back when it stops.`)
    stderr.write('                Change it? [y/N] ')
    const yes = await saysYes(stdin, stop.first)
    stderr.write(yes ? 'y\n' : 'n\n')
    if (!yes) throw error
  }
}

/** Ctrl-C and being told to stop are a no. */
async function saysYes(stdin: KeyInput, stop: AbortSignal): Promise<boolean> {
  const no = new AbortController()
  const keys = openKeys(stdin, () => no.abort())
  try {
    const key = await Promise.race([keys.next(), aborted(AbortSignal.any([stop, no.signal]))])
    return key?.toLowerCase() === 'y'
  } finally {
    keys.close()
  }
}
