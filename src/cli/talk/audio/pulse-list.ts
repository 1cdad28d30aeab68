/** Reads what `pactl list` prints, in the words of the C locale: the same in every version, which its JSON is not. */
import type { AudioDevice } from './devices.js'

export interface PulseFacts {
  /** `pactl info`. */
  readonly info: string
  /** `pactl list sources`, `pactl list sinks`. */
  readonly sources: string
  readonly sinks: string
}

/** Microphones first, then speakers; a number counts them all. What records a speaker is no microphone. */
export function pulseDevices({ info, sources, sinks }: PulseFacts): readonly AudioDevice[] {
  const defaultSource = /^Default Source: (.+)$/m.exec(info)?.[1]
  const defaultSink = /^Default Sink: (.+)$/m.exec(info)?.[1]
  const inputs = entries(sources)
    .filter(({ monitorOf }) => monitorOf === undefined)
    .map(({ id, name, channels, rate }) => ({
      ...{ id, name, rate, inputs: channels, outputs: 0 },
      ...{ isDefaultInput: id === defaultSource, isDefaultOutput: false },
    }))
  const outputs = entries(sinks).map(({ id, name, channels, rate }) => ({
    ...{ id, name, rate, inputs: 0, outputs: channels },
    ...{ isDefaultInput: false, isDefaultOutput: id === defaultSink },
  }))
  return [...inputs, ...outputs].map((device, number) => ({ number, ...device }))
}

interface Entry {
  readonly id: string
  readonly name: string
  readonly monitorOf: string | undefined
  readonly channels: number
  readonly rate: number
}

function entries(list: string): readonly Entry[] {
  return list.split(/^(?:Source|Sink) #\d+$/m).flatMap((text) => {
    const field = (name: string) => new RegExp(`^\\t${name}: (.*)$`, 'm').exec(text)?.[1]
    const id = field('Name')
    if (id === undefined) return []
    const monitored = field('Monitor of Sink')
    const [, channels = '1', rate = '48000'] =
      /(\d+)ch (\d+)Hz/.exec(field('Sample Specification') ?? '') ?? []
    const monitorOf = monitored === 'n/a' ? undefined : monitored
    const name = field('Description') ?? id
    return [{ id, name, monitorOf, channels: Number(channels), rate: Number(rate) }]
  })
}
