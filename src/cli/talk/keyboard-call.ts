import type { ControlEvent } from '../../engine/call/event.js'
import { RealClock } from '../../engine/run/real-clock.js'
import { callWatch } from './call-watch.js'
import { type DeskCall, holdCall, logTo } from './desk-call.js'
import { FastClock } from './fast-clock.js'
import { performRows } from './script/perform-rows.js'
import type { RowReader } from './script/read-rows.js'
import type { TalkStack } from './stack.js'
import { typedLine, typedPolicy } from './typed/typed-line.js'
import { watched } from './watched-providers.js'

export interface KeyboardCallOptions {
  readonly stack: TalkStack
  /** What the caller does: time in which nobody works is skipped. Without it a person types, and time passes as it does. */
  readonly rows?: RowReader
}

/** A script gives the same events on every day: it is always the same Friday morning in the Americas. */
const scriptedTime = '2026-11-27T16:00:00.000Z'

/** A call with a keyboard as the caller. */
export function keyboardCall({ stack, rows }: KeyboardCallOptions): DeskCall {
  const fast = rows && new FastClock()
  const clock = fast ?? new RealClock()
  const watch = callWatch()
  const startedAt = rows ? scriptedTime : new Date().toISOString()
  const caller = typedLine({ clock, startedAt, changed: watch.look })
  const policy = typedPolicy(stack.policy)
  return {
    agent: stack.agent.name,
    description: stack.description,
    policy,
    now: () => clock.now(),
    keyboard: { say: caller.say, press: caller.press },
    async hold(by) {
      const made = stack.providers({ clock, log: logTo(by.warn) })
      const parts = fast === undefined ? made : watched(made, fast, stack.isInstant)
      let post: (event: ControlEvent) => void = () => {}
      const wish = (event: ControlEvent) => post(event)
      const script = rows && performRows(rows, { caller, watch, clock, post: wish })
      const failed = script?.then(
        () => undefined,
        (error: unknown) => {
          caller.hangUp()
          return { error }
        },
      )
      const call = {
        ...{ agent: stack.agent, policy, clock, transport: caller.transport },
        providers: { ...parts, vad: caller.vad, stt: caller.stt },
        observers: [...by.observers, watch.observe],
        control: (poster: (event: ControlEvent) => void) => {
          post = poster
          by.control?.(poster)
        },
      }
      await holdCall(call, caller.hangUp, by)
      const mistake = await Promise.race([failed, nothingMore()])
      if (mistake !== undefined) throw mistake.error
    },
  }
}

/** What a script still waits for when the call is over will not come. */
function nothingMore(): Promise<undefined> {
  return new Promise((resolve) => setImmediate(() => resolve(undefined)))
}
