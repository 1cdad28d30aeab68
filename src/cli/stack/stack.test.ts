/** Which services a run gets, and what is said about those it cannot have. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { noTools } from '../../engine/providers/no-model.js'
import { RealClock } from '../../engine/run/real-clock.js'
import { chooseStack, chosenName } from './choose-stack.js'
import { stackOn, startLocalServices } from './local-services.test-kit.js'
import { openStack } from './open-stack.js'

const none = { flags: {}, env: {}, dotenv: {} }
const cwd = mkdtempSync(join(tmpdir(), 'va-stack-'))
const log = { warn: () => {} }

const voice = `export default {
  kind: 'tts',
  name: 'mine',
  settings: { key: { variable: 'MY_KEY', secret: true, hint: 'ask me',
    form: { safeParse: (text) => text === undefined
      ? { success: false, error: { issues: [] } } : { success: true, data: text } } } },
  create: ({ key }) => ({
    description: 'my voice', maxCalls: 3,
    forCall: () => ({ open: () => { throw new Error(key) } }),
  }),
}\n`
writeFileSync(join(cwd, 'voice.mjs'), voice)
writeFileSync(join(cwd, 'empty.mjs'), 'export const nothing = 1\n')
writeFileSync(join(cwd, 'words.txt'), 'hello\n')

describe('the services of a run', () => {
  it('are those of the flags before the environment before .env', () => {
    const dotenv = { STT: 'c' }
    expect(chosenName('stt', { flags: { stt: 'a' }, env: { STT: 'b' }, dotenv })).toBe('a')
    expect(chosenName('stt', { flags: {}, env: { STT: 'b' }, dotenv })).toBe('b')
    expect(chosenName('stt', { ...none, dotenv })).toBe('c')
  })

  it('are chosen by the keys there are, and need none without', () => {
    expect(chosenName('stt', { ...none, env: { OPENAI_API_KEY: 'sk-x' } })).toBe('openai')
    expect(chosenName('tts', { ...none, dotenv: { ELEVENLABS_API_KEY: 'x' } })).toBe('elevenlabs')
    expect(chosenName('tts', { ...none, env: { ELEVENLABS_API_KEY: ' ' } })).toBe('offline')
    expect(chosenName('stt', none)).toBe('silent')
  })

  it('come from a module of the user, with its settings and its limit', async () => {
    const sources = { ...none, flags: { tts: './voice.mjs' }, env: { MY_KEY: 'secret' } }
    const { choice } = await chooseStack(sources, cwd)
    const stack = openStack(choice!, { cwd, log })
    try {
      expect(stack.sources.tts.maxCalls).toBe(3)
      expect(stack.description).toContain('my voice')
      const { tts, backupTts } = stack.providers({ clock: new RealClock(), log }, noTools)
      expect(() => tts.open({ signal: new AbortController().signal })).toThrow('secret')
      expect(backupTts).not.toBe(tts)
    } finally {
      await stack.close()
    }
  })

  it('have all their packages loaded when they are ready, and have sent nothing', async () => {
    const services = await startLocalServices()
    const stack = await stackOn(services)
    await stack.ready()
    const began = performance.now()
    await import('openai')
    await import('@elevenlabs/elevenlabs-js/api/resources/textToSpeech/client/Client.js')
    // Loading them takes a second and more.
    expect(performance.now() - began).toBeLessThan(300)
    expect(services.chat.seen.connections).toBe(0)
    await stack.close()
    await services.close()
  }, 60_000)

  it('have their words from a script', async () => {
    const { choice } = await chooseStack({ ...none, flags: { stt: 'script:words.txt' } }, cwd)
    expect(choice?.stt.argument).toBe('words.txt')
  })
})

describe('services that cannot be had', () => {
  const problems = async (flags: Record<string, string>) =>
    (await chooseStack({ ...none, flags }, cwd)).problems

  it('are all told at once', async () => {
    const found = await problems({ stt: 'sillent', tts: './voice.mjs', llm: 'none:x' })
    expect(found.map(({ what }) => what)).toEqual([
      'there is no speech-to-text named "sillent"',
      'the language model none takes nothing behind its name',
      'MY_KEY is not set; --tts mine needs it',
    ])
    expect(found[0]?.fix).toContain('silent')
  })

  it.each([
    ['./missing.mjs', 'is no file'],
    ['./', 'is no file'],
    ['./empty.mjs', 'has no provider as its default export'],
  ])('are refused when %s is named', async (tts, why) => {
    expect((await problems({ tts }))[0]?.what).toContain(why)
  })

  it('are refused when a module is of another kind, or a file is missing behind the name', async () => {
    expect((await problems({ llm: './voice.mjs' }))[0]?.what).toContain('is for tts, not for llm')
    expect((await problems({ stt: 'script' }))[0]?.what).toContain('needs FILE')
  })
})
