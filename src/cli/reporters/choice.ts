import { VoiceAgentError } from '../../engine/errors.js'
import { didYouMean } from '../../engine/fixture/closest.js'
import type { Context } from '../context.js'

const names = ['list', 'json', 'jsonl', 'junit', 'github'] as const
export type ReporterName = (typeof names)[number]

/** A reporter, and the file it writes to instead of the terminal. */
export interface ReporterChoice {
  readonly name: ReporterName
  readonly file?: string
}

interface Asked {
  readonly reporter?: readonly string[]
  readonly output?: string
  readonly json?: boolean
}

/**
 * The reporters a command line asks for, each once: those it names, `json` for `--json`, `list` when there is nothing else, and
 * `github` by itself on GitHub Actions.
 *
 * @throws VoiceAgentError `E_USAGE` for an unknown name, a `junit` without a file, or two that want stdout for themselves
 */
export function parseReporters(asked: Asked, env: Context['env']): readonly ReporterChoice[] {
  const named = (asked.reporter ?? []).map(parseReporter)
  const json = asked.json === true || (asked.output ?? env.VOICE_AGENT_OUTPUT) === 'json'
  const choices = [...named]
  const has = (name: ReporterName) => choices.some((choice) => choice.name === name)
  if (json && !choices.some(ownsStdout)) choices.push({ name: 'json' })
  if (choices.every(({ file }) => file !== undefined)) choices.unshift({ name: 'list' })
  if (isOnGithub(env) && !has('github')) choices.push({ name: 'github' })
  const owners = choices.filter(ownsStdout)
  if (owners.length > 1) {
    const fix = `give one of them a file, e.g. ${owners[0]?.name}=out/replay.json`
    throw new VoiceAgentError('E_USAGE', 'two reporters cannot share stdout', fix)
  }
  return choices
}

/** Machines read this one's output, so nothing else may go to stdout. */
export function ownsStdout({ name, file }: ReporterChoice): boolean {
  return (name === 'json' || name === 'jsonl') && file === undefined
}

function isOnGithub(env: Context['env']): boolean {
  return env.GITHUB_ACTIONS === 'true'
}

function parseReporter(text: string): ReporterChoice {
  const [given = '', ...rest] = text.split('=')
  const file = rest.join('=')
  const name = names.find((name) => name === given)
  if (name === undefined) {
    const message = `there is no reporter ${JSON.stringify(given)}`
    throw new VoiceAgentError('E_USAGE', message, didYouMean(given, names))
  }
  if (name === 'junit' && file === '') {
    const fix = 'name a file: --reporter junit=out/junit.xml'
    throw new VoiceAgentError('E_USAGE', 'the junit reporter writes to a file', fix)
  }
  if ((name === 'list' || name === 'github') && file !== '') {
    const message = `the ${name} reporter writes to the terminal and takes no file`
    throw new VoiceAgentError('E_USAGE', message, `use --reporter ${name}`)
  }
  return file === '' ? { name } : { name, file }
}
