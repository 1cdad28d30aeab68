import type { DeskLevels } from '../audio/device-transport.js'
import type { AudioDevice, DeviceNews } from '../audio/devices.js'
import type { Microphone, MicrophoneState } from '../desk-call.js'
import type { OpenSound } from './open-sound.js'

/** Quieter than this after the gate, and louder before it: the gate is shut. dB */
const shutDb = 6

/** What keys do to the microphone, and what is seen of it. `levels` is to be told of every frame. */
export function microphoneKeys({ desk, gate, list, input, output, headphones }: OpenSound): {
  readonly keys: Microphone
  readonly levels: (levels: DeskLevels) => void
  /** The news of the devices for a person, if they are news: a change breaks the sound off as well. */
  readonly newsText: (news: DeviceNews) => string | undefined
} {
  let found: readonly AudioDevice[] = []
  const used = { input, output }
  /** What the next good news of the devices is about. */
  let changing: Direction | undefined
  let state: MicrophoneState = gate.mode === 'push' ? 'push-to-talk' : 'open'
  let changed: (state: MicrophoneState) => void = () => {}
  const become = (next: MicrophoneState) => {
    if (next === state) return
    state = next
    changed(state)
  }
  return {
    levels({ microphone, caller }) {
      if (gate.mode === 'push') become(gate.talking ? 'open' : 'push-to-talk')
      else become(!gate.muted && microphone - caller > shutDb ? 'held' : 'open')
    },
    newsText(news) {
      if (changing === undefined || news.type === 'over') return newsText(news)
      if (news.type === 'lost') return undefined
      const text = `${words[changing]}: ${used[changing].name}`
      changing = undefined
      return text
    },
    keys: {
      state: () => state,
      watch(listener) {
        changed = listener
      },
      mute(muted) {
        gate.muted = muted
      },
      pushToTalk() {
        // Whoever presses the key without having asked for it before wants to speak now, and to decide by the key from here on.
        gate.talk(gate.mode !== 'push' || !gate.talking)
        gate.mode = 'push'
        become(gate.talking ? 'open' : 'push-to-talk')
      },
      async devices() {
        found = await list()
        return directions.flatMap((direction) =>
          found
            .filter((device) => (direction === 'input' ? device.inputs : device.outputs) > 0)
            .map(({ id, name }) => ({ direction, id, name, isUsed: id === used[direction].id })),
        )
      },
      use({ direction, id, name }) {
        const device = found.find((one) => one.id === id)
        if (device === undefined) return `${name} is gone`
        if (id === used[direction].id) return `${words[direction]}: ${name}, as before`
        used[direction] = device
        changing = direction
        desk.duplex.change({ [direction]: device })
        // What was measured of the echo is of other devices.
        if (!headphones && gate.mode === 'full') gate.mode = 'half'
        const advice = gate.mode === 'half' ? '; while the agent speaks, speak up to interrupt' : ''
        return `opening ${name}${advice}`
      },
    },
  }
}

const directions = ['input', 'output'] as const
type Direction = (typeof directions)[number]
const words = { input: 'microphone', output: 'speaker' } as const

function newsText(news: DeviceNews): string {
  switch (news.type) {
    case 'lost':
      return `no sound: ${news.why}`
    case 'back':
      return `sound again after ${(news.afterMs / 1000).toFixed(1)} s`
    case 'over':
      return `the sound does not come back (${news.why}), so the call ends`
  }
}
