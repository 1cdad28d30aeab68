/**
 * The part of the screen that is redrawn: lines of text, made from the state alone. Four lines in a small window, ten at the most in a large
 * one, and never so many that the window scrolls.
 */
import type { MicrophoneState } from '../desk-call.js'
import { hopsOf, hopsText, joinHops, seconds } from '../hops.js'
import { type DeviceChoice, deviceKeys, deviceLines } from './device-lines.js'
import { helpLines, shortcuts } from './help-lines.js'
import { momentOf, type ScreenMoment, type ScreenState } from './screen-state.js'
import { cells, clip, type Line, pad, printable, type Span, spread, textOf } from './spans.js'

export interface Size {
  readonly columns: number
  readonly rows: number
}

/** What the person at the keys has set. */
export interface KeyState {
  /** The line being typed; undefined while keys are shortcuts. */
  readonly typed: string | undefined
  readonly muted: boolean
  /** Undefined where there is no microphone. */
  readonly microphone: MicrophoneState | undefined
  readonly canType: boolean
  readonly canRecord: boolean
  readonly recording: boolean
  /** The last thing a key did, or why it did nothing. */
  readonly notice: string
  readonly help: boolean
  /** While a device is being chosen. */
  readonly choice?: DeviceChoice | undefined
}

const largeFrom: Size = { columns: 110, rows: 30 }
const mostRows = 10

export function liveArea(
  screen: ScreenState,
  given: KeyState,
  now: number,
  size: Size,
): readonly Line[] {
  const moment = momentOf(screen, now)
  // What stays on the screen after the end answers no key any more.
  const isOver = moment.activity === 'ENDED'
  const keys = isOver ? { ...given, help: false, choice: undefined, typed: undefined } : given
  const speech = speechLines(moment, size.columns)
  const room = Math.max(1, Math.min(mostRows, size.rows - 2))
  const status = keys.choice
    ? deviceLines(keys.choice, Math.max(1, room - speech.length - 2))
    : statusLines(screen, moment, keys, size)
  const bottom = isOver && keys.notice === '' ? [] : [keyLine(keys, size)]
  const lines = [...speech, rule(size.columns), ...status, ...bottom]
  return lines.slice(-room).map((line) => clip(line, size.columns))
}

function statusLines(
  screen: ScreenState,
  moment: ScreenMoment,
  keys: KeyState,
  size: Size,
): readonly Line[] {
  if (keys.help) return helpLines(keys)
  return isLarge(size)
    ? largeStatus(screen, moment, keys, size)
    : smallStatus(screen, moment, keys, size)
}

const isLarge = ({ columns, rows }: Size) => columns >= largeFrom.columns && rows >= largeFrom.rows

const rule = (columns: number): Line => [{ text: '─'.repeat(columns), look: 'dim' }]

/** What is being said and has no place in the transcript yet: the last words of it. */
function speechLines({ partial, heard, unheard }: ScreenMoment, columns: number): readonly Line[] {
  if (partial !== '')
    return [
      [{ text: 'you    ' }, { text: tail(`~ ${printable(partial)}`, columns - 7), look: 'dim' }],
    ]
  if (heard === '' && unheard === '') return []
  const said = tail(printable(heard), Math.floor((columns - 7) / 2))
  const rest = printable(unheard)
  const gap = said === '' || rest === '' ? '' : ' '
  return [[{ text: 'agent  ' }, { text: `${said}${gap}` }, { text: rest, look: 'dim' }]]
}

/** The end of a text that is too long. */
function tail(text: string, room: number): string {
  const chars = [...text]
  if (cells(text) <= room) return text
  while (chars.length > 0 && cells(chars.join('')) > room - 3) chars.shift()
  return `...${chars.join('')}`
}

function smallStatus(
  screen: ScreenState,
  moment: ScreenMoment,
  keys: KeyState,
  { columns }: Size,
): readonly Line[] {
  const { callerLevel, agentLevel, callMs } = moment
  const meters: Line = [
    ...activitySpan(moment),
    { text: `  mic ${meter(callerLevel)} ${level(callerLevel)}   agent ${meter(agentLevel)}` },
  ]
  const right: Line = [
    { text: `${health(screen)}${micWord(keys)}turn ${screen.turn}  ${clock(callMs)} ` },
  ]
  return [spread(meters, right, columns), ...latencyLine(screen, moment, columns)]
}

/** Why the agent does not hear the caller, where it does not. */
function micWord({ muted, microphone }: KeyState): string {
  if (muted) return 'muted  '
  return microphone === undefined || microphone === 'open' ? '' : `${shutWords[microphone]}  `
}

const shutWords = { held: 'held', 'push-to-talk': 'space talks' }

function activitySpan({ activity }: ScreenMoment): Line {
  const look = ({ SPEAKING: 'green', PAUSED: 'yellow', ENDED: 'dim' } as const)[activity as string]
  return [{ text: ` ${activity.padEnd(9)}`, ...(look ? { look } : { look: 'bold' as const }) }]
}

function latencyLine(screen: ScreenState, moment: ScreenMoment, columns: number): readonly Line[] {
  const { latency } = screen
  if (latency === undefined) return [[{ text: ' last  no answer yet', look: 'dim' }]]
  const right = ` ${percentiles(moment)} `
  const head = ` last ${seconds(latency.gap_ms)} = `
  const room = columns - head.length - right.length
  const hops = joinHops(hopsOf(latency.hops), (some) => hopsText(some).length <= room)
  return [spread([{ text: `${head}${hopsText(hops)}` }], [{ text: right }], columns)]
}

function percentiles({ p50, p95 }: ScreenMoment): string {
  return p50 === undefined || p95 === undefined ? '' : `p50 ${seconds(p50)} p95 ${seconds(p95)}`
}

