import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { messageOf, VoiceAgentError } from '../../engine/errors.js'
import type { ProbeResult } from '../../server/probe-public-url.js'
import type { Printer } from '../output/printer.js'

/** What is true now that calls can come. */
export interface ReadyFacts {
  /** Public origin. */
  readonly url: string
  readonly port: number
  readonly numbers: readonly { readonly number: string; readonly previous: string }[]
  /** Whether numbers were pointed here by us. */
  readonly webhookSet: boolean
  readonly checksSignatures: boolean
  /** Undefined when nobody asked. */
  readonly probe: ProbeResult | undefined
  /** Only this machine can call. */
  readonly local: boolean
}

/** The JSON event, the same on stdout and in the ready file. */
function readyEvent(facts: ReadyFacts): object {
  const [first] = facts.numbers
  return {
    ...{ v: 1, type: 'ready', url: facts.url, port: facts.port, number: first?.number ?? null },
    webhook: {
      set: facts.webhookSet,
      url: `${facts.url}/voice`,
      previous: first?.previous ?? null,
    },
    numbers: facts.numbers,
    signatures: facts.checksSignatures,
    probe: facts.probe ?? null,
    pid: process.pid,
  }
}

/** Tells the person or the script that calls can come. */
export function sayReady(printer: Printer, facts: ReadyFacts): void {
  if (printer.mode === 'json') printer.out(JSON.stringify(readyEvent(facts)))
  else printer.out(`\n${printer.onOut.bold('Ready')}\n${readyBlock(facts)}\n`)
}

function readyBlock(facts: ReadyFacts): string {
  const { url, port, numbers, webhookSet, local } = facts
  const rows: (readonly [string, string])[] = [
    ...numbers.map(({ number }) => ['Call', number] as const),
    ...(webhookSet
      ? []
      : [['Webhook', `POST ${url}/voice${local ? '' : '   set this in your number'}`] as const]),
    ...(webhookSet || local
      ? []
      : [['Status', `POST ${url}/call-status   and this as status callback`] as const]),
    ['Health', `http://127.0.0.1:${port}/readyz`],
    ['Stop', 'Ctrl-C lets calls finish, a second one hangs up'],
  ]
  return rows.map(([name, text]) => `  ${name.padEnd(10)}${text}`).join('\n')
}

/** Writes the file scripts wait for, whole at once. Gives back what removes it. */
export function writeReadyFile(cwd: string, file: string, facts: ReadyFacts): () => void {
  const path = resolve(cwd, file)
  const beside = `${path}.${process.pid}.new`
  try {
    writeFileSync(beside, `${JSON.stringify(readyEvent(facts))}\n`)
    renameSync(beside, path)
  } catch (error) {
    const why = messageOf(error)
    throw new VoiceAgentError(
      'E_USAGE',
      `--ready-file cannot be written: ${why}`,
      'name a file in a directory that is there',
    )
  }
  return () => rmSync(path, { force: true })
}
