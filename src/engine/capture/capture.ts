/**
 * Captures a call as it is held and makes a fixture of it: the caller's audio and when they spoke, what the services answered, what is
 * expected of a replay, and the log, so that `replay --verify` is exact and `replay` holds the conversation again.
 *
 * A captured call is personal data: see `write-private.ts` for how it lies on disk. The numbers of both ends go through `hideNumber` before
 * anything keeps them, what was said and pressed is kept as it was.
 */
import type { Millis } from '../audio/frame.js'
import { type CallPolicy, defaultPolicy, type PolicyChanges } from '../call/policy.js'
import { VoiceAgentError } from '../errors.js'
import { creator } from '../fixture/creator.js'
import type { FixtureDraft } from '../fixture/draft.js'
import type { Manifest } from '../fixture/manifest.js'
import { type CallFacts, callFacts } from '../replay/call-facts.js'
import { interruption, onsets } from '../replay/interruption.js'
import type { Entry, Observer } from '../report/entry.js'
import { LogWriter } from '../report/log-format.js'
import { type SpokenSegment, spokenSegments } from './caller-segments.js'
import { expectationsOf } from './expectations.js'
import { holdDigits, type Taken } from './hold-digits.js'
import { inTexts } from './in-texts.js'
import { lineFacts } from './line-facts.js'
import { asSimulation } from './line-truth.js'
import { type Recorder, type Recording, recordCall } from './recording.js'
import { isSecret, messagesWithoutSensitive, silenced, withoutSensitive } from './sensitive.js'
import { startOf } from './starts.js'
import { tapeRows } from './tape-rows.js'
import { writePrivately } from './write-private.js'

export interface CaptureOptions {
  /** The fixture's: lower-case words with dashes, at most 60 characters. Names no person and no number. */
  readonly id: string
  /** The agent of the call by its name in the catalog, with the options it was made with: a replay makes it again. */
  readonly agent: {
    readonly name: string
    readonly options: Readonly<Record<string, unknown>>
  }
  /** Of the call. */
  readonly policy: CallPolicy
  /** Who captures, and `YYYY-MM` if that may be known. */
  readonly recorded: { readonly by: string; readonly month?: string }
  /** What is kept of a number of either end; without it, nothing. */
  readonly hideNumber?: (number: string) => string
}

export interface CallCapture {
  /** To be given to the call. */
  readonly observe: Observer
  /** @throws VoiceAgentError `E_CAPTURE` when the call cannot become a fixture */
  draft(): FixtureDraft
  /**
   * Writes `<directory>/<id>.call`, readable by its owner alone.
   *
   * @returns its path
   * @throws VoiceAgentError `E_CAPTURE`; whatever the file system throws
   */
  write(directory: string): string
}

/** As long as a fixture may be: see `fixture/sizes.ts`. */
const longestMs: Millis = 600_000
/** A replay may take so much longer than the call did. */
const spareMs: Millis = 20_000

export function captureCall(options: CaptureOptions): CallCapture {
  const hide = hiding(options.hideNumber ?? (() => ''))
  const header = {
    callId: options.id,
    creator: `${creator().name} ${creator().version}`,
    ...{ policy: options.policy, agent: options.agent },
  }
  const lines: string[] = []
  const log = new LogWriter(header, (line) => lines.push(line))
  /** Undefined once the call is too long: then nothing of it is kept. */
  let recorder: Recorder | undefined = recordCall()
  const digits = holdDigits((entry, state) => {
    const hidden = withoutSensitive(entry)
    log.write(hidden)
    recorder?.observe(hidden, state)
  })
  const draft = () => {
    digits.flush()
    if (recorder === undefined) throw refusal(`it is longer than ${longestMs / 1000} s`)
    const { recording } = recorder
    if (recording.audioMs === 0) throw refusal('no audio of the caller came')
    const taken = digits.taken()
    const conversation = messagesWithoutSensitive(taken.conversation(recording.conversation))
    return draftOf(options, { ...recording, conversation }, taken)
  }
  return {
    observe(entry, state) {
      if (entry.event.at > longestMs) {
        recorder = undefined
        lines.length = 0
        digits.drop()
        return
      }
      digits.observe(hide(entry), state)
    },
    draft,
    write(directory) {
      const made = draft()
      log.flush()
      return writePrivately(directory, made, lines)
    },
  }
}

function refusal(why: string): VoiceAgentError {
  return new VoiceAgentError(
    'E_CAPTURE',
    `the call cannot become a fixture: ${why}`,
    'capture another call',
  )
}

/** Shorter texts are no phone numbers, and stand in other words. */
const shortestNumber = 5

/** The numbers of both ends, wherever an agent has put them: into a tool's input, a record, what the model is told. */
function hiding(hideNumber: (number: string) => string): (entry: Entry) => Entry {
  const hidden = new Map<string, string>()
  const inText = (text: string) =>
    [...hidden].reduce((left, [from, to]) => left.replaceAll(from, to), text)
  const hide = <T>(value: T): T => inTexts(value, inText)
  return (entry) => {
    const { event } = entry
    if (event.type === 'transport.started')
      for (const number of [event.from, event.to])
        if (number.length >= shortestNumber) hidden.set(number, hideNumber(number))
    const spoken = event.type === 'transport.audio' || event.type === 'tts.audio'
    return { ...entry, event: spoken ? event : hide(event), commands: entry.commands.map(hide) }
  }
}

