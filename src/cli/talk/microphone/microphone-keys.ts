import type { DeskLevels } from '../audio/device-transport.js'
import type { DeviceNews } from '../audio/devices.js'
import type { Microphone, MicrophoneState } from '../desk-call.js'
import type { OpenSound } from './open-sound.js'

/** Quieter than this after the gate, and louder before it: the gate is shut. dB */
const shutDb = 6

/** What keys do to the microphone, and what is seen of it. `levels` is to be told of every frame. */
export function microphoneKeys({ desk, gate, devices, input }: OpenSound): {
  readonly keys: Microphone
  readonly levels: (levels: DeskLevels) => void
  /** The news of the devices for a person, if they are news: a change breaks the sound off as well. */
  readonly newsText: (news: DeviceNews) => string | undefined
} {
  const microphones = devices.filter(({ inputs }) => inputs > 0)
  let current = input
  let changing = false
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
      if (!changing || news.type === 'over') return newsText(news)
      if (news.type === 'lost') return undefined
      changing = false
      return `microphone: ${current.name}`
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
      nextDevice() {
        const at = microphones.findIndex(({ id }) => id === current.id)
        const next = microphones[(at + 1) % microphones.length]
        if (next === undefined || next.id === current.id) return 'there is no other microphone'
        current = next
        changing = true
        desk.duplex.change({ input: next })
        return `opening ${next.name}`
      },
    },
  }
}

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
