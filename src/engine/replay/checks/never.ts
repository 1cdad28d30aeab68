import type { CallFacts, TimedCommand, TimedNote } from '../call-facts.js'
import { type Check, clockTime, judged } from './check.js'
import type { SectionCheck } from './evidence.js'

const noteOf = {
  interrupted: 'agent.interrupted',
  paused: 'agent.paused',
  resumed: 'agent.resumed',
  fallback: 'fallback',
  'caller-turn': 'turn.ended',
  unheard: 'turn.unheard',
} as const satisfies Readonly<Record<string, TimedNote['kind']>>

/** `never`: what must not happen in the whole call. */
export const neverChecks: SectionCheck = ({ expectations, facts }) =>
  expectations.never.map(({ value, line }): Check => {
    const found =
      value === 'hung-up'
        ? facts.commands.find((command) => command.type === 'hangUp')
        : facts.notes.find(({ kind }) => kind === noteOf[value])
    const wanted = 'not in the whole call'
    const subject = { name: `never ${value}`, line }
    if (found === undefined) return judged(subject, true, { wanted, got: 'never' })
    const got = `at ${clockTime(found.at)}${details(found, facts)}`
    const moments = [{ at: found.at, label: value }]
    return judged(subject, false, { wanted, got, at: found.at, moments })
  })

function details(found: TimedNote | TimedCommand, { notes }: CallFacts): string {
  const fields: Readonly<Record<string, unknown>> = { ...found }
  const said = ['text', 'heard', 'by', 'why', 'did'].flatMap((key) =>
    typeof fields[key] === 'string' ? [`${key} ${JSON.stringify(fields[key])}`] : [],
  )
  const times = 'kind' in found ? notes.filter(({ kind }) => kind === found.kind).length : 1
  return `${said.length > 0 ? ` (${said.join(', ')})` : ''}${times > 1 ? `, ${times} times` : ''}`
}
