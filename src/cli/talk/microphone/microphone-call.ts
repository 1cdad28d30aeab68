import { policyWith } from '../../../engine/call/policy.js'
import { RealClock } from '../../../engine/run/real-clock.js'
import { loadFliteThread } from '../../../engine/voice/flite-thread.js'
import { DeviceTransport } from '../audio/device-transport.js'
import { soundLosses } from '../audio/sound-losses.js'
import { type DeskCall, holdCall, logTo } from '../desk-call.js'
import type { TalkStack } from '../stack.js'
import { typedVoice } from '../typed/typed-voice.js'
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
  const leg = new DeviceTransport({
    desk,
    gate,
    levels: microphone.levels,
    news: (news) => {
      const text = microphone.newsText(news)
      if (text !== undefined) warn(text)
    },
    transfer: (to) => warn(`the agent hands the call over to ${to}, which only a phone can do`),
  })
  const typed = typedVoice({
    ...{ transport: leg, policy, load: loadFliteThread },
    warn: (message) => warn(message),
  })
  return {
    agent: stack.agent.name,
    description: stack.description,
    policy,
    now: () => clock.now(),
    ...(stack.recipe && { recordable: stack.recipe }),
    keyboard: {
      say: typed.say,
      press: (digits) => {
        for (const digit of digits) leg.press(digit)
      },
    },
    microphone: microphone.keys,
    async hold(by) {
      warn = by.warn
      const parts = stack.providers({ clock, log: logTo(by.warn) })
      const providers = { ...parts, stt: typed.knowing(parts.stt) }
      const call = {
        ...{ agent: stack.agent, policy, clock, transport: typed.transport, providers },
        observers: by.observers,
        ...(by.control && { control: by.control }),
      }
      try {
        await holdCall(call, () => leg.callerHangsUp(), by)
      } finally {
        await typed.close()
        await leg.release()
        const losses = soundLosses(desk.duplex.counters())
        if (losses !== undefined) by.warn(losses)
      }
    },
  }
}
