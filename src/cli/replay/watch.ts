/**
 * `replay --watch`: runs again when something changed. A fixture that was touched runs alone; after a change of the engine the same
 * fixtures run again, in new threads, which load it anew.
 */
import { dirname, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Context } from '../context.js'
import { type ExitCode, exitCodes } from '../exit-codes.js'
import { type Keys, openKeys } from '../output/keys.js'
import type { Printer } from '../output/printer.js'
import { reportError } from '../report-error.js'
import { type Changes, watchChanges } from './changes.js'
import type { ReplayOptions } from './options.js'
import { runFixtures } from './run-fixtures.js'
import { selectFixtures } from './select.js'

/** The compiled engine: what a run depends on besides its fixtures. */
const engineHome = fileURLToPath(new URL('../../engine', import.meta.url))

const help = 'a all  f failed  p pattern  u accept goldens  q quit'

const interrupt = () => process.kill(process.pid, 'SIGINT')

interface Watch {
  readonly context: Context
  readonly printer: Printer
  readonly options: ReplayOptions
  readonly changes: Changes
  readonly keys: Keys | undefined
  /** Aborted by Ctrl-C or `q`, in whatever state. */
  readonly signal: AbortSignal
}

type Happening =
  | { readonly type: 'changed'; readonly paths: ReadonlySet<string> }
  | { readonly type: 'key'; readonly key: string }
  | { readonly type: 'stop' }

/** Runs, waits, and runs again until `q` or Ctrl-C. */
export async function watchReplay(
  context: Context,
  options: ReplayOptions,
  printer: Printer,
): Promise<ExitCode> {
  const { fixtures } = selectFixtures(options, context.cwd)
  const homes = [...new Set(fixtures.map(({ directory }) => dirname(directory)))]
  const changes = watchChanges([...homes, engineHome])
  const keys = context.stdin?.isTTY === true ? openKeys(context.stdin, interrupt) : undefined
  const signal = context.interruption()
  try {
    return await watchLoop({ context, printer, options, changes, keys, signal })
  } finally {
    changes.close()
    keys?.close()
  }
}

async function watchLoop(watch: Watch): Promise<ExitCode> {
  const { printer, keys } = watch
  const next = happenings(watch)
  await run(watch, watch.options)
  for (;;) {
    printer.status(`\nwatching for changes   ${keys ? help : 'Ctrl-C stops'}`)
    const happening = await next()
    if (happening.type === 'stop') return exitCodes.interrupted
    if (happening.type === 'changed') await run(watch, watch.options, happening.paths)
    else if (happening.key === 'q') return exitCodes.ok
    else await press(watch, happening.key)
  }
}

/** Whatever comes first: a change, a key, or the end. What was not first is still there the next time. */
function happenings({ changes, keys, signal }: Watch): () => Promise<Happening> {
  const stop = new Promise<Happening>((resolve) => {
    if (signal.aborted) resolve({ type: 'stop' })
    signal.addEventListener('abort', () => resolve({ type: 'stop' }), { once: true })
  })
  const nextChange = async (): Promise<Happening> => ({
    type: 'changed',
    paths: await changes.next(),
  })
  const nextKey = async (keys: Keys): Promise<Happening> => ({
    type: 'key',
    key: await keys.next(),
  })
  let changed: Promise<Happening> | undefined
  let pressed: Promise<Happening> | undefined
  return async () => {
    changed ??= nextChange()
    // Asked for only here, so that whoever reads a pattern in between gets its keys.
    if (keys !== undefined) pressed ??= nextKey(keys)
    const first = await Promise.race([stop, changed, ...(pressed ? [pressed] : [])])
    if (first.type === 'changed') changed = undefined
    if (first.type === 'key') pressed = undefined
    return first
  }
}

/** Does what a key says; nothing for a key that means nothing. */
async function press(watch: Watch, key: string): Promise<void> {
  const { keys } = watch
  const options = keys === undefined ? undefined : await chosen(watch, keys, key)
  if (options !== undefined) await run(watch, options)
}

/** What a key asks to be run; undefined for a key that means nothing. */
async function chosen(
  { options, printer }: Watch,
  keys: Keys,
  key: string,
): Promise<ReplayOptions | undefined> {
  if (key === 'a') return { ...options, filters: [], grep: undefined, tags: [], lastFailed: false }
  if (key === 'f') return { ...options, lastFailed: true }
  if (key === 'u') return { ...options, update: true }
  if (key !== 'p') return undefined
  const text = await readPattern(keys, printer)
  return text === undefined ? undefined : { ...options, grep: new RegExp(escapeRegExp(text), 'iu') }
}

const escapeRegExp = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

/** A word typed at the prompt; undefined after Escape. */
async function readPattern(keys: Keys, printer: Printer): Promise<string | undefined> {
  let text = ''
  for (;;) {
    printer.progress(`only fixtures with: ${text}`)
    const key = await keys.next()
    if (key === 'enter') break
    if (key === 'escape') text = ''
    if (key === 'escape') break
    text = key === 'backspace' ? text.slice(0, -1) : text + (key.length === 1 ? key : '')
  }
  printer.progress()
  return text === '' ? undefined : text
}

/** Runs the selection, or of it only what was touched. Wrong use is shown and watching goes on. */
async function run(
  { context, printer, changes }: Watch,
  options: ReplayOptions,
  touched: ReadonlySet<string> = new Set(),
): Promise<void> {
  try {
    const { fixtures } = selectFixtures(options, context.cwd)
    const own = fixtures.filter(({ directory }) =>
      [...touched].some((path) => path.startsWith(`${directory}${sep}`)),
    )
    await runFixtures(context, own.length > 0 ? own : fixtures, options, printer, { threads: true })
  } catch (error) {
    reportError(error, context.stderr.write)
  }
  changes.forget()
}
