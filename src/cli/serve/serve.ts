/**
 * `voice-agent serve`: brings the parts up in an order in which nothing is promised before it is true, and takes them down in the
 * reverse one.
 *
 *   settings → numbers may be used → server listens → tunnel → probe → numbers point here → Ready
 *   signal   → calls finish → numbers are put back → tunnel closes → server closes
 */
import { messageOf } from '../../engine/errors.js'
import { configError, readConfig, type ServeConfig } from '../../server/config/config.js'
import { openLog } from '../../server/log.js'
import type { ServerLog } from '../../server/server-log.js'
import type { Context } from '../context.js'
import { type ExitCode, exitCodes } from '../exit-codes.js'
import { openPrinter, type Printer } from '../output/printer.js'
import { chooseStack } from '../stack/choose-stack.js'
import { readVersion } from '../version.js'
import { type ServeFlags, sourcesOf } from './flags.js'
import { linesOn } from './lines.js'
import { sayReady, writeReadyFile } from './ready.js'
import type { Closer, Run } from './run.js'
import { startServing } from './start-serving.js'
import { aborted, stopSignals } from './stop-signals.js'

/** Serves until it is told to stop. */
export async function serve(context: Context, flags: ServeFlags): Promise<ExitCode> {
  const printer = openPrinter(context, flags)
  const { config, stack } = await settingsOf(context, flags)
  const stop = stopSignals(context)
  const closers: Closer[] = []
  const run: Run = {
    ...{ context, flags, config, stack, printer, stop, lines: linesOn(printer) },
    log: logOf(context, printer, config),
    atEnd: (close) => void closers.unshift(close),
  }
  let wasReady = false
  let clean = true
  try {
    await becomeReady(run)
    wasReady = true
    await aborted(stop.first)
  } catch (error) {
    // Whoever stops a start-up knows why it did not succeed.
    if (!stop.first.aborted) throw error
  } finally {
    for (const close of closers) clean = (await closes(close, run)) && clean
    stop.release()
  }
  if (printer.mode === 'json') printer.out(JSON.stringify({ v: 1, type: 'stopped', clean }))
  if (!clean) return exitCodes.failed
  return wasReady ? exitCodes.ok : exitCodes.interrupted
}

/** Everything that is wrong with the settings of the server and of its services is told at once. */
async function settingsOf(
  context: Context,
  flags: ServeFlags,
): Promise<Pick<Run, 'config' | 'stack'>> {
  const sources = sourcesOf(context, flags)
  const { choice, problems } = await chooseStack(sources, context.cwd)
  const insecureNoSignature = flags.insecureNoSignature === true
  const config = readConfig(sources, { webhook: flags.webhook, insecureNoSignature }, problems)
  if (choice === undefined) throw configError(problems)
  return { config, stack: choice }
}

async function becomeReady(run: Run): Promise<void> {
  const { context, flags, printer } = run
  printer.status(`voice-agent ${readVersion()}\n`)
  const facts = await startServing(run)
  run.stop.first.throwIfAborted()
  // First, so that nobody reads "Ready" above the line that says why it is not.
  if (flags.readyFile !== undefined) run.atEnd(writeReadyFile(context.cwd, flags.readyFile, facts))
  sayReady(printer, facts)
  run.log.info({ url: facts.url, port: facts.port, signatures: facts.checksSignatures }, 'ready')
}

/** Whether it went well. What fails here is told, and the next one still gets its turn. */
async function closes(close: Closer, { lines }: Run): Promise<boolean> {
  try {
    return (await close()) !== false
  } catch (error) {
    lines.warn('stop', messageOf(error))
    return false
  }
}

function logOf(context: Context, printer: Printer, config: ServeConfig): ServerLog {
  const forPerson = context.stderr.isTTY && printer.mode !== 'json'
  return openLog({
    level: printer.quiet && config.logLevel === 'info' ? 'warn' : config.logLevel,
    pretty: forPerson,
    colour: printer.onErr.bold('x') !== 'x',
    callers: config.logCallers,
    write: (text) => context.stderr.write(text),
  })
}
