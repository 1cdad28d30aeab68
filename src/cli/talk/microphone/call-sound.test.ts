import { describe, expect, it } from 'vitest'
import { decodeMulaw, encodeMulaw, MULAW_SILENCE } from '../../../engine/audio/mulaw.js'
import type { Command } from '../../../engine/call/command.js'
import type { CallEvent } from '../../../engine/call/event.js'
import type { CallState } from '../../../engine/call/state.js'
import type { DuplexListener } from '../audio/devices.js'
import { callSound, mix } from './call-sound.js'

const tone = (value: number, ms = 20) => encodeMulaw(new Int16Array(ms * 8).fill(value))
const silence = new Uint8Array(160).fill(MULAW_SILENCE)

function desk() {
  const played: Uint8Array[] = []
  let listener: DuplexListener = { audio() {} }
  const observe = callSound({
    duplex: { play: (mulaw: Uint8Array) => void played.push(mulaw) } as never,
    listen: (next) => {
      listener = next
    },
  })
  const see = (event: object, commands: object[] = []) =>
    observe({ event: event as CallEvent, commands: commands as Command[] }, {} as CallState)
  const tick = () => {
    listener.audio({ mulaw: silence, mediaAt: 0 })
    return played.at(-1)
  }
  return { see, tick }
}

const say = (mulaw: Uint8Array) => ({ type: 'play', reply: 1, mulaw, mark: { epoch: 1, endMs: 0 } })
const hear = (mulaw: Uint8Array) => ({ type: 'transport.audio', frame: { mulaw, mediaAt: 0 } })

describe('the sound of a call', () => {
  it('is silence while nobody speaks', () => {
    expect(desk().tick()).toEqual(silence)
  })

  it('has both at once', () => {
    const { see, tick } = desk()
    see(hear(tone(1000)), [say(tone(4000, 40))])
    const [first] = decodeMulaw(tick() ?? silence)
    expect(Math.abs((first ?? 0) - 5000)).toBeLessThan(200)
    const [second] = decodeMulaw(tick() ?? silence)
    expect(Math.abs((second ?? 0) - 4000)).toBeLessThan(200)
    expect(tick()).toEqual(silence)
  })

  it('loses what the agent has not said when it is interrupted', () => {
    const { see, tick } = desk()
    see({ type: 'tick' }, [say(tone(4000, 400))])
    tick()
    see({ type: 'tick' }, [{ type: 'clear' }])
    expect(tick()).toEqual(silence)
  })

  it('never falls behind the caller', () => {
    const { see, tick } = desk()
    for (let i = 1; i <= 20; i++) see(hear(tone(i * 1000)))
    const [oldest] = decodeMulaw(tick() ?? silence)
    expect(Math.abs((oldest ?? 0) - 11_000)).toBeLessThan(400)
  })

  it('cuts off what is too loud', () => {
    expect(Math.max(...decodeMulaw(mix(tone(30_000), tone(30_000))))).toBeGreaterThan(30_000)
  })
})
