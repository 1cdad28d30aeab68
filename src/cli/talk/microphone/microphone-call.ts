import { policyWith } from '../../../engine/call/policy.js'
import { RealClock } from '../../../engine/run/real-clock.js'
import { DeviceTransport } from '../audio/device-transport.js'
import { type DeskCall, holdCall, logTo } from '../desk-call.js'
import type { TalkStack } from '../stack.js'
import { microphoneKeys } from './microphone-keys.js'
import type { OpenSound } from './open-sound.js'

/** A call in which a person speaks into a microphone and hears the agent from a speaker. The devices are closed when it is over. */
export function microphoneCall(stack: TalkStack, sound: OpenSound): DeskCall {
  const clock = new RealClock()
  const { desk, gate } = sound
  const microphone = microphoneKeys(sound)
  // There is no carrier in between, and what the devices hold back is their own word.
  const playout = { wireMs: 0, earMs: Math.round(desk.duplex.latency().speakerMs) }
  const policy = policyWith({ playout }, stack.policy)
  let warn: (message: string) => void = () => {}
  const transport = new DeviceTransport({
    desk,
    gate,
    levels: microphone.levels,
    news: (news) => {
      const text = microphone.newsText(news)
      if (text !== undefined) warn(text)
    },
    transfer: (to) => warn(`the agent hands the call over to ${to}, which only a phone can do`),
  })
  return {
    agent: stack.agent.name,
    description: stack.description,
    policy,
    now: () => clock.now(),
    ...(stack.recipe && { recordable: stack.recipe }),
    keyboard: {
      press: (digits) => {
        for (const digit of digits) transport.press(digit)
      },
    },
    microphone: microphone.keys,
    async hold(by) {
      warn = by.warn
      const providers = stack.providers({ clock, log: logTo(by.warn) })
      const call = {
        ...{ agent: stack.agent, policy, clock, transport, providers },
        observers: by.observers,
        ...(by.control && { control: by.control }),
      }
      try {
        await holdCall(call, () => transport.callerHangsUp(), by)
      } finally {
        await transport.release()
      }
    },
  }
}
