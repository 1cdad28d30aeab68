import { describe, expect, it } from 'vitest'
import { mismatch, type SessionWish, sessionUpdate, wishFields } from './session-config.js'

const wish: SessionWish = {
  ...{ model: 'gpt-realtime-whisper', language: 'en', keywords: ['Acme'], prompt: 'A call.' },
  ...{ format: 'pcm24', delay: undefined, noiseReduction: undefined },
}

describe('the configuration of a session', () => {
  it.each([
    ['gpt-live-transcribe', { languages: ['en'], keywords: ['Acme'], prompt: 'A call.' }],
    ['gpt-transcribe', { languages: ['en'], keywords: ['Acme'], prompt: 'A call.' }],
    ['gpt-realtime-whisper', { language: 'en' }],
    ['gpt-4o-transcribe', { language: 'en', prompt: 'A call.' }],
    ['gpt-4o-mini-transcribe-2025-12-15', { language: 'en', prompt: 'A call.' }],
    ['gpt-4o-transcribe-diarize', { language: 'en' }],
    ['whisper-1', { language: 'en', prompt: 'A call.' }],
    ['of-next-year', { language: 'en' }],
  ])('has for %s only what that model knows', (model, fields) => {
    expect(wishFields({ ...wish, model })).toEqual({ model, ...fields })
  })

  it('leaves out what is not wished for', () => {
    const bare = { ...wish, model: 'gpt-live-transcribe', language: undefined, keywords: [] }
    expect(wishFields({ ...bare, prompt: undefined })).toEqual({ model: 'gpt-live-transcribe' })
  })

  it('asks for 24 kHz PCM, no noise reduction and no turns, in so many words', () => {
    expect(JSON.parse(sessionUpdate({ ...wish, delay: 'low' }, 'e1'))).toEqual({
      type: 'session.update',
      event_id: 'e1',
      session: {
        type: 'transcription',
        audio: {
          input: {
            format: { type: 'audio/pcm', rate: 24_000 },
            noise_reduction: null,
            transcription: { model: 'gpt-realtime-whisper', language: 'en', delay: 'low' },
            turn_detection: null,
          },
        },
      },
    })
  })
})

describe('the echo of a configuration', () => {
  const echo = (input: object) =>
    mismatch(wish, { audio: { input: { turn_detection: null, ...input } } })

  it.each([
    [{ format: { type: 'audio/pcm', rate: 24_000 }, transcription: { model: wish.model } }],
    [{ format: { type: 'audio/pcm' } }],
    [{ format: { type: 'audio/pcm', rate: null }, turn_detection: undefined }],
    [{ transcription: { model: 'gpt-realtime-whisper-2026-10-01' } }],
    [{}],
  ])('may be %j', (input) => {
    expect(echo(input)).toBeUndefined()
  })

  it.each([
    [{ format: { type: 'audio/pcmu' } }, 'audio format'],
    [{ format: { type: 'audio/pcm', rate: 16_000 } }, '16000'],
    [{ transcription: { model: 'gpt-realtime-whisper-2' } }, 'model'],
    [{ transcription: { model: 'whisper-1' } }, 'whisper-1'],
    [{ turn_detection: { type: 'server_vad' } }, 'turns'],
  ])('may not be %j', (input, why) => {
    expect(echo(input)).toContain(why)
  })
})
