/**
 * The simplest agent: it greets, and lets the model answer whatever the caller says, until the caller says goodbye.
 */
import type { Agent, CallerTurn, Decision, Directive, ToolSpec } from './agent.js'
import { defineAgent, optional, text, texts, toolSpecs } from './definition.js'
import { containsWords } from './words.js'

export interface PlainOptions {
  /** Said when the call begins. */
  readonly greeting: string
  /** What the model is told before every answer. */
  readonly instructions: string
  /** Words or phrases with which the caller ends the call. */
  readonly goodbyeWords?: readonly string[]
  /** Said before the agent hangs up. */
  readonly goodbye?: string
  /** Tools the model may always use. */
  readonly tools?: readonly ToolSpec[]
}

export const plainOptions = {
  greeting: text,
  instructions: text,
  goodbyeWords: optional(texts),
  goodbye: optional(text),
  tools: optional(toolSpecs),
}

export const plain = defineAgent<PlainOptions>({
  name: 'plain',
  options: plainOptions,
  make: (options) => plainAgent(options),
})

/** @param uninterruptible names of the lines (`greeting`, `goodbye`) that the caller cannot stop */
export function plainAgent(
  options: PlainOptions,
  uninterruptible: readonly string[] = [],
): Agent<undefined> {
  const { greeting, instructions, goodbyeWords = [], goodbye = 'Goodbye.', tools = [] } = options
  const say = (id: string, text: string): Directive => ({
    ...{ type: 'say', id, text },
    interruptible: !uninterruptible.includes(id),
  })
  const answer = ({ text }: CallerTurn): readonly Directive[] =>
    goodbyeWords.some((words) => containsWords(text, words))
      ? [say('goodbye', goodbye), { type: 'end', why: 'the caller said goodbye' }]
      : [{ type: 'generate', instructions, tools: tools.map(({ name }) => name) }]
  return {
    name: 'plain',
    tools,
    start: () => undefined,
    onCallStarted: () => decide(say('greeting', greeting)),
    onCallerTurn: (_, turn) => decide(...answer(turn)),
    onToolReturned: () => decide(),
    onHeard: () => decide(),
    check: () => ({ verdict: 'say' }),
  }
}

function decide(...directives: readonly Directive[]): Decision<undefined> {
  return { state: undefined, directives }
}
