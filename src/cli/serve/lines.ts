import type { Restored } from '../../server/numbers/point-number.js'
import type { Printer } from '../output/printer.js'

/** The checked lines of the start and of the end: `ok  tunnel  https://...`, `!!` for what must be seen even when all else is quiet. */
export interface Lines {
  readonly ok: (topic: string, text: string) => void
  readonly warn: (topic: string, text: string) => void
}

export function linesOn({ status, err, onErr }: Printer): Lines {
  const row = (sign: string, topic: string, text: string) =>
    `  ${sign}  ${topic.padEnd(10)}${text.replaceAll('\n', `\n${' '.repeat(16)}`)}`
  return {
    ok: (topic, text) => status(row(onErr.green('ok'), topic, text)),
    warn: (topic, text) => err(row(onErr.yellow('!!'), topic, text)),
  }
}

/** Says how putting a number back went. */
export function sayRestored({ ok, warn }: Lines, restored: Restored): void {
  const { outcome, phoneNumber } = restored
  if (outcome === 'left-alone') {
    warn(
      'webhook',
      `${phoneNumber} was changed by somebody else to ${restored.now}; left alone (before us: ${restored.before})`,
    )
  } else if (outcome === 'restored') ok('webhook', `${phoneNumber} is back on ${restored.to}`)
  else ok('webhook', `${phoneNumber} was on ${restored.to} already`)
}
