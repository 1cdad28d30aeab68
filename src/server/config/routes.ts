/**
 * Which agent and which language a call gets, by the number that was called. A JSON file, because it is a list:
 *
 *   [{ "to": "+14155550199", "agent": "plain", "options": { ... }, "language": "es" }]
 */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import { messageOf, VoiceAgentError } from '../../engine/errors.js'
import { phoneNumber } from './settings.js'

const routeSchema = z.strictObject({
  /** The number called. */
  to: phoneNumber,
  /** Name in the catalog; without it, the agent that takes all other calls. */
  agent: z.string().min(1).optional(),
  options: z.record(z.string(), z.unknown()).optional(),
  /** BCP 47, e.g. `en` or `es-MX`. */
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'is not a language such as en or es-MX')
    .optional(),
})

export type NumberRoute = Readonly<z.output<typeof routeSchema>>

/**
 * @param cwd relative paths are meant from here
 * @throws VoiceAgentError with everything that is wrong with the file
 */
export function readRoutes(file: string, cwd: string): readonly NumberRoute[] {
  const parsed = z
    .array(z.unknown())
    .min(1)
    .safeParse(readJson(resolve(cwd, file), file))
  if (!parsed.success) throw wrong(file, ['is not a list with a route in it'])
  const problems: string[] = []
  const routes = parsed.data.flatMap((item, i) => {
    const route = routeSchema.safeParse(item)
    if (route.success) return [route.data]
    problems.push(...route.error.issues.map((issue) => problemOf(issue, i)))
    return []
  })
  for (const [i, { to, agent, options }] of routes.entries()) {
    const first = routes.findIndex((other) => other.to === to)
    if (first < i) problems.push(`route ${i + 1}: ${to} has a route already, the ${first + 1}.`)
    if (options !== undefined && agent === undefined)
      problems.push(`route ${i + 1}: options need the agent they are for`)
  }
  if (problems.length > 0) throw wrong(file, problems)
  return routes
}

function readJson(path: string, file: string): unknown {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const why = messageOf(error)
    const message = `--routes names a file that cannot be read: ${why}`
    throw new VoiceAgentError('E_NOT_FOUND', message, 'check the path')
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    throw wrong(file, [`is not JSON: ${messageOf(error)}`])
  }
}

function problemOf({ path, message, code, ...issue }: z.core.$ZodIssue, index: number): string {
  const name = path.map(String).join('.')
  const what = code === 'unrecognized_keys' && 'keys' in issue ? `knows no ${issue.keys}` : message
  return `route ${index + 1}: ${name === '' ? what : `${name} ${what}`}`
}

const fix =
  'write [{ "to": "+14155550199", "agent": "NAME", "options": {}, "language": "en" }, ...]'

function wrong(file: string, problems: readonly string[]): VoiceAgentError {
  const lines =
    problems.length === 1 ? problems[0] : `\n${problems.map((p) => `  - ${p}`).join('\n')}`
  return new VoiceAgentError('E_CONFIG', `--routes ${file}: ${lines}`, fix)
}
