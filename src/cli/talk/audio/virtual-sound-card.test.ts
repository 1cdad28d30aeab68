/**
 * Real sound through a virtual sound card, both ways and with both implementations. Machines that are busy make sound stutter that would not
 * stutter on a desk, so each test may be tried again.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodeMulaw } from '../../../engine/audio/mulaw.js'
import { dialTone } from '../../../engine/audio/signal.js'
import type { TransportEvent } from '../../../engine/call/event.js'
import { audioDevices, findAudio } from './audio-devices.js'
import { chooseDevice } from './choose-device.js'
import { type Desk, openDesk } from './desk.js'
import { DeviceTransport } from './device-transport.js'
import { type AudioDevice, type AudioKind, maxQueuedMs } from './devices.js'
import { checkEcho } from './echo-check.js'
import { MicGate } from './mic-gate.js'
import {
  clip,
  joined,
  likeness,
  pause,
  type SoundCard,
  startSoundCard,
  until,
} from './sound-card.test-kit.js'

const started = await startSoundCard()
const kinds: AudioKind[] = []
const why: string[] = []
if (typeof started === 'string') why.push(started)
else
  for (const kind of ['naudiodon', 'pulse'] as const)
    await audioDevices(kind, started.env)
      .list()
      .then(
        () => kinds.push(kind),
        (error) => why.push(`${kind}: ${error.message}`),
      )
if (why.length > 0) console.warn(`skipped with the virtual sound card: ${why.join('; ')}`)

afterAll(async () => {
  if (typeof started !== 'string') await started.stop()
})

/** What the recorder of the test adds, and the scheduling of a busy machine. */
const recorderMs = 60
const again = { retry: 3, timeout: 30_000 }
const said = clip('ast-vm-invalidpassword').slice(0, 12_000)

