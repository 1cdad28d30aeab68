import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { VoiceAgentError } from '../../engine/errors.js'
import { readRoutes } from './routes.js'

const cwd = mkdtempSync(join(tmpdir(), 'va-routes-'))
afterAll(() => rmSync(cwd, { recursive: true }))

function refusal(text: string): VoiceAgentError {
  writeFileSync(join(cwd, 'routes.json'), text)
  try {
    readRoutes('routes.json', cwd)
  } catch (error) {
    if (error instanceof VoiceAgentError) return error
    throw error
  }
  throw new Error('it was taken')
}

describe('the routes of numbers', () => {
  it('name agent, options and language of each number called', () => {
    const routes = [
      {
        to: '+1 (415) 555-0199',
        agent: 'plain',
        options: { greeting: 'Hello.' },
        language: 'es-MX',
      },
      { to: '+14155550100' },
    ]
    writeFileSync(join(cwd, 'good.json'), JSON.stringify(routes))
    expect(readRoutes('good.json', cwd)).toEqual([{ ...routes[0], to: '+14155550199' }, routes[1]])
  })

  it.each([
    ['[', 'is not JSON'],
    ['{}', 'is not a list with a route in it'],
    ['[]', 'is not a list with a route in it'],
    ['[{"to":"5550100"}]', 'route 1: to is not a number in E.164 form'],
    ['[{"agent":"plain"}]', 'route 1: to '],
    ['[{"to":"+14155550199","language":"Spanish"}]', 'route 1: language is not a language'],
    ['[{"to":"+14155550199","agnet":"plain"}]', 'route 1: knows no agnet'],
    ['[{"to":"+14155550199","options":{}}]', 'route 1: options need the agent'],
    [
      '[{"to":"+14155550199"},{"to":"+1 415 555 0199"}]',
      'route 2: +14155550199 has a route already',
    ],
  ])('are refused when they are %s', (text, why) => {
    expect(refusal(text)).toMatchObject({ code: 'E_CONFIG' })
    expect(refusal(text).message).toContain(why)
  })

  it('are told all that is wrong with them at once', () => {
    expect(refusal('[{"to":"1"},{"to":"+14155550199","language":"?"}]').message).toMatch(
      /route 1: to .*\n.*route 2: language/,
    )
  })

  it('are missed when the file is not there', () => {
    expect(() => readRoutes('nowhere.json', cwd)).toThrow('cannot be read')
  })
})
