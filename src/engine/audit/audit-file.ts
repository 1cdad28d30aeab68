/**
 * The record of one call on disk: a chain (`compliance/audit-chain.ts`), one line a record, each on the disk before the call goes on.
 */
import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { AuditRecord } from '../call/command.js'
import { chainLine, closedKind, firstHash } from '../compliance/audit-chain.js'

export interface AuditFile {
  readonly path: string
  /** Returns when the record is on the disk. Throws when it is not: the call may not go on then. */
  write(record: AuditRecord): void
  /** Closes the chain. Without it the record counts as cut off. Never throws. */
  close(): void
}

/** SHA-256 in hex, as the chain wants it. */
export const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex')

/**
 * A file that is made with its first record: a call of an agent that records nothing leaves none. It is readable by its owner alone.
 *
 * @param call names the file; anything but letters, digits, `-` and `_` is left out
 */
export function auditFile(directory: string, call: string): AuditFile {
  const path = join(directory, `${call.replace(/[^\w-]/g, '')}.audit.jsonl`)
  let file: number | undefined
  let seq = 0
  let head = firstHash
  const append = (record: AuditRecord) => {
    file ??= begin(directory, path)
    const line = chainLine(seq + 1, head, record, sha256Hex)
    const bytes = new TextEncoder().encode(`${JSON.stringify(line)}\n`)
    if (writeSync(file, bytes) !== bytes.length) throw new Error(`${path} takes no more`)
    fsyncSync(file)
    seq = line.seq
    head = line.hash
  }
  return {
    path,
    write: append,
    close() {
      if (file === undefined) return
      try {
        append({ kind: closedKind, lines: seq + 1 })
      } catch {
      } finally {
        closeSync(file)
        file = undefined
      }
    },
  }
}

/** A record is never written over: a call of the same name is another call. */
function begin(directory: string, path: string): number {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  return openSync(path, 'wx', 0o600)
}
