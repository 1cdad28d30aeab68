/** A better time: asked for once, held to the hours in which calls may be placed, and said back. */
import { detectors } from '../../../compliance/detectors.js'
import { localTime } from '../../../compliance/wall-time.js'
import { audit, type Draft, finish, put, say, task, taskBy } from '../draft.js'
import {
  type Appointment,
  localNow,
  momentAt,
  nearestAllowed,
  nextSuch,
  type Wish,
  wishIn,
} from '../reading/callback-time.js'
import { halfIn } from '../reading/clock-words.js'
import { yesOrNo } from '../reading/payment.js'
import { type Answer, type Said, wordsOf } from '../said.js'
import { otherZones, zoneIn } from './callback-zones.js'

/** The caller wants another time, and may have said which. */
export function beginCallback(d: Draft, said: Said): Draft {
  return hear(put(d, { stage: 'callback', lines: [] }), said, wishOf(d, said))
}

export const callback: Answer = (d, said) => {
  const { offered } = d.state.callback
  const wish = wishOf(d, said)
  if (offered === undefined) return hear(d, said, wish)
  if (wish?.time !== undefined && wish.isOpen === undefined)
    return decide(d, said, { date: offered.date, ...wish })
  return yesOrNo(said.text, said.digits) === 'yes' ? agreed(d, said, offered) : unclear(d, said)
}

/** Takes what was named together with what was named before, and asks once for each thing that is missing. */
function hear(d: Draft, said: Said, wish: Wish | undefined): Draft {
  const { asked, wished } = d.state.callback
  const half = wished?.isOpen === 'half' ? halfIn(said.text) : undefined
  const named = half === undefined || wished?.time === undefined ? wish : inHalf(wished, half)
  const all = together(wished, named)
  const next = put(d, { callback: { asked, wished: all } })
  if (all.isOpen === undefined && all.time !== undefined) return decide(next, said, all)
  const line = lineFor(all)
  if (asked.includes(line)) return unclear(d, said)
  return say(put(next, { callback: { asked: [...asked, line], wished: all } }), line)
}

/** What was open stays open until it is named. */
function together(before: Wish = {}, named: Wish = {}): Wish {
  const settles = before.isOpen === 'day' ? named.date : named.time
  const isOpen = named.isOpen ?? (settles === undefined ? before.isOpen : undefined)
  return { ...without(before), ...without(named), ...(isOpen !== undefined && { isOpen }) }
}

const without = ({ date, time }: Wish): Wish => ({
  ...(date !== undefined && { date }),
  ...(time !== undefined && { time }),
})

function inHalf(wished: Wish, half: 'am' | 'pm'): Wish {
  const hour = Number(wished.time?.slice(0, 2)) % 12
  const shown = String(half === 'pm' ? hour + 12 : hour).padStart(2, '0')
  return { ...without(wished), time: `${shown}${wished.time?.slice(2)}` }
}

function lineFor({
  date,
  isOpen,
}: Wish): 'callback' | 'callback_day' | 'callback_half' | 'callback_hour' {
  if (isOpen === 'half') return 'callback_half'
  if (isOpen === 'day') return 'callback_day'
  return date === undefined ? 'callback' : 'callback_hour'
}

const zoneOf = ({ state }: Draft): string => state.account?.zone ?? state.zone ?? ''

const nowOf = (d: Draft) => localNow(d.state.startedAt, d.at, zoneOf(d))

/** "Three o'clock Eastern" is brought to the clocks of the account. */
function wishOf(d: Draft, { text }: Said): Wish | undefined {
  const now = nowOf(d)
  if (now === undefined) return undefined
  const wish = wishIn(text, now, detectors)
  const zone = zoneIn(text)
  if (zone === undefined || wish.time === undefined || wish.isOpen !== undefined) return wish
  const there = localNow(d.state.startedAt, d.at, zone)
  if (there === undefined) return wish
  const meant = nextSuch({ ...wish, time: wish.time }, there)
  const here = localTime(momentAt(meant, zone) ?? Number.NaN, zoneOf(d))
  return here === undefined ? wish : { date: here.date, time: here.time.slice(0, 5) }
}

/** Takes the time, or offers the nearest one there may be. */
function decide(d: Draft, said: Said, wish: Wish): Draft {
  const now = nowOf(d)
  if (now === undefined || wish.time === undefined) return unclear(d, said)
  const wanted = nextSuch({ ...wish, time: wish.time }, now)
  const { call_from: from, call_to: to } = d.state.settings
  const hours = { from: String(from), to: String(to) }
  const near = nearestAllowed(wanted, now, hours, (at) => timesOf(d, at))
  if (near === undefined) return unclear(d, said)
  if (near.date === wanted.date && near.time === wanted.time) return agreed(d, said, near)
  const { offered: before, asked } = d.state.callback
  if (before?.date === near.date && before.time === near.time) return unclear(d, said)
  const noted = audit(d, 'callback.outside_hours', {
    ...wanted,
    zone: zoneOf(d),
    offered: `${near.date} ${near.time}`,
  })
  return say(put(noted, { callback: { asked, offered: near } }), 'callback_offer')
}

/** What clocks show then in every zone the consumer may be in: a call is not placed outside the hours of any. */
function timesOf(d: Draft, at: Appointment): readonly string[] {
  const moment = momentAt(at, zoneOf(d))
  const elsewhere = otherZones(d.state).map((zone) => localTime(moment ?? Number.NaN, zone)?.time)
  return [at.time, ...elsewhere.flatMap((time) => time?.slice(0, 5) ?? [])]
}

/** The caller's own wish is the consent to be called then (12 CFR 1006.6(b)(4), 1006.14(b)(3)(i)). */
function agreed(d: Draft, said: Said, { date, time }: Appointment): Draft {
  const noted = audit(d, 'callback', { date, time, zone: zoneOf(d), words: wordsOf(said) })
  const due = taskBy(noted, 'call_back_when_asked', date, `${time} ${zoneOf(d)}`)
  const { asked } = d.state.callback
  return finish(
    put(due, { callback: { asked, offered: { date, time } } }),
    'callback_agreed',
    'callback',
  )
}

/** It is asked once: what was said is kept for a person. */
function unclear(d: Draft, said: Said): Draft {
  const noted = audit(d, 'callback', { words: wordsOf(said) })
  return finish(task(noted, 'call_back_when_asked', 1), 'noted', 'callback')
}
