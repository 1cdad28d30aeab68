/**
 * What the agent's instructions let a simple reader know: who it is, and facts, as `Key: value` lines or as sentences. Sentences that tell the
 * agent how to behave are no facts.
 */
import type { Message } from '../../call/conversation.js'
import { asSentence, topicWords } from './plain-words.js'

export interface Fact {
  /** Undefined for a sentence. */
  readonly key: string | undefined
  readonly sentence: string
}

export interface Knowledge {
  /** As the agent would say it: "I am Ava, the receptionist of Sunny Dental." */
  readonly identity: string | undefined
  readonly facts: readonly Fact[]
}

export function knowledgeIn(messages: readonly Message[]): Knowledge {
  const text = messages.map((message) => (message.role === 'system' ? message.text : '')).join('\n')
  return { identity: identityIn(text), facts: text.split('\n').flatMap(factsIn) }
}

function identityIn(text: string): string | undefined {
  const [, who] = /\byou(?:'re| are) (?!not\b|to\b)([^.!?\n]{2,120})/i.exec(text) ?? []
  if (who !== undefined)
    return asSentence(`I am ${who.replace(/\byour\b/gi, 'my').replace(/\byou\b/gi, 'I')}`)
  const [, name] = /^[\s*-]*name: *([^\n]{1,60})$/im.exec(text) ?? []
  return name === undefined ? undefined : asSentence(`I am ${name}`)
}

const keyed = /^[\s*•-]*([\p{L}][\p{L}\p{N} '/&-]{1,40}):\s+(\S.*)$/u
/** Keys under which behaviour stands. */
const behaviour =
  /^(?:name|role|tone|style|voice|persona|goal|task|rules?|instructions?|note|important|language|steps?|examples?|never|always|do|don't)$/i
/** How sentences begin that tell the agent what to do. */
const order =
  /^(?:you|your|never|do|don't|always|be|keep|speak|answer|ask|say|tell|use|if|when|unless|please|avoid|make|only|respond|reply|greet|offer|help|confirm|under|call|end|begin|start|remember|follow|refuse|stay|act|treat|let|explain|give|mention|read|repeat|wait|under)\b/i

function factsIn(line: string): readonly Fact[] {
  const [, key, value] = keyed.exec(line) ?? []
  if (key !== undefined && value !== undefined) {
    return behaviour.test(key.trim())
      ? []
      : [{ key: key.trim(), sentence: asSentence(`${key.trim()}: ${value}`) }]
  }
  return sentences(line)
    .filter((sentence) => !order.test(sentence) && topicWords(sentence).size > 1)
    .map((sentence) => ({ key: undefined, sentence: asSentence(sentence) }))
}

function sentences(line: string): readonly string[] {
  const trimmed = line.replace(/^[\s*•#-]+/, '')
  return trimmed.split(/(?<=[.!?])\s+(?=\p{Lu})/u).filter((sentence) => sentence.trim() !== '')
}

/** The fact that a question is about; undefined if none is clearly meant. */
export function factFor(question: string, { facts }: Knowledge): Fact | undefined {
  const asked = topicWords(question)
  if (asked.size === 0) return undefined
  const scored = facts.map((fact) => ({ fact, score: score(asked, fact) }))
  const best = Math.max(0, ...scored.map(({ score }) => score))
  return best < 2 ? undefined : scored.find(({ score }) => score === best)?.fact
}

/** A word of the key counts double; otherwise two words are needed, or the only one that was said. */
function score(asked: ReadonlySet<string>, { key = '', sentence }: Fact): number {
  const inKey = topicWords(key)
  const inSentence = topicWords(sentence)
  let points = 0
  for (const word of asked) points += inKey.has(word) ? 2 : inSentence.has(word) ? 1 : 0
  return points === 1 && asked.size === 1 ? 2 : points
}

/** What one could ask about, for an offer of help. */
export function topics({ facts }: Knowledge): readonly string[] {
  return facts.flatMap(({ key }) => (key === undefined ? [] : [key.toLowerCase()])).slice(0, 3)
}
