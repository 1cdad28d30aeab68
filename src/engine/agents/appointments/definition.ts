/**
 * The desk of a practice: callers make, move and cancel appointments. The model leads the conversation and calls tools; code adds what a desk must not
 * get wrong: an opening that says what it is, a person when one is wanted, and no free time the calendar did not give.
 */
import type { Agent, CallerTurn, Decision, Directive, ToolSpec } from '../../agent/agent.js'
import { defineAgent, optional, text } from '../../agent/definition.js'
import { containsWords } from '../../agent/words.js'
import { calendar } from '../../tools/calendar.js'

export interface AppointmentsOptions {
  /** Name of the practice. */
  readonly practice: string
  /** What the model is told of it: hours, address, what to bring. */
  readonly facts?: string
  /** Where a caller who wants a person is sent. */
  readonly handoff?: string
  /** The JSON file of free and booked times; read by the agent's tools. */
  readonly calendar?: string
}

export interface AppointmentsState {
  /** Times the calendar has given in this call: `2026-12-04T09:30`. */
  readonly offered: readonly string[]
  readonly blocks: number
}

const tools: readonly ToolSpec[] = [
  {
    name: 'free_times',
    description: 'Lists free times of a day. `day` is a date such as 2026-12-04.',
    schema: { type: 'object', properties: { day: { type: 'string' } }, required: ['day'] },
    effect: 'read',
    line: 'Let me look at the calendar.',
  },
  {
    name: 'book',
    description: 'Books a free time for a caller.',
    schema: {
      type: 'object',
      properties: { time: { type: 'string' }, name: { type: 'string' } },
      required: ['time', 'name'],
    },
    effect: 'write',
    line: 'I am putting that down.',
  },
  {
    name: 'cancel',
    description: 'Cancels the appointment of a caller at a time.',
    schema: {
      type: 'object',
      properties: { time: { type: 'string' }, name: { type: 'string' } },
      required: ['time', 'name'],
    },
    effect: 'write',
  },
]

export const appointments = defineAgent<AppointmentsOptions>({
  name: 'appointments',
  options: {
    practice: text,
    facts: optional(text),
    handoff: optional(text),
    calendar: optional(text),
  },
  make: (options) => appointmentsAgent(options),
  tools: (options, { cwd }) => calendar(options.calendar, cwd),
})

const goodbyes = ['goodbye', 'bye', 'that is all', "that's all"]
const people = ['a person', 'a human', 'the receptionist', 'somebody real']

export function appointmentsAgent(options: AppointmentsOptions): Agent<AppointmentsState> {
  return {
    name: 'appointments',
    tools,
    start: () => ({ offered: [], blocks: 0 }),
    onCallStarted: (state) =>
      decide(
        state,
        line('opening', `${options.practice}, this is the AI assistant. How can I help you?`),
      ),
    onCallerTurn: (state, turn) => ({
      state: { ...state, blocks: 0 },
      directives: answer(options, turn),
    }),
    onToolReturned: (state, { name, output }) =>
      decide(
        name === 'free_times'
          ? { ...state, offered: [...state.offered, ...timesIn(output)] }
          : state,
      ),
    onHeard: (state) => decide(state),
    check: ({ offered }, { text: said, source }) => {
      const time =
        source === 'model' ? clockTimes(said).find((one) => !isOffered(one, offered)) : undefined
      return time === undefined
        ? { verdict: 'say' }
        : { verdict: 'block', why: `the calendar did not give ${time}` }
    },
    onBlocked: (state, { why }) => {
      const next = { ...state, blocks: state.blocks + 1 }
      return next.blocks > 1
        ? decide(next, line('sorry', 'Which day would you like? Then I look at what is free.'))
        : decide(
            next,
            ask(options, `Your last sentence was not said: ${why}. Look up free times first.`),
          )
    },
  }
}

function answer(options: AppointmentsOptions, { text: said }: CallerTurn): readonly Directive[] {
  const { handoff } = options
  if (handoff !== undefined && people.some((words) => containsWords(said, words)))
    return [line('handoff', 'I am connecting you now.'), { type: 'transfer', to: handoff }]
  if (goodbyes.some((words) => containsWords(said, words)))
    return [
      line('goodbye', 'Thank you for calling. Goodbye.'),
      { type: 'end', why: 'the caller said goodbye' },
    ]
  return [ask(options)]
}

function ask({ practice, facts = '' }: AppointmentsOptions, hint = ''): Directive {
  const instructions = [
    `You are the AI assistant at the desk of ${practice}, on the phone. Answer in one or two short sentences, without markup.`,
    'Make, move and cancel appointments with your tools. Name only times that free_times gave, as in "9:30 am". Ask for the name before you book.',
    facts,
    hint,
  ]
  return {
    type: 'generate',
    instructions: instructions.filter((one) => one !== '').join('\n'),
    tools: tools.map(({ name }) => name),
  }
}

const line = (id: string, said: string): Directive => ({
  ...{ type: 'say', id, text: said },
  interruptible: true,
})

function timesIn(output: string): readonly string[] {
  return output.match(/\d{4}-\d\d-\d\dT\d\d:\d\d/g) ?? []
}

/** Times of the day as a model writes them: `9:30`, `9 am`. */
function clockTimes(said: string): readonly string[] {
  return said.match(/\b\d{1,2}(?::\d\d(?:\s?[ap]\.?m\b)?|\s?[ap]\.?m\b)/gi) ?? []
}

function isOffered(time: string, offered: readonly string[]): boolean {
  const [, hour = '', minute = '00', half = ''] =
    /(\d{1,2})(?::(\d\d))?\s?([ap])?/i.exec(time) ?? []
  return offered.some((one) => {
    const [h, m] = [Number(one.slice(11, 13)), one.slice(14)]
    const sameHalf = half === '' || (half.toLowerCase() === 'p') === h >= 12
    return sameHalf && Number(hour) % 12 === h % 12 && minute === m
  })
}

function decide(
  state: AppointmentsState,
  ...directives: readonly Directive[]
): Decision<AppointmentsState> {
  return { state, directives }
}
