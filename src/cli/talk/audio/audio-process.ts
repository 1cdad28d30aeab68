/**
 * The audio process: one for a list of devices or for one open pair of them. Started with its order as its argument and a pipe as file
 * descriptor 3; when the pipe ends, whoever started it is gone, and so is it.
 */

import { Socket } from 'node:net'
import { decodeMulaw, encodeMulaw } from '../../../engine/audio/mulaw.js'
import { loadResampling } from '../../../engine/audio/resample.js'
import { messageOf } from '../../../engine/errors.js'
import type { AudioProblem } from './audio-problem.js'
import { AudioTrouble } from './load-naudiodon.js'
import { Playout } from './playout.js'
import { chunkMs, type OpenSound, type SoundPorts, type SoundSystem } from './sound-system.js'
import { decoder, encode, type Instruction, type Order, type Report } from './wire.js'

const pipe = new Socket({ fd: 3 })
/** A microphone that gives nothing for so long is gone: PortAudio does not say so. */
const silentLimitTicks = 6
const healthMs = 500
const phoneRate = 8000

let open: OpenSound | undefined

/** Nothing is waited for: native threads may be stuck, and this way of ending does not ask them. */
function leave(): void {
  open?.close()
  process.kill(process.pid, 'SIGKILL')
}

function report(message: Report): void {
  pipe.write(encode(message))
}

function fail(problem: AudioProblem): void {
  pipe.end(encode({ type: 'problem', problem }), leave)
}

async function soundSystem(kind: Order['kind']): Promise<SoundSystem> {
  if (kind === 'naudiodon') return (await import('./naudiodon-system.js')).naudiodonSystem()
  return (await import('./pulse-system.js')).pulseSystem
}

async function obey(order: Order): Promise<void> {
  const system = await soundSystem(order.kind)
  if (order.do === 'list') {
    report({ type: 'devices', devices: await system.list() })
    return
  }
  open = await system.open(order.input, order.output, order.rate)
  await carry(open)
  report({ type: 'opened' })
}

/** Joins the pipe and the devices. */
async function carry(sound: OpenSound): Promise<void> {
  const resampling = await loadResampling()
  const up = resampling.open(phoneRate, sound.outputRate)
  const down = resampling.open(sound.inputRate, phoneRate)
  const playout = new Playout()
  let underruns = 0
  let silentTicks = 0
  const ports: SoundPorts = {
    pull() {
      const news = playout.heard(sound.heardMs())
      if (news) report({ type: 'played', ...news })
      return up.write(decodeMulaw(playout.take(chunkMs)))
    },
    heard(pcm) {
      silentTicks = 0
      report({ type: 'audio', mulaw: encodeMulaw(down.write(pcm)) })
    },
    underrun: () => underruns++,
    lost: fail,
  }
  const obeyNext = decoder<Instruction>(
    (mulaw) => ({ type: 'play', mulaw }),
    (instruction) => {
      if (instruction.type === 'play') playout.receive(instruction.mulaw)
      else playout.flush(instruction.generation)
    },
  )
  pipe.on('data', obeyNext)
  sound.start(ports)
  setInterval(() => {
    report({ type: 'health', underruns, ...sound.latency() })
    // Counted in looks and not by the clock, or a machine that slept would be taken for a microphone that is gone.
    if (++silentTicks >= silentLimitTicks) {
      const detail = `the microphone gave nothing for ${(healthMs * silentLimitTicks) / 1000} s`
      fail({ kind: 'other', detail })
    }
  }, healthMs)
}

// A terminal sends these to everything that runs in it; whether the call ends is decided on the other side of the pipe.
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {})
process.on('SIGTERM', leave)
pipe.on('end', leave).on('close', leave).on('error', leave)
pipe.resume()
obey(JSON.parse(process.argv[2] ?? '')).catch((error: unknown) => {
  const detail = messageOf(error)
  fail(error instanceof AudioTrouble ? error.problem : { kind: 'other', detail })
})
