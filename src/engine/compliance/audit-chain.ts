/**
 * The record of a call as a chain: every line carries the hash of the line before it, so that nothing in it can be altered, taken out or
 * put in without being seen. The last line says how many there are, so that a record cut short is seen too.
 */
import type { AuditRecord } from '../call/command.js'

/** SHA-256 of the text in UTF-8, hex. */
export type Hash = (text: string) => string

export interface ChainLine {
  readonly seq: number
  /** Hash of the line before; of nothing, for the first. */
  readonly prev: string
  readonly record: AuditRecord
  readonly hash: string
}

export const auditFormat = 'voice-agent.audit/1'
/** The kind of the record that closes a chain. */
export const closedKind = 'audit.closed'
/** The hash before the first line. */
export const firstHash = '0'.repeat(64)

/** The line that follows, as text without its line end. */
export function chainLine(seq: number, prev: string, record: AuditRecord, hash: Hash): ChainLine {
  return { seq, prev, record, hash: hash(sealed(seq, prev, record)) }
}

const sealed = (seq: number, prev: string, record: AuditRecord) =>
  JSON.stringify([auditFormat, seq, prev, record])

export type ChainCheck =
  /** `open`: whole so far, but not closed. The call was cut off, or lines at its end are missing. */
  | { readonly state: 'whole' | 'open'; readonly lines: number; readonly head: string }
  | { readonly state: 'broken'; readonly line: number; readonly why: string }

/** Goes through a record from its first line; `text` is the whole file. */
export function verifyChain(text: string, hash: Hash): ChainCheck {
  const lines = text.split('\n')
  if (lines.pop() !== '') return broken(lines.length + 1, 'the line is cut short')
  let prev = firstHash
  let closed = false
  for (const [index, line] of lines.entries()) {
    const seq = index + 1
    if (closed) return broken(seq, 'there are lines behind the one that closes the record')
    const read = readLine(line)
    if (read === undefined) return broken(seq, 'the line is no record')
    const why = problemOf(read, seq, prev, hash, line)
    if (why !== undefined) return broken(seq, why)
    closed = read.record.kind === closedKind
    prev = read.hash
  }
  if (lines.length === 0) return broken(1, 'the record is empty')
  return { state: closed ? 'whole' : 'open', lines: lines.length, head: prev }
}

function problemOf(
  { seq, prev, record, hash: given }: ChainLine,
  wanted: number,
  before: string,
  hash: Hash,
  line: string,
): string | undefined {
  if (seq !== wanted) return `its number is ${seq}, not ${wanted}: a line was taken out or put in`
  if (prev !== before) return 'it does not follow the line before it'
  if (hash(sealed(seq, prev, record)) !== given) return 'its words are not those that were written'
  // The same record in other bytes is an altered file too.
  if (JSON.stringify({ seq, prev, record, hash: given }) !== line) return 'its form was altered'
  if (record.kind === closedKind && record.lines !== wanted)
    return 'it names another number of lines'
  return undefined
}

function readLine(line: string): ChainLine | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return isLine(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isLine(value: unknown): value is ChainLine {
  if (typeof value !== 'object' || value === null) return false
  const { seq, prev, record, hash }: Readonly<Record<string, unknown>> = { ...value }
  const texts = typeof prev === 'string' && typeof hash === 'string' && typeof seq === 'number'
  return texts && typeof record === 'object' && record !== null && 'kind' in record
}

/** The records of a chain, unchecked. */
export function recordsIn(text: string): readonly AuditRecord[] {
  return text.split('\n').flatMap((line) => readLine(line)?.record ?? [])
}

const broken = (line: number, why: string): ChainCheck => ({ state: 'broken', line, why })
