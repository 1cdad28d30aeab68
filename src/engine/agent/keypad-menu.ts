/**
 * An agent for the keypad: it reads out choices and acts on the key that was pressed, or on a choice that was said if words arrive. It
 * needs no model. Where speech cannot be understood, it says so once in a while and asks for a key.
 */
import type { Agent, CallerTurn, Decision, Directive } from './agent.js'
import { defineAgent, isRecord, listOf, optional, text } from './definition.js'
import { containsWords } from './words.js'

/** What a key leads to: something said, and after it perhaps the end of the call or another number. */
export interface Choice {
  /** One key, 0 to 9 or *. */
  readonly key: string
  /** How the choice is offered and may be said: "opening hours". */
  readonly name: string
  readonly says: string
  /** After it was heard: hang up. */
  readonly ends?: boolean
  /** After it was heard: connect to this number. */
  readonly transfer?: string
}

export interface KeypadMenuOptions {
  readonly greeting: string
  readonly choices: readonly Choice[]
  /** Said before the choices when speech came whose words are not known. */
  readonly cannotHear?: string
}

/** The text of a turn in which somebody spoke and no words could be made out. */
const unknownWords = '[speech]'

const isChoice = (value: unknown): boolean =>
  isRecord(value) &&
  typeof value.key === 'string' &&
  /^[0-9*]$/.test(value.key) &&
  ['name', 'says'].every((name) => typeof value[name] === 'string') &&
  ['undefined', 'boolean'].includes(typeof value.ends) &&
  ['undefined', 'string'].includes(typeof value.transfer)

export const keypadMenu = defineAgent<KeypadMenuOptions>({
  name: 'keypad-menu',
  options: {
    greeting: text,
    choices: listOf(
      { wants: 'a choice', required: true, accepts: isChoice },
      'a list of choices, each with key, name and says, and perhaps ends or transfer',
    ),
    cannotHear: optional(text),
  },
  make: (options) => keypadMenuAgent(options),
})

const cannotHearPreset = 'I can hear you, but I do not understand words here. Please use the keys.'

export function keypadMenuAgent(options: KeypadMenuOptions): Agent<undefined> {
  const { greeting, choices, cannotHear = cannotHearPreset } = options
  const menu = choices.map(({ key, name }) => `For ${name}, press ${keyName(key)}.`).join(' ')
  const say = (id: string, text: string): Directive => ({
    type: 'say',
    id,
    text,
    interruptible: true,
  })
  return {
    name: 'keypad-menu',
    tools: [],
    start: () => undefined,
    onCallStarted: () => decide(say('greeting', `${greeting} ${menu}`)),
    onCallerTurn: (_, turn) => {
      const choice = chosen(choices, turn)
      if (choice !== undefined) return decide(...act(choice, say))
      const why = turn.digits === '' && turn.text === unknownWords ? cannotHear : sorry(turn)
      return decide(say('menu', `${why} ${menu}`))
    },
    onToolReturned: () => decide(),
    onHeard: () => decide(),
    check: () => ({ verdict: 'say' }),
  }
}

/** The last key counts: who presses a second one has thought better of the first. */
function chosen(choices: readonly Choice[], { text, digits }: CallerTurn): Choice | undefined {
  const key = digits.at(-1)
  if (key !== undefined) return choices.find((choice) => choice.key === key)
  return choices.find(({ name }) => containsWords(text, name))
}

function sorry({ text, digits }: CallerTurn): string {
  return digits === ''
    ? `I heard: ${text}. That is not one of the choices.`
    : 'There is no such choice.'
}

function act(choice: Choice, say: (id: string, text: string) => Directive): readonly Directive[] {
  const said = say(choice.name, choice.says)
  if (choice.transfer !== undefined) return [said, { type: 'transfer', to: choice.transfer }]
  return choice.ends ? [said, { type: 'end', why: `the caller chose ${choice.name}` }] : [said]
}

const keyName = (key: string) => (key === '*' ? 'star' : key)

function decide(...directives: readonly Directive[]): Decision<undefined> {
  return { state: undefined, directives }
}
