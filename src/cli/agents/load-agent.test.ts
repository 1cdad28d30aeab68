import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadAgent } from './load-agent.js'

let cwd = ''
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'agents-'))
})
afterEach(() => rmSync(cwd, { recursive: true }))

const own = `export default {
  name: 'own', options: {},
  make: () => ({ name: 'own', tools: [] }),
  tools: (_, { cwd }) => ({ run: async () => cwd }),
}`

describe('the agent of a run', () => {
  it.each(['collections', 'appointments'])(
    'is %s with its sample, ready to be called',
    async (name) => {
      const { agent, tools, recipe } = await loadAgent(name, cwd)
      expect(agent.name).toBe(name)
      expect(agent.tools.length).toBeGreaterThan(0)
      expect(recipe?.name).toBe(name)
      const signal = new AbortController().signal
      const call = name === 'collections' ? 'find_account' : 'free_times'
      const output = await tools.run({ id: '1', name: call, input: '{}' }, { signal })
      expect(JSON.parse(output)).toBeTypeOf('object')
    },
  )

  it('is a module of the user, whose tools know where it lies', async () => {
    writeFileSync(join(cwd, 'own.mjs'), own)
    const { agent, tools } = await loadAgent('./own.mjs', cwd)
    expect(agent.name).toBe('own')
    const signal = new AbortController().signal
    expect(await tools.run({ id: '1', name: 'x', input: '' }, { signal })).toBe(cwd)
  })

  it.each([
    ['collection', 'E_AGENT_UNKNOWN'],
    ['./nothing.mjs', 'E_AGENT_UNKNOWN'],
    ['./nothing.json', 'E_AGENT_UNKNOWN'],
    ['keypad-menu', 'E_AGENT_OPTION'],
  ])('is refused: %s', async (spec, code) => {
    await expect(loadAgent(spec, cwd)).rejects.toMatchObject({ code })
  })

  it('is refused with what is wrong: a directory, a path with nothing there', async () => {
    for (const spec of ['./', './nothing.mjs'])
      await expect(loadAgent(spec, cwd)).rejects.toMatchObject({
        message: expect.stringContaining('is no file'),
        fix: 'check the path',
      })
  })

  it('says where options are written to whoever names an agent that needs some', async () => {
    await expect(loadAgent('plain', cwd)).rejects.toMatchObject({
      code: 'E_AGENT_OPTION',
      message: expect.stringMatching(/^the agent plain needs greeting/),
      fix: expect.stringMatching(
        /--agent \.\/my-plain\.json with \{"agent":"plain","options":\{"greeting"/,
      ),
    })
  })

  it('is refused when the module has none', async () => {
    writeFileSync(join(cwd, 'empty.mjs'), 'export const agent = 1')
    await expect(loadAgent('./empty.mjs', cwd)).rejects.toMatchObject({
      code: 'E_AGENT_UNKNOWN',
      message: expect.stringContaining('default export'),
    })
  })
})
