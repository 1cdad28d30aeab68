import { messageOf, VoiceAgentError } from '../../../engine/errors.js'
import { didYouMean } from '../../../engine/fixture/closest.js'
import { type Row, rowSchema } from '../event-schema.js'

const commands = ['/keys', '/interrupt', '/wait', '/quit'] as const

/** What may be typed beside words. */
export const typedHelp =
  '/keys 123# presses keys   /interrupt stops the agent   /wait 500 waits (ms)   /quit hangs up'

/**
 * A line of a JSON script; undefined for a blank one.
 *
 * @param number of the line, from 1
 * @throws VoiceAgentError `E_TALK_INPUT`
 */
export function parseJsonRow(line: string, number: number): Row | undefined {
  if (line.trim() === '') return undefined
  const where = `stdin:${number}`
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch (error) {
    const why = messageOf(error)
    throw new VoiceAgentError('E_TALK_INPUT', `not JSON: ${why}`, oneOf, where)
  }
  const { success, data } = rowSchema.safeParse(value)
  if (success) return data
  throw new VoiceAgentError('E_TALK_INPUT', `no row of a talk: ${line.trim()}`, oneOf, where)
}

const oneOf =
  'write one of {"say":"text"}, {"keys":"123#"}, {"interrupt":true}, {"wait_ms":500}, {"hang_up":true}; say, keys and hang_up may have "interrupt":true, and that may have "after_ms"'

/**
 * A line a person typed: words, or a command after a slash; undefined for a blank one.
 *
 * @throws VoiceAgentError `E_TALK_INPUT`
 */
export function parseTypedRow(line: string, number: number): Row | undefined {
  const text = line.trim()
  if (text === '') return undefined
  if (!text.startsWith('/')) return { say: text }
  const [name = '', argument = ''] = text.split(/\s+(.*)/)
  const row = commandRow(name, argument)
  if (rowSchema.safeParse(row).success) return row
  const known = commands.some((command) => command === name)
  const fix = known ? typedHelp : `${didYouMean(name, commands)}: ${typedHelp}`
  throw new VoiceAgentError('E_TALK_INPUT', `cannot do ${text}`, fix, `stdin:${number}`)
}

function commandRow(name: string, argument: string): Row | undefined {
  switch (name) {
    case '/keys':
      return { keys: argument }
    case '/interrupt':
      return { interrupt: true }
    case '/wait':
      return { wait_ms: argument === '' ? Number.NaN : Number(argument) }
    case '/quit':
      return { hang_up: true }
    default:
      return undefined
  }
}
