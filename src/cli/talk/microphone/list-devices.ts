import type { Context } from '../../context.js'
import type { Printer } from '../../output/printer.js'
import type { AudioDevice } from '../audio/devices.js'
import type { TalkFlags } from '../options.js'
import { findSound } from './open-sound.js'

/**
 * Prints the microphones and speakers there are: a table, or one JSON object.
 *
 * @throws VoiceAgentError E_AUDIO when there is no sound here
 */
export async function listDevices(
  context: Context,
  flags: TalkFlags,
  printer: Printer,
): Promise<void> {
  const { audio, devices } = await findSound(context, flags)
  if (printer.mode === 'json') return printer.out(JSON.stringify({ audio: audio.kind, devices }))
  printer.status(`sound devices through ${audio.kind}; * is what is used when none is named`)
  for (const line of deviceTable(devices)) printer.out(line)
}

/** Number, directions with `*` at the default, rate, name. */
function deviceTable(devices: readonly AudioDevice[]): readonly string[] {
  const rows = devices.map((device) => [
    String(device.number),
    mark('microphone', device.inputs, device.isDefaultInput),
    mark('speaker', device.outputs, device.isDefaultOutput),
    `${device.rate} Hz`,
    device.name,
  ])
  const widths = [2, 11, 8, 8]
  return [['', 'in', 'out', 'rate', 'name'], ...rows].map((cells) =>
    cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  '),
  )
}

function mark(what: string, channels: number, isDefault: boolean): string {
  if (channels === 0) return ''
  return isDefault ? `${what}*` : what
}
