/**
 * Keeps the records of one call: a file of its own, only ever appended to, each line on the disk before the call goes on.
 */
import { closeSync, fstatSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { AuditRecord } from '../../engine/call/command.js'
import {
  auditFormat,
  chainLine,
  closedKind,
  firstHash,
} from '../../engine/compliance/audit-chain.js'
import { makeDirectory } from '../../engine/make-directory.js'
import { sha256 } from '../../engine/policy/load-policy.js'

export interface AuditFile {
  readonly path: string
  /** Writes a record durably; throws if it cannot, and then the call has to end. */
  write(record: AuditRecord): void
  /** Writes the line that closes the chain. Nothing can be written after it. */
  close(): void
}

/**
 * @param call names the file: `<call>.audit.jsonl`
 * @throws the file system's error when the file is there already or cannot be made
 */
export function openAuditFile(directory: string, call: string): AuditFile {
  makeDirectory(directory, 0o700)
  const path = join(directory, `${call.replace(/[^\w.-]/g, '_')}.audit.jsonl`)
  const file = openSync(path, 'ax', 0o600)
  let seq = 0
  let prev = firstHash
  let open = true
  const write = (record: AuditRecord) => {
    if (!open) throw new Error('the record of the call is closed')
    const line = chainLine(seq + 1, prev, record, sha256)
    const bytes = Buffer.from(`${JSON.stringify(line)}\n`)
    // Half a line must not be followed by another: whoever cannot write one ends the chain here.
    try {
      if (writeSync(file, bytes) !== bytes.length)
        throw new Error('the disk took only a part of it')
      fsyncSync(file)
      // A file without a name takes every line and keeps none.
      if (fstatSync(file).nlink === 0) throw new Error('the file was removed')
    } catch (error) {
      open = false
      closeSync(file)
      throw error
    }
    seq += 1
    prev = line.hash
  }
  write({ kind: 'audit.opened', format: auditFormat, call })
  return {
    path,
    write,
    close() {
      if (!open) return
      write({ kind: closedKind, lines: seq + 1 })
      open = false
      closeSync(file)
    },
  }
}

/**
 * A record whose file is made with the first thing written: a call of an agent that records nothing leaves none. A call that comes back from
 * a transfer has a record of its own, so the name holds the time too. `close` never throws: the call is over then.
 */
export function auditOnDemand(
  directory: string,
  call: string,
): Omit<AuditFile, 'path'> & { readonly path: () => string | undefined } {
  let file: AuditFile | undefined
  return {
    path: () => file?.path,
    write(record) {
      const time = new Date().toISOString().replace(/\D/g, '')
      file ??= openAuditFile(directory, `${call}-${time}`)
      file.write(record)
    },
    close() {
      try {
        file?.close()
      } catch {}
    },
  }
}
