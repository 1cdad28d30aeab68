import type { Message } from '../../call/conversation.js'
import type { MessageExpectation } from '../../fixture/expect.js'
import { normaliseText } from '../../fixture/normalise-text.js'
import { type Check, judged, quote } from './check.js'
import type { SectionCheck } from './evidence.js'
import { hasPhrase } from './wording.js'

type Spoken = Exclude<Message, { readonly role: 'system' }>

/** `conversation`: what the model would see at the end of the call. */
export const conversationChecks: SectionCheck = ({ expectations, simulation }) => {
  const { conversation: wanted } = expectations
  if (wanted === undefined) return []
  const messages = simulation.conversation.flatMap((message): Spoken[] =>
    message.role === 'system' ? [] : [message],
  )
  const text = messages.map(textOf).join('\n')
  const phrase = (word: string, value: string, line: number, fits: boolean): Check =>
    judged({ name: `conversation ${word}`, line }, fits, {
      wanted: `${word} ${quote(value)}`,
      got: quote(text),
    })
  const someHas = (value: string) =>
    messages.some((message) => hasPhrase(normaliseText(textOf(message)), value))
  return [
    ...(wanted.equals === undefined ? [] : [equality(wanted.equals, messages, wanted.line)]),
    ...(wanted.contains ?? []).map(({ value, line }) =>
      phrase('contains', value, line, someHas(value)),
    ),
    ...(wanted.absent ?? []).map(({ value, line }) =>
      phrase('absent', value, line, !someHas(value)),
    ),
  ]
}

const textOf = (message: Spoken): string =>
  message.role === 'tool' ? message.output : message.text

function equality(
  wanted: readonly MessageExpectation[],
  messages: readonly Spoken[],
  line: number,
): Check {
  const differs = Array.from({ length: Math.max(wanted.length, messages.length) }).findIndex(
    (_, i) => !same(wanted[i], messages[i]),
  )
  const name = 'conversation equals'
  if (differs < 0) {
    const all = `${messages.length} messages`
    return judged({ name, line }, true, { wanted: all, got: all })
  }
  const item = wanted[differs]
  const message = messages[differs]
  return judged({ name, line: item?.line ?? line }, false, {
    wanted: `message ${differs + 1}: ${item === undefined ? 'none' : showWanted(item)}`,
    got: message === undefined ? 'none' : show(message),
  })
}

function same(wanted: MessageExpectation | undefined, message: Spoken | undefined): boolean {
  if (wanted === undefined || message === undefined || wanted.role !== message.role) return false
  const { text, cut_off, tools } = wanted
  if (text !== undefined && normaliseText(text) !== normaliseText(textOf(message))) return false
  if (cut_off !== undefined && cut_off !== isCutOff(message)) return false
  const named = tools?.map(({ value }) => value)
  return named === undefined || named.join() === toolsOf(message).join()
}

const isCutOff = (message: Spoken): boolean =>
  message.role === 'assistant' && message.cutOff === true

function toolsOf(message: Spoken): readonly string[] {
  return message.role === 'assistant' ? (message.toolCalls ?? []).map(({ name }) => name) : []
}

function show(message: Spoken): string {
  const tools = toolsOf(message)
  return [
    message.role,
    quote(textOf(message)),
    ...(isCutOff(message) ? ['cut off'] : []),
    ...(tools.length > 0 ? [`tools ${tools.join(', ')}`] : []),
  ].join(' ')
}

function showWanted({ role, text, cut_off, tools }: MessageExpectation): string {
  return [
    role,
    ...(text === undefined ? [] : [quote(text)]),
    ...(cut_off === undefined ? [] : [cut_off ? 'cut off' : 'whole']),
    ...(tools === undefined ? [] : [`tools ${tools.map(({ value }) => value).join(', ')}`]),
  ].join(' ')
}
