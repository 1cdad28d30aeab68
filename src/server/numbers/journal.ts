/**
 * What a number did before we changed it, on disk before anything changes, so that it can be put back even after a crash.
 *
 * One file a number. It is replaced as a whole: written beside, brought to disk, renamed. Whoever reads it sees the old or the new one.
 */
import {
  closeSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { messageOf, VoiceAgentError } from '../../engine/errors.js'
import { makeDirectory } from '../../engine/make-directory.js'

const voiceSettings = z.object({
  voiceUrl: z.string(),
  voiceMethod: z.string(),
  voiceFallbackUrl: z.string(),
  voiceFallbackMethod: z.string(),
  statusCallback: z.string(),
  statusCallbackMethod: z.string(),
  voiceApplicationSid: z.string(),
})

const record = z.object({
  format: z.literal('voice-agent.number/1'),
  /** Who keeps the number changed: a running server, or a person who said `numbers set`. */
  by: z.enum(['serve', 'set']),
  accountSid: z.string(),
  sid: z.string(),
  phoneNumber: z.string(),
  before: voiceSettings,
  /** What we set, newest last; the number is ours while it has one of these. */
  ours: z.array(voiceSettings),
  pid: z.number().int(),
  host: z.string(),
  at: z.string(),
})

export type JournalRecord = Readonly<z.output<typeof record>>

export interface Journal {
  /** All records, in the order of their files. */
  readonly all: () => readonly JournalRecord[]
  readonly read: (by: JournalRecord['by'], sid: string) => JournalRecord | undefined
  /** Durable when it returns. */
  readonly write: (entry: JournalRecord) => void
  readonly remove: (entry: JournalRecord) => void
  readonly pathOf: (entry: Pick<JournalRecord, 'by' | 'sid'>) => string
}

const suffix = '.number.json'

/** @param directory made when the first record is written */
export function openJournal(directory: string): Journal {
  const pathOf = ({ by, sid }: Pick<JournalRecord, 'by' | 'sid'>) =>
    join(directory, `${sid}.${by}${suffix}`)
  return {
    pathOf,
    all: () =>
      filesOf(directory).flatMap((name) => {
        const found = readRecord(join(directory, name))
        return found === undefined ? [] : [found]
      }),
    read: (by, sid) => readRecord(pathOf({ by, sid })),
    write: (entry) => {
      const path = pathOf(entry)
      guarded(path, () => replaceFile(directory, path, `${JSON.stringify(entry, null, 2)}\n`))
    },
    remove: (entry) => guarded(pathOf(entry), () => rmSync(pathOf(entry), { force: true })),
  }
}

/** This process, as the owner of a record. */
export function thisOwner(): Pick<JournalRecord, 'pid' | 'host'> {
  return { pid: process.pid, host: hostname() }
}

/** The process that wrote the record still runs here. A reused process id counts as running, which is the careful side. */
export function ownerLives({ pid, host }: JournalRecord): boolean {
  if (host !== hostname() || pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

function filesOf(directory: string): readonly string[] {
  try {
    return readdirSync(directory)
      .filter((name) => name.endsWith(suffix))
      .sort()
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return []
    throw journalError(directory, error)
  }
}

function readRecord(path: string): JournalRecord | undefined {
  try {
    return record.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw journalError(path, error)
  }
}

function replaceFile(directory: string, path: string, text: string): void {
  makeDirectory(directory, 0o700)
  const beside = `${path}.${process.pid}.new`
  const file = openSync(beside, 'w', 0o600)
  try {
    writeSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(beside, path)
  syncDirectory(directory)
}

/** The rename itself must survive a power cut. Some systems cannot open a directory; there it must do without. */
function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(directory, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function guarded(path: string, work: () => void): void {
  try {
    work()
  } catch (error) {
    throw journalError(path, error)
  }
}

function journalError(path: string, error: unknown): VoiceAgentError {
  const unreadable = error instanceof SyntaxError || error instanceof z.ZodError
  const why = unreadable ? 'it is damaged' : messageOf(error)
  const fix = unreadable
    ? 'look up the old voice URL in it, set it with `voice-agent numbers set`, and remove the file'
    : 'make the directory writable, or name another with VOICE_AGENT_STATE'
  return new VoiceAgentError(
    'E_JOURNAL',
    `the record of the number cannot be used: ${why}`,
    fix,
    path,
  )
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
