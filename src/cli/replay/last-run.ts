/** Remembers which fixtures did not pass, for `--last-failed`. The file is for this machine only and may be deleted at any time. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { VoiceAgentError } from '../../engine/errors.js'
import { makeDirectory } from '../../engine/make-directory.js'
import type { Outcome } from './outcome.js'

const file = join('.voice-agent', 'last-replay.json')

interface LastRun {
  readonly v: 1
  /** Paths as they were shown, from the directory the run was started in. */
  readonly failed: readonly string[]
}

/** Writes what failed below `cwd`. A directory nobody may write to is no reason to fail a run. */
export function rememberRun(cwd: string, outcomes: readonly Outcome[]): void {
  const failed = outcomes
    .filter(({ status }) => status === 'failed' || status === 'not judged')
    .map(({ path }) => path)
  const run: LastRun = { v: 1, failed }
  try {
    makeDirectory(dirname(join(cwd, file)))
    writeFileSync(join(cwd, file), `${JSON.stringify(run)}\n`)
  } catch {
    // `--last-failed` will say that it knows of no run.
  }
}

/**
 * The paths of what did not pass in the last run from this directory; never empty.
 *
 * @throws VoiceAgentError `E_USAGE` when there was no run, or nothing failed in it
 */
export function lastFailed(cwd: string): ReadonlySet<string> {
  const run = read(join(cwd, file))
  if (run === undefined) {
    const fix = 'run voice-agent replay first, in this directory'
    throw new VoiceAgentError('E_USAGE', 'no run is remembered here', fix)
  }
  if (run.failed.length === 0) {
    const fix = 'leave out --last-failed to run everything'
    throw new VoiceAgentError('E_USAGE', 'nothing failed in the last run', fix)
  }
  return new Set(run.failed)
}

function read(path: string): LastRun | undefined {
  if (!existsSync(path)) return undefined
  try {
    const run = JSON.parse(readFileSync(path, 'utf8')) as Partial<LastRun>
    return run.v === 1 && Array.isArray(run.failed) ? (run as LastRun) : undefined
  } catch {
    return undefined
  }
}