/** Named is what does not work. */
function health({ failing }: ScreenState): string {
  return Object.entries(failing)
    .map(([part, code]) => `${part} ${code}  `)
    .join('')
}

const blocks = '▁▂▃▄▅▆▇█'
const meterCells = 8
/** What the meter's left end stands for, dBFS. */
const quietest = -56

/** Eight cells, each 7 dB, that rise towards the right. */
function meter(level: number): string {
  const full = Math.ceil(((level - quietest) / -quietest) * meterCells)
  return [...blocks].map((block, i) => (i < full ? block : '·')).join('')
}

function level(dbfs: number): string {
  return dbfs <= -90 ? ' quiet ' : `${String(dbfs).padStart(4)} dB`
}

function clock(ms: number): string {
  const whole = Math.floor(ms / 1000)
  const two = (number: number) => String(number).padStart(2, '0')
  return `${two(Math.floor(whole / 60))}:${two(whole % 60)}`
}

const columnWidth = 38

function largeStatus(
  screen: ScreenState,
  moment: ScreenMoment,
  keys: KeyState,
  { columns }: Size,
): readonly Line[] {
  const right = columns - 2 * (columnWidth + 2)
  const left = leftColumn(screen, moment, keys)
  const middle = hopColumn(screen)
  const facts = factColumn(screen, moment)
  return left.map((line, i) => [
    ...pad(line, columnWidth),
    { text: '│ ', look: 'dim' as const },
    ...pad(middle[i] ?? [], columnWidth),
    { text: '│ ', look: 'dim' as const },
    ...clip(facts[i] ?? [], right),
  ])
}

function leftColumn(screen: ScreenState, moment: ScreenMoment, keys: KeyState): readonly Line[] {
  const { callerLevel, agentLevel, callMs, queueMs } = moment
  const recording = keys.recording ? 'recording' : 'not recording'
  const mode = keys.microphone === undefined ? 'no microphone' : keys.microphone
  return [
    [...activitySpan(moment), { text: ` turn ${screen.turn}   ${clock(callMs)}` }],
    [{ text: ` mic    ${meter(callerLevel)}  ${level(callerLevel)}` }],
    [{ text: ` agent  ${meter(agentLevel)}  ${level(agentLevel)}` }],
    [{ text: ` queue  ${queueMs} ms to play` }],
    [{ text: ` mode   ${mode}${keys.muted ? ', muted' : ''}` }],
    [{ text: ` tape   ${recording}` }],
  ]
}

const barCells = 18
const hopRows = 5

/** The longest hops as a waterfall; those left out are one row, so that the rows add up to the gap. */
function hopColumn({ latency }: ScreenState): readonly Line[] {
  if (latency === undefined) return [[{ text: 'last turn  no answer yet', look: 'dim' }]]
  const { gap_ms: gap } = latency
  const shown = joinHops(hopsOf(latency.hops), ({ length }) => length <= hopRows)
  const cell = (ms: number) => Math.round((ms / Math.max(1, gap)) * barCells)
  const rows = shown.map(({ name, ms, from: start }) => {
    const bar = `${' '.repeat(cell(start))}${'■'.repeat(Math.max(1, cell(start + ms) - cell(start)))}`
    return [{ text: `${name.padEnd(9)}${seconds(ms).padStart(5)} ${bar}` }]
  })
  return [[{ text: `last turn ${seconds(gap)} s` }], ...rows]
}

function factColumn(screen: ScreenState, moment: ScreenMoment): readonly Line[] {
  const { failing, rules, stopped, toolCalls, toolErrors, tokensIn, tokensOut, interruptions } =
    screen
  const services = (['stt', 'llm', 'tts'] as const).flatMap((part): Span[] => {
    const code = failing[part]
    const text = `${part} ${code ?? 'ok'}  `
    return [code === undefined ? { text } : { text, look: 'red' }]
  })
  return [
    [{ text: `gap        ${percentiles(moment) || '-'}` }],
    [{ text: 'services   ' }, ...services],
    [{ text: `tools      ${toolCalls} called  ${toolErrors} failed` }],
    [{ text: `barge-ins  ${interruptions}` }],
    [
      { text: `rules      ${rules} noted  ` },
      stopped === 0 ? { text: 'none broken' } : broken(stopped),
    ],
    [{ text: `tokens     in ${tokensIn}  out ${tokensOut}` }],
  ]
}

/** Sentences that a rule kept from being said. */
const broken = (stopped: number): Span => ({ text: `${stopped} stopped`, look: 'red' })

function keyLine(keys: KeyState, size: Size): Line {
  if (keys.notice !== '') return [{ text: ` ${printable(keys.notice)}`, look: 'yellow' }]
  if (keys.choice !== undefined) return [{ text: deviceKeys, look: 'dim' }]
  if (keys.help) return [{ text: ' ? closes this', look: 'dim' }]
  if (keys.typed !== undefined) return typingLine(keys.typed, size)
  return [{ text: shortcuts(keys, isLarge(size)), look: 'dim' }]
}

const typingKeys = '  Enter says it   Esc for keys'

function typingLine(typed: string, { columns }: Size): Line {
  const room = Math.max(10, columns - typingKeys.length - 4)
  return [
    { text: ' > ', look: 'bold' },
    { text: `${tail(printable(typed), room)}█` },
    { text: typingKeys, look: 'dim' },
  ]
}

/** Two areas that look the same need not be drawn twice. */
export function sameArea(a: readonly Line[], b: readonly Line[]): boolean {
  return (
    a.length === b.length &&
    a.every((line, i) => line.length === b[i]?.length && textOf(line) === textOf(b[i] ?? []))
  )
}