function draftOf(options: CaptureOptions, recording: Recording, taken: Taken): FixtureDraft {
  const line = lineFacts(recording)
  const toMouth = recording.offset - line.latencyMs
  const spoken = spokenSegments(recording, toMouth)
  const simulation = asSimulation(recording, line.latencyMs, spoken)
  const asSpoken = spoken.map((segment) => ({ ...segment, words: [...segment.words] }))
  const caller = { segments: asSpoken.map((one) => ({ ...one, start: { at: 0 } })), keys: [] }
  const facts = callFacts({ manifest: { caller } }, simulation)
  const secret = taken.keys || isSecret(spoken, taken.segments)
  return {
    manifest: manifestOf(options, recording, { facts, spoken, line, secret }),
    callerAudio: silenced(recording.audio.take(recording.audioMs), spoken, taken.segments),
    rows: tapeRows(recording),
    expect: expectationsOf(facts, simulation),
    ...notesOf(recording.stoppedAt !== undefined, secret),
  }
}

function notesOf(stopped: boolean, secret: boolean): Pick<FixtureDraft, 'notes'> {
  const notes = [...(stopped ? [stoppedNote] : []), ...(secret ? [secretNote] : [])].join('\n')
  return notes === '' ? {} : { notes }
}

const secretNote = `The caller said or keyed in a number that must not be kept (a payment card, a card code or a social security number). It is a placeholder in all
texts, zeros where it was keyed in or said with a pause in it, and all they said in that breath is silence in \`caller.wav\`: there the replay hears nobody, and
goes another way than the call went.
`

const stoppedNote = `The call was stopped from outside (a server that drains, a key at the desk). No caller can do that again, so the fixture ends there, as if
the caller had hung up; \`log.jsonl\` goes on to the end.
`

interface Found {
  readonly facts: CallFacts
  readonly spoken: readonly SpokenSegment[]
  readonly line: ReturnType<typeof lineFacts>
  readonly secret: boolean
}

const tagsOf = (secret: boolean) => (secret ? ['captured', 'redacted'] : ['captured'])

function manifestOf(
  { id, agent, policy, recorded }: CaptureOptions,
  recording: Recording,
  { facts, spoken, line, secret }: Found,
): FixtureDraft['manifest'] {
  const latency = line.latencyMs
  const startAt = (at: Millis) =>
    startOf(
      at,
      facts,
      spoken.filter(({ mouthAt }) => mouthAt < at),
    )
  const hungUp = hungUpAt(recording, facts)
  const cuts = interrupting(facts)
  return {
    ...{ id, title: `Captured by ${recorded.by}`, tags: tagsOf(secret) },
    recorded: { ...recorded, consent: 'internal' },
    agent: { name: agent.name, options: { ...agent.options } },
    policy: policyChanges(policy),
    transport: { ...ends(recording), line: line.conditions },
    caller: {
      segments: spoken.map(({ id: name, from, to, words, mouthAt }) => ({
        ...{ id: name, from, to, start: startAt(mouthAt), words: [...words] },
        ...(cuts.has(name) && { interrupts: true }),
      })),
      keys: facts.keys.map(({ digit, at }) => ({
        digit,
        start: startAt(Math.max(0, at - latency)),
      })),
      ...(hungUp !== undefined && { hangs_up: startAt(Math.max(0, hungUp - latency)) }),
    },
    max_ms: Math.round(recording.callMs + spareMs),
    seed: 1,
  }
}

/** When we learned that the caller had hung up, or were stopped; undefined when the agent ended the call. */
function hungUpAt({ stoppedAt, callMs }: Recording, { commands }: CallFacts): Millis | undefined {
  if (commands.some(({ type }) => type === 'hangUp' || type === 'transfer')) return undefined
  return stoppedAt ?? callMs
}

function interrupting(facts: CallFacts): ReadonlySet<string> {
  const cutting = onsets(facts.sounds).filter(
    (sound) => interruption(facts, sound).outcome === 'interrupted',
  )
  return new Set(cutting.map(({ segment }) => segment))
}

function ends({ entries }: Recording): Omit<Manifest['transport'], 'line'> {
  const started = entries.find(({ event }) => event.type === 'transport.started')?.event
  if (started?.type !== 'transport.started') return { from: '', to: '', parameters: {} }
  const { from, to, parameters = {}, startedAt } = started
  const time = startedAt !== undefined && { started_at: startedAt }
  return { from, to, parameters: { ...parameters }, ...time }
}

/** What differs from the default, section by section. */
function policyChanges(policy: CallPolicy): Manifest['policy'] {
  const changes: Record<string, Record<string, unknown>> = {}
  for (const section of Object.keys(defaultPolicy) as (keyof PolicyChanges)[]) {
    const usual: Readonly<Record<string, unknown>> = { ...defaultPolicy[section] }
    const changed = Object.entries(policy[section]).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(usual[name]),
    )
    if (changed.length > 0) changes[section] = Object.fromEntries(changed)
  }
  return changes
}
