import type { ControlEvent } from '../../engine/call/event.js'
import type { CallPolicy } from '../../engine/call/policy.js'
import type { Observer } from '../../engine/report/entry.js'
import { RealClock } from '../../engine/run/real-clock.js'
import { runCall } from '../../engine/run/run-call.js'
import { callWatch } from './call-watch.js'
import { FastClock } from './fast-clock.js'
import { performRows } from './script/perform-rows.js'
import type { RowReader } from './script/read-rows.js'
import type { TalkStack } from './stack.js'
import { typedLine, typedPolicy } from './typed/typed-line.js'
import { watched } from './watched-providers.js'

export interface KeyboardTalk {
  readonly stack: TalkStack
  readonly rows: RowReader
  /** A person types, and time passes as it does; else time in which nobody works is skipped, and rows wait for the agent. */
  readonly live: boolean
  readonly observersFor: (policy: CallPolicy) => readonly Observer[]
  readonly warn: (message: string) => void
  /** The caller hangs up. */
  readonly hangUp: AbortSignal
  /** Nobody waits any more. */
  readonly abandon: AbortSignal
  readonly control?: (post: (event: ControlEvent) => void) => void
}

/**
 * One call with a keyboard as the caller, to its end.
 *
 * @throws whatever is wrong with a row, after the call has ended; CallFault
 */
export async function talkByKeyboard(talk: KeyboardTalk): Promise<void> {
  const { stack, live, warn } = talk
  const fast = live ? undefined : new FastClock()
  const clock = fast ?? new RealClock()
  const watch = callWatch()
  const caller = typedLine(clock, watch.look)
  const policy = typedPolicy(stack.policy)
  const log = { warn: (_: object, message: string) => warn(message) }
  const made = stack.providers({ clock, log })
  const parts = fast === undefined || stack.isInstant ? made : watched(made, fast)
  const providers = { ...parts, vad: caller.vad, stt: caller.stt }
  let post: (event: ControlEvent) => void = () => {}
  const hangUp = () => caller.hangUp()
  talk.hangUp.addEventListener('abort', hangUp, { once: true })
  let over = false
  const call = runCall({
    ...{ agent: stack.agent, policy, clock, providers, log, transport: caller.transport },
    observers: [...talk.observersFor(policy), watch.observe],
    signal: talk.abandon,
    control: (poster) => {
      post = poster
      talk.control?.(poster)
    },
  }).finally(() => {
    over = true
  })
  const script = performRows(talk.rows, {
    ...{ caller, watch, clock, live },
    post: (event) => post(event),
  }).catch((error: unknown) => {
    caller.hangUp()
    return { error }
  })
  try {
    if (talk.hangUp.aborted) hangUp()
    await Promise.all([call, fast?.run(() => over)])
  } finally {
    talk.hangUp.removeEventListener('abort', hangUp)
  }
  // What the script still waits for will not come.
  const nothing = new Promise<undefined>((resolve) => setImmediate(() => resolve(undefined)))
  const failed = await Promise.race([script, nothing])
  if (failed !== undefined) throw failed.error
}
