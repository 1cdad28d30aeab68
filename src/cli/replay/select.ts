/** Which fixtures a command line means, in the order in which they run. */
import { existsSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { VoiceAgentError } from '../../engine/errors.js'
import { type Found, findFixtures, type Places } from '../../engine/fixture/find.js'
import type { Manifest } from '../../engine/fixture/manifest.js'
import { readManifest } from '../../engine/fixture/read-manifest.js'
import { lastFailed } from './last-run.js'
import type { ReplayOptions } from './options.js'

/** A fixture to be run. */
export interface Selected {
  readonly id: string
  /** What to call it on the command line. */
  readonly name: string
  /** Absolute. */
  readonly directory: string
  /** As a person in the current directory writes it. */
  readonly path: string
  /** Read only when a filter or a list needs it; undefined too when it cannot be read: running the fixture says why. */
  readonly manifest: Manifest | undefined
}

export interface Selection {
  readonly fixtures: readonly Selected[]
  /** Fixtures that come with the program were taken, because there are none here. */
  readonly bundled: boolean
}

const home = 'fixtures'

/** The fixtures in the package: three folders up from `src/cli/replay` and from `dist/cli/replay`. */
const bundledHome = fileURLToPath(new URL('../../../fixtures', import.meta.url))

/**
 * The fixtures that pass every filter.
 *
 * @throws VoiceAgentError for a path or name that does not exist, and when nothing is left
 */
export function selectFixtures(options: ReplayOptions, cwd: string): Selection {
  const { bundled, places } = fixturePlaces(cwd)
  const { grep, tags, list, mode } = options
  const look = grep !== undefined || tags.length > 0 || list || mode === 'sweep'
  const all = findFixtures(options.filters, places).map((found) =>
    select(found, cwd, places.home, look),
  )
  const wanted = all.filter((one) => isWanted(one, options))
  const failed = options.lastFailed ? lastFailed(cwd) : undefined
  const again = failed === undefined ? wanted : wanted.filter(({ path }) => failed.has(path))
  const fixtures = inShard(again, options.shard)
  if (fixtures.length === 0) throw nothingLeft(all, again, options)
  const inPackage = (one: Selected) => one.directory.startsWith(`${bundledHome}${sep}`)
  return { fixtures, bundled: bundled && fixtures.some(inPackage) }
}

/** Where fixtures are looked up: `./fixtures`, or those that come with voice-agent when there are none. */
export function fixturePlaces(cwd: string): {
  readonly places: Places
  readonly bundled: boolean
} {
  const bundled = !existsSync(join(cwd, home)) && existsSync(bundledHome)
  return { places: { home: bundled ? bundledHome : home, cwd }, bundled }
}

function select(
  { id, path: directory }: Found,
  cwd: string,
  from: string,
  look: boolean,
): Selected {
  const fromHere = relative(cwd, directory)
  const path = (fromHere.startsWith('..') ? directory : fromHere).split(sep).join('/')
  const atHome = directory.startsWith(`${resolve(cwd, from)}${sep}`)
  const manifest = look ? readManifest(directory).value : undefined
  return { id, name: atHome ? id : path, directory, path, manifest }
}

/** Without a readable manifest only the id can be matched; a tag then never fits. */
function isWanted(selected: Selected, { grep, tags, mode, filters }: ReplayOptions): boolean {
  const { id, manifest } = selected
  const title = manifest?.title ?? ''
  const matches = grep === undefined || grep.test(id) || grep.test(title)
  const fits = matches && tags.every((tag) => manifest?.tags.includes(tag) === true)
  // Nobody means the calls without an interruption when they sweep everything.
  return fits && (mode !== 'sweep' || filters.length > 0 || interrupts(selected))
}

function interrupts({ manifest }: Selected): boolean {
  return manifest?.caller.segments.some((segment) => segment.interrupts === true) ?? true
}

/** Every n-th fixture, so that long and short ones are spread. */
function inShard(all: readonly Selected[], shard: ReplayOptions['shard']): readonly Selected[] {
  if (shard === undefined) return all
  return all.filter((_, i) => i % shard.of === shard.index - 1)
}

function nothingLeft(
  all: readonly Selected[],
  unsharded: readonly Selected[],
  { grep, tags, shard }: ReplayOptions,
): VoiceAgentError {
  if (unsharded.length > 0 && shard !== undefined) {
    const message = `shard ${shard.index}/${shard.of} of ${unsharded.length} fixtures is empty`
    const fix = `use at most ${unsharded.length} shards`
    return new VoiceAgentError('E_NO_FIXTURES', message, fix)
  }
  const asked = [
    ...(grep === undefined ? [] : [`-g ${JSON.stringify(grep.source)}`]),
    ...tags.map((tag) => `--tag ${tag}`),
  ]
  const known = [...new Set(all.flatMap(({ manifest }) => manifest?.tags ?? []))].sort()
  const fix =
    tags.length > 0 && known.length > 0
      ? `the tags there are: ${known.join(', ')}`
      : 'voice-agent replay --list names them all'
  const what = asked.length > 0 ? asked.join(' ') : 'what failed last'
  return new VoiceAgentError('E_NO_FIXTURES', `none of ${all.length} fixtures fits ${what}`, fix)
}
