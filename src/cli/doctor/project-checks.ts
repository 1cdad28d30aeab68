import { VoiceAgentError } from '../../engine/errors.js'
import { findFixtures } from '../../engine/fixture/find.js'
import { fixturePlaces } from '../replay/select.js'
import { type Check, failed } from './check.js'
import type { World } from './world.js'

/** What lies in the current directory. */
export function projectChecks({ cwd, dotenvProblem, sources }: World): readonly Check[] {
  return [fixturesCheck(cwd), dotenvCheck(sources.dotenv, dotenvProblem)]
}

function fixturesCheck(cwd: string): Check {
  const affects = ['replay'] as const
  const { bundled, places } = fixturePlaces(cwd)
  try {
    const { length } = findFixtures([], places)
    const where = bundled ? 'that come with voice-agent; no fixtures/ here' : 'in fixtures/'
    return {
      group: 'project',
      name: 'fixtures',
      status: 'ok',
      detail: `${length} ${where}`,
      affects,
    }
  } catch (error) {
    if (!(error instanceof VoiceAgentError)) throw error
    return failed('project', { what: error.message, fix: error.fix }, affects, 'fixtures')
  }
}

function dotenvCheck(dotenv: World['sources']['dotenv'], problem: World['dotenvProblem']): Check {
  if (problem) return failed('project', problem, ['talk', 'serve'], '.env')
  const set = Object.values(dotenv).filter((text) => text !== undefined && text.trim() !== '')
  const base = { group: 'project', name: '.env', affects: [] } as const
  if (set.length > 0) return { ...base, status: 'ok', detail: `${set.length} variables set` }
  const detail = 'none here, or nothing set in it; the shell counts all the same'
  return { ...base, status: 'skip', detail, fix: 'copy .env.example to .env to keep keys in it' }
}