describe.each(kinds)('sound through %s', (kind) => {
  const card = started as SoundCard
  const audio = audioDevices(kind, card.env)
  let devices: readonly AudioDevice[]
  let desk: Desk
  let frames: { readonly at: number; readonly mediaAt: number; readonly mulaw: Uint8Array }[]

  const open = (rate?: number) =>
    openDesk(audio, {
      input: chooseDevice(devices, 'input', 'va_mic'),
      output: chooseDevice(devices, 'output', 'va_spk'),
      ...(rate && { rate }),
    })
  const listen = () => {
    frames = []
    desk.listen({ audio: (frame) => frames.push({ at: performance.now(), ...frame }) })
  }

  beforeAll(async () => {
    devices = await audio.list()
    desk = await open()
  }, 30_000)
  afterAll(() => desk?.duplex.close())

  it('lists the devices of the card and knows which are the default', () => {
    expect(devices.map(({ name }) => name)).toEqual(expect.arrayContaining(['va_mic', 'va_spk']))
    expect(chooseDevice(devices, 'input').inputs).toBeGreaterThan(0)
    expect(chooseDevice(devices, 'output').outputs).toBeGreaterThan(0)
    expect(devices.map(({ number }) => number)).toEqual(devices.map((_, i) => i))
  })

  /** What came through us and what came to a program that only records, at the same time: the measure of the card itself. */
  async function speak() {
    listen()
    const plain = card.record('va_mic')
    await plain.ready
    await until(() => frames.length > 0)
    await card.speak(said)
    await pause(200)
    const control = await likeness(decodeMulaw(said), plain.stop(), 48_000)
    return { plain, control }
  }

  it(
    'brings what is said into the microphone as it was said, and at once',
    again,
    async (context) => {
      let { plain, control } = await speak()
      for (let i = 0; i < 2 && control.correlation < 0.99; i++) ({ plain, control } = await speak())
      if (control.correlation < 0.99)
        context.skip('the virtual card itself stutters on this machine')
      const heard = joined(frames.map(({ mulaw }) => decodeMulaw(mulaw)))
      const { correlation, atMs } = await likeness(decodeMulaw(said), heard, 8000)
      expect(correlation).toBeGreaterThanOrEqual(0.99)
      expect(frames.slice(1).every(({ mediaAt }, i) => mediaAt - frames[i]!.mediaAt === 20)).toBe(
        true,
      )
      // Our own share, by when the same sounds came to the other program.
      const shares = [0, 300, 600, 900].map(
        (ms) => frames[Math.floor((atMs + ms) / 20)]!.at - plain.cameAt(control.atMs + ms),
      )
      expect(Math.min(...shares)).toBeLessThan(45)
    },
  )

  it('plays what the agent says without a gap, and tells how much was heard', again, async () => {
    listen()
    const recording = card.record()
    await recording.ready
    const before = desk.duplex.playedMs()
    const at = performance.now()
    for (let i = 0; i < said.length; i += 1600) desk.duplex.play(said.slice(i, i + 1600))
    await until(() => desk.duplex.playedMs() - before >= said.length / 8 - 0.01)
    const toldAt = performance.now()
    await pause(200)
    const heard = recording.stop()
    const { correlation, atMs } = await likeness(decodeMulaw(said), heard, 48_000)
    expect(correlation).toBeGreaterThanOrEqual(0.99)
    const soundedAt = recording.cameAt(atMs)
    const own = soundedAt - at - desk.duplex.latency().speakerMs
    expect(own).toBeLessThan(recorderMs + 40)
    // Told no sooner than it was played, and not much later.
    expect(Math.abs(toldAt - (soundedAt + said.length / 8))).toBeLessThan(150)
  })

  it('falls silent within the bound when it is flushed', again, async () => {
    listen()
    const recording = card.record()
    await recording.ready
    const before = desk.duplex.playedMs()
    desk.duplex.play(dialTone(4000))
    await until(() => desk.duplex.playedMs() - before > 600)
    const at = performance.now()
    desk.duplex.flush()
    await pause(500)
    const heard = recording.stop()
    const last = heard.findLastIndex((value) => Math.abs(value) > 300)
    expect(last).toBeGreaterThan(0)
    expect(desk.duplex.latency().speakerMs).toBeLessThanOrEqual(maxQueuedMs)
    expect(recording.cameAt((last / 48_000) * 1000) - at).toBeLessThan(maxQueuedMs + recorderMs)
    expect(desk.duplex.playedMs() - before).toBeLessThan(1200)
    // What comes after it is heard whole.
    const next = card.record()
    await next.ready
    const from = desk.duplex.playedMs()
    desk.duplex.play(said.slice(0, 8000))
    await until(() => desk.duplex.playedMs() - from >= 999)
    await pause(200)
    const { correlation } = await likeness(decodeMulaw(said.slice(0, 8000)), next.stop(), 48_000)
    expect(correlation).toBeGreaterThanOrEqual(0.99)
  })

  it('never lets the agent hear itself', again, async () => {
    const path = kind === 'naudiodon' ? { gainDb: -20, delayMs: 60 } : { gainDb: 0, delayMs: 250 }
    const over = await card.echo(path.gainDb, path.delayMs)
    try {
      await pause(500)
      const checked = await checkEcho(desk)
      expect(Math.abs((checked.echo?.gainDb ?? 99) - path.gainDb)).toBeLessThan(3)
      expect(checked.echo?.delayMs).toBeGreaterThan(path.delayMs * 0.5)
      const events: TransportEvent[] = []
      const levels: number[] = []
      const transport = new DeviceTransport({
        ...{ desk, gate: new MicGate('half', checked.echo) },
        levels: ({ microphone }) => levels.push(microphone),
      })
      transport.open((event) => events.push(event))
      transport.play(said, { epoch: 1, endMs: said.length / 8 })
      await until(() => events.some(({ type }) => type === 'transport.mark'))
      await pause(path.delayMs + 300)
      // The microphone did hear it.
      expect(levels.filter((level) => level > -60).length).toBeGreaterThan(20)
      const passed = events.flatMap((event) =>
        event.type === 'transport.audio' ? [...event.frame.mulaw].filter((b) => b !== 0xff) : [],
      )
      expect(passed).toEqual([])
    } finally {
      await over()
    }
  })

  it.runIf(kind === 'naudiodon')('runs a device at 16 kHz as well', again, async () => {
    await desk.duplex.close()
    desk = await open(16_000)
    const recording = card.record()
    await recording.ready
    desk.duplex.play(said)
    await until(() => desk.duplex.playedMs() >= said.length / 8 - 0.01)
    await pause(200)
    const { correlation } = await likeness(decodeMulaw(said), recording.stop(), 48_000)
    expect(correlation).toBeGreaterThanOrEqual(0.99)
    expect(desk.duplex.counters().droppedMs).toBe(0)
  })

  it('refuses a device that is not there, and a rate that cannot be', async () => {
    const [input, output] = [
      chooseDevice(devices, 'input', 'va_mic'),
      chooseDevice(devices, 'output', 'va_spk'),
    ]
    const gone = { ...input, id: 'nobody', name: 'Nobody' }
    const refused = openDesk(audio, { input: gone, output })
    await expect(refused).rejects.toMatchObject({ code: 'E_AUDIO_DEVICE' })
    await expect(openDesk(audio, { input, output, rate: 96_000 })).rejects.toMatchObject({
      code: 'E_USAGE',
    })
  })
})

describe.skipIf(typeof started === 'string')('where there is no sound server', () => {
  it('says so, and what to do', async () => {
    const { env } = started as SoundCard
    const nowhere = { ...env, PULSE_SERVER: 'unix:/nonexistent/native' }
    await expect(findAudio('pulse', nowhere)).rejects.toMatchObject({ code: 'E_AUDIO' })
    await expect(findAudio('auto', nowhere)).rejects.toMatchObject({ code: 'E_AUDIO' })
    const { audio, devices } = await findAudio('auto', env)
    expect(kinds).toContain(audio.kind)
    expect(devices.length).toBeGreaterThan(1)
  })
})
