import { VoiceAgentError } from '../../engine/errors.js'
import { mask, type Problem, type Sources } from '../../server/config/config.js'
import type { Context } from '../context.js'
import { sourcesOf } from '../serve/flags.js'

/** What is looked at. */
export interface World {
  readonly cwd: string
  readonly sources: Sources
  /** Why `.env` could not be read. */
  readonly dotenvProblem: Problem | undefined
}

export function worldOf(context: Context): World {
  const { env, cwd } = context
  try {
    return { cwd, sources: sourcesOf(context, {}), dotenvProblem: undefined }
  } catch (error) {
    if (!(error instanceof VoiceAgentError)) throw error
    const dotenvProblem = { what: error.message, fix: error.fix }
    return { cwd, sources: { flags: {}, env, dotenv: {} }, dotenvProblem }
  }
}

/** A variable as it counts. */
export interface Found {
  readonly text: string
  readonly from: 'shell' | '.env'
  /** Set in both places to different texts: the shell wins. */
  readonly hides: boolean
}

/** What is written for a variable, blank text as nothing. */
export function find(variable: string, { env, dotenv }: Sources): Found | undefined {
  const shell = env[variable]?.trim() || undefined
  const file = dotenv[variable]?.trim() || undefined
  const hides = shell !== undefined && file !== undefined && shell !== file
  if (shell !== undefined) return { text: shell, from: 'shell', hides }
  return file === undefined ? undefined : { text: file, from: '.env', hides }
}

/** `sk***9f from .env`: enough to tell which key it is. */
export function showSecret(found: Found): string {
  const ignored = found.hides ? ' (another one in .env is ignored)' : ''
  return `${mask(found.text)} from ${found.from === 'shell' ? 'the shell' : '.env'}${ignored}`
}
