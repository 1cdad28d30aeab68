/**
 * Reads a policy with the jurisdictions beside it. Its digest covers the bytes of all of these files, so that two policies with the same
 * digest decide the same.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { z } from 'zod'
import type { Jurisdiction, Policy } from '../compliance/policy.js'
import { messageOf, VoiceAgentError } from '../errors.js'
import { didYouMean } from '../fixture/closest.js'
import { schemaProblems } from '../fixture/schema-problems.js'
import { jurisdictionSchema, policySchema } from './policy-schema.js'

/** Where the policies lie that come with the package. */
export const packagedPolicies = fileURLToPath(new URL('../../../policies/', import.meta.url))

export const sha256 = (text: string): string =>
  createHash('sha256').update(text, 'utf8').digest('hex')

export interface PolicyFiles {
  readonly policy: Policy
  /** Absolute paths of all files it was read from. */
  readonly files: readonly string[]
}

/**
 * @param nameOrPath a policy of the package by name, or a `.json` file; its jurisdictions lie in `jurisdictions/` beside it or beside its
 *   directory
 * @param cwd where relative paths are meant from
 * @throws VoiceAgentError when there is no such policy, or a file of it cannot be used
 */
export function loadPolicy(nameOrPath: string, cwd: string): PolicyFiles {
  const path = pathOf(nameOrPath, cwd)
  const text = readFileSync(path, 'utf8')
  const { $schema: _, format: _f, ...read } = parse(text, policySchema, path)
  const places = jurisdictionFiles(path)
  const texts = places.map((file) => readFileSync(file, 'utf8'))
  const jurisdictions = places.map((file, i) => {
    const { $schema: _s, format: _o, ...found } = parse(texts[i] ?? '', jurisdictionSchema, file)
    return found as Jurisdiction
  })
  const digest = sha256([text, ...texts].map(sha256).join(''))
  return {
    policy: { ...read, jurisdictions, sha256: digest },
    files: [path, ...places],
  }
}

function pathOf(nameOrPath: string, cwd: string): string {
  const isPath = nameOrPath.endsWith('.json')
  const path = isPath ? resolve(cwd, nameOrPath) : join(packagedPolicies, `${nameOrPath}.json`)
  if (existsSync(path) && statSync(path).isFile()) return path
  const directory = resolve(cwd, nameOrPath)
  if (existsSync(directory) && statSync(directory).isDirectory())
    throw new VoiceAgentError(
      'E_NOT_FOUND',
      `${JSON.stringify(nameOrPath)} is a directory, and a policy is a file`,
      'name a .json file in it',
    )
  const names = policyNames()
  throw new VoiceAgentError(
    'E_NOT_FOUND',
    `there is no policy ${JSON.stringify(nameOrPath)}`,
    isPath ? 'name a policy file that exists' : didYouMean(nameOrPath, names),
  )
}

/** Names of the policies that come with the package. */
function policyNames(): readonly string[] {
  return readdirSync(packagedPolicies)
    .filter((name) => name.endsWith('.json'))
    .map((name) => basename(name, '.json'))
    .sort()
}

function jurisdictionFiles(policyPath: string): readonly string[] {
  const here = dirname(policyPath)
  const home = [join(here, 'jurisdictions'), join(here, '..', 'jurisdictions')].find(existsSync)
  if (home === undefined) return []
  return readdirSync(home)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => resolve(home, name))
}

function parse<Schema extends z.ZodType>(
  text: string,
  schema: Schema,
  path: string,
): z.output<Schema> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    const why = messageOf(error)
    throw new VoiceAgentError('E_POLICY', `the file is not JSON: ${why}`, 'write it as JSON', path)
  }
  const read = schema.safeParse(value)
  if (read.success) return read.data
  const codes = { unknown: 'E_POLICY', invalid: 'E_POLICY' } as const
  const [problem] = schemaProblems(read.error, { schema, value, where: () => path, codes })
  throw problem ?? read.error
}
