/** However it ends, nothing is left behind; and what ends by accident is begun anew. Real processes. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { decodeMulaw } from '../../../engine/audio/mulaw.js'
import { audioDevices } from './audio-devices.js'
import { chooseDevice } from './choose-device.js'
import type { AudioKind, DeviceNews, Duplex } from './devices.js'
import { openDuplex } from './open-duplex.js'
import { clip, likeness, pause, startSoundCard, until } from './sound-card.test-kit.js'
import { type AudioProcess, startAudioProcess } from './start-audio-process.js'

const card = await startSoundCard()
if (typeof card === 'string') console.warn(`skipped: ${card}`)
const env = typeof card === 'string' ? {} : card.env
const hasNaudiodon =
  typeof card !== 'string' &&
  (await audioDevices('naudiodon', env)
    .list()
    .then(() => true)
    .catch(() => false))
const kinds: readonly AudioKind[] =
  typeof card === 'string' ? [] : hasNaudiodon ? ['naudiodon', 'pulse'] : ['pulse']

afterAll(async () => {
  if (typeof card !== 'string') await card.stop()
})

/** Processes of ours that use this card: the audio process, `parec` and `pacat`. */
function users(): readonly number[] {
  return readdirSync('/proc').flatMap((pid) => {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      const mine = readFileSync(`/proc/${pid}/environ`, 'utf8').includes(env.PULSE_SERVER ?? '?')
      const ours = /audio-process|client-name=voice-agent/.test(command)
      return ours && mine ? [Number(pid)] : []
    } catch {
      return []
    }
  })
}

const signals = ['SIGKILL', 'SIGTERM', 'SIGHUP', 'SIGINT'] as const
const again = { retry: 2, timeout: 30_000 }

describe.each(kinds)('%s', (kind) => {
  const processes: AudioProcess[] = []
  const news: DeviceNews[] = []
  let duplex: Duplex | undefined
  const children: ChildProcess[] = []

  const open = async (signal?: AbortSignal) => {
    const devices = await audioDevices(kind, env).list()
    let frames = 0
    const start: typeof startAudioProcess = (...order) => {
      const started = startAudioProcess(...order)
      processes.push(started)
      return started
    }
    duplex = await openDuplex({
      ...{ kind, env, start },
      options: {
        input: chooseDevice(devices, 'input', 'va_mic'),
        output: chooseDevice(devices, 'output', 'va_spk'),
        ...(signal && { signal }),
      },
      listener: { audio: () => frames++, news: (item) => news.push(item) },
    })
    return { duplex, frames: () => frames }
  }

  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL')
    await duplex?.close()
    processes.length = 0
    news.length = 0
  })

  it('leaves nothing behind when it is closed, or given up', again, async () => {
    const { duplex } = await open()
    expect(users().length).toBeGreaterThan(0)
    await duplex.close()
    await duplex.close()
    await until(() => users().length === 0, 3000)
    const controller = new AbortController()
    await open(controller.signal)
    controller.abort()
    await until(() => users().length === 0, 3000)
    expect(news).toEqual([])
  })

  it(
    'is begun anew when its process is killed, and says the rest of what it was saying',
    again,
    async () => {
      if (typeof card === 'string') return
      const { duplex, frames } = await open()
      const recording = card.record()
      await recording.ready
      const said = clip('ast-vm-invalidpassword').slice(0, 18_000)
      duplex.play(said)
      await until(() => duplex.playedMs() > 500)
      process.kill(processes.at(-1)?.pid ?? 0, 'SIGKILL')
      await until(() => news.length >= 2)
      expect(news.map(({ type }) => type)).toEqual(['lost', 'back'])
      const before = frames()
      await until(() => duplex.playedMs() >= said.length / 8 - 0.01)
      await pause(200)
      expect(frames()).toBeGreaterThan(before + 50)
      expect(duplex.counters().reopened).toBe(1)
      const rest = decodeMulaw(said.slice(9600))
      expect((await likeness(rest, recording.stop(), 48_000)).correlation).toBeGreaterThan(0.99)
      await duplex.close()
      await until(() => users().length === 0, 3000)
    },
  )

  it.each(kind === kinds[0] ? signals : signals.slice(0, 1))(
    'leaves nothing behind when who opened it ends by %s',
    again,
    async (signal) => {
      const holder = hold(kind)
      children.push(holder)
      const [line] = await once(createInterface(holder.stdout as NodeJS.ReadableStream), 'line')
      expect(line).toBe('open')
      expect(users().length).toBeGreaterThan(0)
      // A terminal sends it to the whole group; SIGKILL and SIGTERM come from elsewhere and to one only.
      const group = signal === 'SIGHUP' || signal === 'SIGINT'
      process.kill(group ? -(holder.pid ?? 0) : (holder.pid ?? 0), signal)
      await once(holder, 'exit')
      await until(() => users().length === 0, 3000)
    },
  )
})

/** A process that opens the card and does nothing else, in a group of its own. */
function hold(kind: AudioKind): ChildProcess {
  const from = (file: string) => JSON.stringify(new URL(file, import.meta.url).href)
  const code = `
    const { audioDevices } = await import(${from('./audio-devices.ts')})
    const { chooseDevice } = await import(${from('./choose-device.ts')})
    const audio = audioDevices('${kind}')
    const devices = await audio.list()
    const input = chooseDevice(devices, 'input', 'va_mic')
    const output = chooseDevice(devices, 'output', 'va_spk')
    await audio.open({ input, output }, { audio() {} })
    console.log('open')
    setInterval(() => {}, 1000)`
  const loader = import.meta.resolve('tsx')
  return spawn(process.execPath, ['--import', loader, '--input-type=module', '-e', code], {
    ...{ env, detached: true, stdio: ['ignore', 'pipe', 'inherit'] },
  })
}

describe.skipIf(typeof card === 'string')('a device that goes and comes back', () => {
  it('is waited for, and heard again', again, async () => {
    if (typeof card === 'string') return
    const audio = audioDevices('pulse', env)
    const devices = await audio.list()
    const news: DeviceNews[] = []
    const ends: number[] = []
    const duplex = await audio.open(
      {
        input: chooseDevice(devices, 'input', 'va_mic'),
        output: chooseDevice(devices, 'output', 'va_spk'),
      },
      { audio: ({ mediaAt }) => ends.push(mediaAt), news: (item) => news.push(item) },
    )
    try {
      await until(() => ends.length > 20)
      const modules = await card.pactl('list', 'short', 'modules')
      const remap = modules.split('\n').find((line) => line.includes('va_mic')) ?? ''
      await card.pactl('unload-module', remap.split('\t')[0] ?? '')
      await until(() => news.length > 0)
      expect(news[0]?.type).toBe('lost')
      const before = ends.length
      await pause(600)
      const [, name, args] = remap.split('\t')
      await card.pactl('load-module', name ?? '', ...(args ?? '').split(' '))
      await until(() => news.at(-1)?.type === 'back')
      await until(() => ends.length > before + 20)
      // The time of the frames jumps over what was missed.
      const jump = (ends[before] ?? 0) - (ends[before - 1] ?? 0)
      expect(jump).toBeGreaterThan(600)
      expect(ends.every((at, i) => i === 0 || at > (ends[i - 1] ?? 0))).toBe(true)
    } finally {
      await duplex.close()
    }
  })
})
