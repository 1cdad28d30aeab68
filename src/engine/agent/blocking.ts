/**
 * The plain agent with a say over every sentence: some words are never spoken, some sentences are replaced, and some lines must be heard.
 * It shows, and tests, the seams that agents with rules are built on.
 */
import type { Agent, Sentence, Verdict } from './agent.js'
import { defineAgent, isRecord, listOf, optional, texts } from './definition.js'
import { type PlainOptions, plainAgent, plainOptions } from './plain.js'
import { containsWords } from './words.js'

export interface BlockingOptions extends PlainOptions {
  /** A sentence with one of these words is not said. */
  readonly blocks?: readonly string[]
  /** A sentence with these words is said in other words. */
  readonly replaces?: readonly Replacement[]
  /** Lines (`greeting`, `goodbye`) that the caller cannot stop. */
  readonly uninterruptible?: readonly string[]
}

interface Replacement {
  readonly words: string
  readonly by: string
}

const replacement = {
  wants: 'a replacement',
  required: true,
  accepts: (value: unknown) =>
    isRecord(value) && typeof value.words === 'string' && typeof value.by === 'string',
}

export const blocking = defineAgent<BlockingOptions>({
  name: 'blocking',
  options: {
    ...plainOptions,
    blocks: optional(texts),
    replaces: optional(listOf(replacement, 'a list of replacements, each with words and by')),
    uninterruptible: optional(texts),
  },
  make: (options) => blockingAgent(options),
})

function blockingAgent(options: BlockingOptions): Agent<undefined> {
  const { blocks = [], replaces = [], uninterruptible = [] } = options
  return {
    ...plainAgent(options, uninterruptible),
    name: 'blocking',
    check: (_, sentence) => judge(sentence, blocks, replaces),
  }
}

/** Fixed lines of the policy are not judged: something must be left to say. */
function judge(
  { text, source }: Sentence,
  blocks: readonly string[],
  replaces: readonly Replacement[],
): Verdict {
  if (source === 'engine') return { verdict: 'say' }
  const blocked = blocks.find((words) => containsWords(text, words))
  if (blocked !== undefined) return { verdict: 'block', why: `contains "${blocked}"` }
  const replaced = replaces.find(({ words }) => containsWords(text, words))
  if (replaced === undefined) return { verdict: 'say' }
  return { verdict: 'replace', text: replaced.by, why: `contains "${replaced.words}"` }
}
