/**
 * The log of the server: lines for a person at a terminal, JSON everywhere else. Nothing is written per frame. Words and numbers of
 * callers are left out unless asked for, and secrets always, whoever put them into a line.
 */
import { Writable } from 'node:stream'
import { type DestinationStream, type Logger, pino, stdSerializers, stdTimeFunctions } from 'pino'
import pretty from 'pino-pretty'
import type { ServerLog } from './server-log.js'

export interface LogOptions {
  readonly level: string
  /** For a person at a terminal. */
  readonly pretty: boolean
  readonly colour: boolean
  /** Words and numbers of callers may be written. */
  readonly callers: boolean
  readonly write: (text: string) => void
}

/** Field names under which secrets travel, at the top of a line and one level below. */
const secrets = ['authToken', 'token', 'password', 'secret', 'authorization', 'apiKey', 'signature']
/** Field names under which words and numbers of callers travel. */
const personal = [
  'from',
  'to',
  'caller',
  'called',
  'text',
  'words',
  'heard',
  'digits',
  'parameters',
]

export function openLog({
  level,
  pretty: forPerson,
  colour,
  callers,
  write,
}: LogOptions): ServerLog {
  const hidden = callers ? secrets : [...secrets, ...personal]
  const sink = { write }
  const destination: DestinationStream = forPerson
    ? pretty({
        colorize: colour,
        destination: toStream(write),
        ignore: 'pid,hostname',
        translateTime: 'SYS:HH:MM:ss.l',
        sync: true,
      })
    : sink
  const logger: Logger = pino(
    {
      level,
      base: null,
      serializers: { error: stdSerializers.err },
      redact: { paths: hidden.flatMap((name) => [name, `*.${name}`]), censor: '[hidden]' },
      timestamp: stdTimeFunctions.isoTime,
    },
    destination,
  )
  return logger
}

function toStream(write: (text: string) => void): Writable {
  return new Writable({
    write(chunk, _encoding, done) {
      write(String(chunk))
      done()
    },
  })
}
