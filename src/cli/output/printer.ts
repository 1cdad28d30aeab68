import { VoiceAgentError } from '../../engine/errors.js'
import type { Context } from '../context.js'
import { type Colours, coloursFor } from './colour.js'

/** rich: colour and progress for a person; plain: lines for a file or a screen reader; json: data on stdout, words on stderr. */
export type OutputMode = 'rich' | 'plain' | 'json'

/** The options of every command, as commander parsed them. */
export interface CommonOptions {
  readonly output?: string
  readonly json?: boolean
  readonly quiet?: boolean
  readonly verbose?: boolean
  readonly color?: boolean
}

/** The one way to the terminal. Every text is whole lines; the last line end is added. */
export interface Printer {
  readonly mode: OutputMode
  readonly quiet: boolean
  readonly verbose: boolean
  /** A result, on stdout. */
  readonly out: (text: string) => void
  /** A warning or an error, on stderr; never silenced. */
  readonly err: (text: string) => void
  /** What is going on, on stderr; silent with `--quiet`. */
  readonly status: (text: string) => void
  /** One line on stderr that the next text replaces; only where a person is looking. Nothing removes it. */
  readonly progress: (text?: string) => void
  readonly onOut: Colours
  readonly onErr: Colours
}

export const outputModes: readonly OutputMode[] = ['rich', 'plain', 'json']

export const isOutputMode = (text: string): text is OutputMode =>
  outputModes.some((mode) => mode === text)

/**
 * The printer a command line asked for.
 *
 * @throws VoiceAgentError `E_USAGE` for a mode that does not exist
 */
export function openPrinter(context: Context, options: CommonOptions): Printer {
  const { stdout, stderr, env } = context
  const mode = outputMode(options, env, stdout.isTTY)
  const plain = (options.output ?? env.VOICE_AGENT_OUTPUT) === 'plain'
  const colour = options.color !== false && !plain
  const quiet = options.quiet === true
  const line = progressLine(context, mode === 'rich' && !quiet)
  const err = (text: string) => {
    line.erase()
    stderr.write(`${text}\n`)
  }
  return {
    mode,
    quiet,
    verbose: options.verbose === true,
    out: (text) => {
      line.erase()
      stdout.write(`${text}\n`)
    },
    err,
    status: quiet ? () => {} : err,
    progress: line.draw,
    onOut: coloursFor(stdout, env, colour),
    onErr: coloursFor(stderr, env, colour),
  }
}

function outputMode(options: CommonOptions, env: Context['env'], isTTY: boolean): OutputMode {
  if (options.json) return 'json'
  const asked = options.output ?? env.VOICE_AGENT_OUTPUT
  if (asked === undefined || asked === '') return isTTY ? 'rich' : 'plain'
  if (isOutputMode(asked)) return asked
  const origin = options.output === undefined ? 'VOICE_AGENT_OUTPUT' : '--output'
  const message = `${origin} is ${JSON.stringify(asked)}, which is not an output mode`
  throw new VoiceAgentError('E_USAGE', message, `use one of ${outputModes.join(', ')}`)
}

/** A line that is drawn over and over, so that nothing of it is left when real text comes. */
function progressLine({ stderr, env }: Context, wanted: boolean) {
  const shown = wanted && stderr.isTTY && env.TERM !== 'dumb'
  let drawn = false
  const erase = () => {
    if (drawn) stderr.write('\r\u001b[K')
    drawn = false
  }
  const draw = (text = '') => {
    if (!shown) return
    erase()
    drawn = text !== ''
    if (drawn) stderr.write(text.slice(0, 78))
  }
  return { draw, erase }
}
