/** The tools of the appointment desk on this machine: a JSON file with free and booked times. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { messageOf, VoiceAgentError } from '../errors.js'
import { ProviderFailure, type ToolRunner } from '../providers/provider.js'

interface Times {
  /** `2026-12-04T09:30` */
  readonly free: readonly string[]
  readonly booked: Readonly<Record<string, string>>
}

/** @throws VoiceAgentError E_CALENDAR when there is no such file, or it holds no times */
export function calendar(path: string | undefined, cwd: string): ToolRunner {
  if (path === undefined)
    throw new VoiceAgentError('E_CALENDAR', 'the agent appointments has no calendar', fix)
  const where = resolve(cwd, path)
  readTimes(where)
  return {
    async run({ name, input }) {
      const { day = '', time = '', name: who = '' } = fields(input)
      // Read anew each time: other calls book too.
      const times = readTimes(where)
      switch (name) {
        case 'free_times':
          return JSON.stringify({ free: times.free.filter((one) => one.startsWith(day)) })
        case 'book':
          return book(where, times, time, who)
        case 'cancel':
          return cancel(where, times, time, who)
        default:
          throw new ProviderFailure('BAD_RESPONSE', `there is no tool ${name}`)
      }
    },
  }
}

const fix =
  'give the agent the option calendar: a JSON file { "free": ["2026-12-04T09:30"], "booked": {} }'

function book(where: string, { free, booked }: Times, time: string, who: string): string {
  if (!free.includes(time)) return JSON.stringify({ error: 'that time is not free' })
  if (who === '') return JSON.stringify({ error: 'a name is needed' })
  write(where, { free: free.filter((one) => one !== time), booked: { ...booked, [time]: who } })
  return JSON.stringify({ booked: time, name: who })
}

function cancel(where: string, { free, booked }: Times, time: string, who: string): string {
  if (booked[time]?.toLowerCase() !== who.toLowerCase() || who === '')
    return JSON.stringify({ error: 'there is no such appointment' })
  const { [time]: _, ...rest } = booked
  write(where, { free: [...free, time].sort(), booked: rest })
  return JSON.stringify({ cancelled: time })
}

/** Whole or not at all. */
function write(where: string, times: Times): void {
  writeFileSync(`${where}.new`, `${JSON.stringify(times, null, 2)}\n`)
  renameSync(`${where}.new`, where)
}

function readTimes(where: string): Times {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(where, 'utf8'))
  } catch (error) {
    const why = messageOf(error)
    throw new VoiceAgentError('E_CALENDAR', `the calendar cannot be read: ${why}`, fix, where)
  }
  if (isTimes(value)) return value
  throw new VoiceAgentError('E_CALENDAR', 'the calendar has no free and booked times', fix, where)
}

function isTimes(value: unknown): value is Times {
  if (typeof value !== 'object' || value === null) return false
  const { free, booked }: Readonly<Record<string, unknown>> = { ...value }
  return Array.isArray(free) && typeof booked === 'object' && booked !== null
}

function fields(input: string): Readonly<Record<string, string>> {
  const value: unknown = JSON.parse(input)
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : []
  return Object.fromEntries(entries.map(([key, one]) => [key, String(one)]))
}
