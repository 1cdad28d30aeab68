import type { Context, Sink } from '../context.js'

/** Wraps text in what a terminal needs to show it so; without colour, the text as it is. */
export type Paint = (text: string) => string

/** The few looks we use. Colour only ever repeats what a word says, so nothing is lost without it. */
export interface Colours {
  readonly bold: Paint
  readonly dim: Paint
  readonly red: Paint
  readonly green: Paint
  readonly yellow: Paint
}

const plain: Paint = (text) => text
const sgr =
  (on: number, off: number): Paint =>
  (text) =>
    `\u001b[${on}m${text}\u001b[${off}m`

const colours: Colours = {
  bold: sgr(1, 22),
  dim: sgr(2, 22),
  red: sgr(31, 39),
  green: sgr(32, 39),
  yellow: sgr(33, 39),
}

export const noColours: Colours = {
  bold: plain,
  dim: plain,
  red: plain,
  green: plain,
  yellow: plain,
}

/**
 * Whether a stream gets colour. The first that speaks decides: the flag, FORCE_COLOR (`0` and `false` mean no; it beats
 * NO_COLOR as in Node itself), NO_COLOR with any text in it, TERM=dumb, and at last whether a person may be looking.
 *
 * @param allowed false after `--no-color` or in a mode without colour
 */
export function coloursFor(sink: Sink, env: Context['env'], allowed: boolean): Colours {
  return allowed && wanted(sink, env) ? colours : noColours
}

function wanted(sink: Sink, env: Context['env']): boolean {
  const { FORCE_COLOR: force, NO_COLOR: none, TERM: term } = env
  if (force !== undefined) return force !== '0' && force !== 'false'
  if (none !== undefined && none !== '') return false
  return term !== 'dumb' && sink.isTTY
}
