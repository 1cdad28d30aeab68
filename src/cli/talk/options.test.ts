import { describe, expect, it } from 'vitest'
import { VoiceAgentError } from '../../engine/errors.js'
import { testContext } from '../context.test-kit.js'
import { main } from '../main.js'
import { callerKind, type TalkFlags, withSpeaker } from './options.js'

function refusalOf(flags: TalkFlags, hasKeys = true): VoiceAgentError {
  try {
    callerKind(flags, hasKeys)
  } catch (error) {
    if (error instanceof VoiceAgentError) return error
  }
  throw new Error('nothing was refused')
}

describe('--output of talk', () => {
  it.each(['rich', 'plain', 'json'])('is a mode of output when it says %s', (output) => {
    expect(withSpeaker({ output })).toEqual({ output })
  })

  it.each(['USB', '2', ''])('names the speaker %j, and leaves the mode as it was', (output) => {
    expect(withSpeaker({ output, json: true })).toEqual({ speaker: output, json: true })
  })

  it('is not needed', () => {
    expect(withSpeaker({ text: true })).toEqual({ text: true })
  })

  it('is an error with the modes where there is no speaker', async () => {
    const { context, written } = testContext()
    expect(await main(['talk', '--text', '--output', 'jsno'], context)).toBe(2)
    expect(written.stderr).toBe(
      'error E_USAGE  --output jsno is no output mode, and --text has no speaker\n  fix: use one of rich, plain, json\n',
    )
  })

  it('shows both of its meanings in the help', async () => {
    const { context, written } = testContext()
    expect(await main(['talk', '--help'], context)).toBe(0)
    expect(written.stdout).toMatch(/--output <device> .*speaker/)
    expect(written.stdout).toMatch(/--output <mode> .*rich, plain or json/)
    expect(written.stdout).toMatch(/--input <device> .*microphone/)
  })
})

describe('the caller', () => {
  it.each([
    [{ text: true }, 'keyboard'],
    [{ caller: 'three-turns', fast: true, audio: 'off' }, 'fixture'],
    [{ pushToTalk: true, input: '2', speaker: 'usb' }, 'microphone'],
  ] as const)('of %j is a %s', (flags, kind) => {
    expect(callerKind(flags, true)).toBe(kind)
  })

  it.each([
    [{ text: true, caller: 'x' }, /two different callers/],
    [{ text: true, stt: 'openai' }, /^--stt is for a microphone, and --text has none/],
    [{ text: true, pushToTalk: true }, /^--push-to-talk is for a microphone, and --text has none/],
    [{ caller: 'x', pushToTalk: true }, /^--push-to-talk .* --caller has none/],
    [{ text: true, input: '1' }, /^--input is for a microphone/],
    [{ fast: true }, /a microphone cannot/],
    [{ audio: 'off' }, /leaves no microphone/],
  ] as const)('cannot be that of %j', (flags, message) => {
    const error = refusalOf(flags)
    expect(error.code).toBe('E_USAGE')
    expect(error.message).toMatch(message)
  })

  it('needs keys for push-to-talk', () => {
    expect(refusalOf({ pushToTalk: true }, false).fix).toContain('terminal')
  })
})
