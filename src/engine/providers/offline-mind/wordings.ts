/** How things are said. Each has several wordings that take turns, so that nobody hears the same line twice in a row. */
import type { FixedIntent } from './intents.js'

/** @param times how often it was said before @param what what it is about; may be empty */
type Wording = (times: number, what: string) => string

type Special =
  | 'opening'
  | 'name'
  | 'values'
  | 'keys'
  | 'missing'
  | 'noted'
  | 'notNoted'
  | 'nothingSaid'
  | 'unknownAgain'
  | 'lost'

const turns =
  (...lines: readonly [string, ...string[]]): Wording =>
  (times) =>
    lines[times % lines.length] ?? lines[0]

/** With something to speak of, and without. */
const about =
  (withIt: readonly [string, ...string[]], without: readonly [string, ...string[]]): Wording =>
  (times, what) =>
    turns(...(what === '' ? without : withIt))(times, what).replaceAll('{}', () => what)

export const repeatLeads = ['I said: ', 'Once more: ', 'Here it is again: '] as const

const readBackEnd = 'Is that right?'

export const isReadBack = (said: string) => said.endsWith(readBackEnd)

export const wordings: Readonly<Record<Exclude<FixedIntent, 'repeat'> | Special, Wording>> = {
  opening: about(['Hello. {} How can I help you?'], ['Hello. How can I help you?']),
  greeting: turns(
    'Hello. How can I help you?',
    'Hello again. What can I do for you?',
    'Hi. I am listening.',
  ),
  who: about(
    ['{} How can I help you?', '{}', 'As I said: {}'],
    [
      'I am the automated assistant on this line. How can I help you?',
      'I am a computer program that answers calls here.',
    ],
  ),
  robot: turns(
    'Yes, I am an automated assistant, not a person. How can I help you?',
    'I am a computer program. There is no person on this line.',
    'As I said, I am a machine. I will still do my best.',
  ),
  options: about(
    [
      'You can ask me about {}. I can also repeat what I said.',
      'I can help with {}. What would you like to know?',
    ],
    [
      'I can answer simple questions, note a number or a date, and repeat what I said.',
      'Ask me something simple, give me a number or a date, or say goodbye.',
    ],
  ),
  holdOn: turns('Of course, take your time.', 'No hurry. I am here.', 'I will wait.'),
  human: turns(
    'You would like to speak to a person. I cannot connect you from here, but I will help as far as I can.',
    'I understand that you want a person. I am sorry, nobody else is on this line.',
    'I am afraid that I cannot put you through. Please call again later to reach a person.',
  ),
  thanks: turns(
    'You are welcome. Is there anything else?',
    'My pleasure. Is there anything else?',
    'Gladly. Is there something else I can do?',
  ),
  goodbye: about(
    ['Goodbye, {}. Thank you for calling.', 'Goodbye, {}.'],
    ['Thank you for calling. Goodbye.', 'Goodbye.'],
  ),
  howAreYou: turns(
    'I am well, thank you. How can I help you?',
    'Still well, thank you for asking. What can I do for you?',
  ),
  weather: turns(
    'I cannot look outside, I am only on the phone. Is there something else?',
    'I still know nothing about the weather. What else can I do?',
  ),
  joke: turns(
    'Why did the phone wear glasses? It had lost its contacts.',
    'I was told to hold a call. It was heavier than I thought.',
    'That was all my humor. How can I help you?',
  ),
  test: turns('I can hear you well.', 'Yes, I am here and I can hear you.', 'Still here.'),
  praise: turns('Thank you, that is kind.', 'I am glad to hear it. What else can I do?'),
  scorn: turns(
    'I am sorry that this is not going well. Tell me in a few words what you need.',
    'I am sorry. I am a simple assistant. What do you need most?',
  ),
  unheard: turns(
    'I can hear you, but I could not make out the words. Could you say it again?',
    'I am sorry, I still cannot make out the words. Please speak a little slower.',
    'I hear a voice but no words. You can use the keys of your phone instead.',
  ),
  yes: turns('All right. What would you like to do?', 'Good. Please go on.', 'Very well.'),
  no: turns('All right. Is there anything else?', 'No problem. What would you like instead?'),
  name: about(
    ['Thank you, {}. How can I help you?', 'I have noted your name, {}.'],
    ['Thank you. How can I help you?'],
  ),
  values: about(
    [
      `I have {}. ${readBackEnd}`,
      `You said {}. ${readBackEnd}`,
      `Let me read that back: {}. ${readBackEnd}`,
    ],
    [readBackEnd],
  ),
  keys: about(['You pressed {}.', 'I have {} from your keys.'], ['You pressed a key.']),
  noted: about(
    ['Good, I have noted {}. Is there anything else?', 'Thank you, {} it is.'],
    ['Good, that is noted.'],
  ),
  notNoted: turns(
    'I am sorry. Please say it again, slowly.',
    'Let us try once more. Please give it to me piece by piece.',
  ),
  missing: about(
    ['For that I need the {}. What is it?', 'I still need the {}. Please say it slowly.'],
    ['I need to know more for that. Please go on.'],
  ),
  nothingSaid: turns('I have not said anything yet. How can I help you?'),
  unknown: about(
    [
      'I am not sure what you mean by: {}. Could you say it another way?',
      'I heard: {}. I do not know what to do with that. Could you put it differently?',
      'You said: {}. I did not understand that, I am sorry.',
    ],
    ['I did not understand that. Could you say it another way?'],
  ),
  unknownAgain: about(
    [
      'I still do not understand, I am sorry. You can ask me about {}.',
      'That is beyond me. What I know about is {}.',
    ],
    [
      'I still do not understand, I am sorry. A short question works best.',
      'That is beyond me. I can note a number or a date for you.',
    ],
  ),
  lost: about(
    [
      'I am a simple assistant that works without a network. Please ask about {}, or say goodbye.',
      'We do not get any further like this, I am sorry. Try a single word, such as {}.',
    ],
    [
      'I am a simple assistant that works without a network. I can repeat what I said, note a number or say goodbye.',
      'We do not get any further like this, I am sorry. You can say help, or goodbye.',
    ],
  ),
}
