/**
 * Every line the collections agent says word for word. The version behind the name changes with the words, so that a record tells
 * which words were heard.
 */
import { showDate } from '../../../compliance/slots.js'
import type { CollectionsOptions } from '../options.js'
import type { CollectionsState } from '../state.js'
import { callbackLines } from './callback-lines.js'
import { factLines } from './fact-lines.js'
import { fixed, money, spell, type Words } from './line-words.js'
import { planLines } from './plan-lines.js'
import { spanishLines } from './spanish-lines.js'

export const lines = {
  opening: {
    version: 1,
    text: (_, { company }) =>
      `Thank you for calling ${company}. I am an AI assistant, not a person, and this call is recorded. Who am I speaking with?`,
  },
  opening_outbound: {
    version: 1,
    text: ({ expected }, { company }) =>
      `Hello. This is an AI assistant calling from ${company} for ${expected ?? ''}. This call is recorded. Am I speaking with ${expected ?? ''}?`,
  },
  opening_plain: {
    version: 1,
    text: (_, { company }) =>
      `Thank you for calling ${company}. This call is recorded. Who am I speaking with?`,
  },
  opening_outbound_plain: {
    version: 1,
    text: ({ expected }, { company }) =>
      `Hello. This is ${company} calling for ${expected ?? ''}. This call is recorded. Am I speaking with ${expected ?? ''}?`,
  },
  ask_zip: fixed(
    'First I need to make sure who I am speaking with. Please say or key in your five digit zip code.',
  ),
  ask_birth_year: fixed('Thank you. And the year you were born, in four digits?'),
  ask_account_tail: fixed(
    'Thank you. And the last four digits of the number at the top of the letter you have from us?',
  ),
  why_identity: {
    version: 1,
    text: (_, { company }) =>
      `This is ${company}, and I can only say more once I know that I am speaking with the right person.`,
  },
  ask_reference: fixed('Please say or key in the reference number on your letter.'),
  not_matching: fixed(
    'That is not what I have here. Let us try once more. Please say or key in your five digit zip code.',
  ),
  not_verified: {
    version: 1,
    text: (_, { callback }) =>
      `I am not able to go on without that. Please call ${spell(callback)} to speak with a person. Goodbye.`,
  },
  notice: {
    version: 1,
    text: (_, { company }) =>
      `Thank you. This is ${company}, a debt collector. This is an attempt to collect a debt, and any information obtained will be used for that purpose.`,
  },
  notice_short: {
    version: 1,
    text: (_, { company }) => `Thank you. This is ${company}, a debt collector.`,
  },
  notice_creditor: {
    version: 1,
    text: (_, { company }) =>
      `Thank you. This is ${company}. This is an attempt to collect a debt, and any information obtained will be used for that purpose.`,
  },
  reference: {
    version: 1,
    text: ({ account }) =>
      `It is about your account with ${account?.creditor ?? ''}. The balance is ${money(account?.balance_cents)}. How would you like to go on?`,
  },
  ai: fixed('Yes, I am an AI assistant, a computer program and not a person.'),
  card: fixed(
    'Please do not say card numbers out loud. I have not kept it. A secure link can be sent to you.',
  ),
  cease: fixed(
    'Understood. I have recorded your request, and this number will not be called again. Goodbye.',
  ),
  verify_to_stop: fixed(
    'I can do that. First I need to make sure whose calls to stop. Please say or key in your five digit zip code.',
  ),
  attorney: fixed('Thank you for telling me. What is the name and phone number of your attorney?'),
  bankruptcy: fixed(
    'Thank you for telling me. Do you have the case number, or your attorney’s name?',
  ),
  deceased: fixed('I am very sorry for your loss. Is there someone who handles the estate?'),
  noted: fixed('Thank you. I have noted it. Goodbye.'),
  identity_theft: {
    version: 1,
    text: (_, { address }) =>
      `I have recorded that, and I will not ask you for anything. You can write to us at ${address}. Goodbye.`,
  },
  servicemember: fixed(
    'Thank you for telling me. A specialist will look at this first, and I will not go on. Goodbye.',
  ),
  minor: fixed('Thank you. Goodbye.'),
  self_harm: fixed(
    'I am really sorry you feel this way. Please call or text 9 8 8 now, the suicide and crisis lifeline, day and night. I will stop everything else.',
  ),
  self_harm_stay: fixed(
    'I am still here. Please call or text 9 8 8 now. If you are in danger this minute, call 9 1 1.',
  ),
  self_harm_close: fixed(
    'Please call or text 9 8 8. They are there for you, day and night. Goodbye.',
  ),
  refused_recording: fixed(
    'I have turned the recording off. I will end this call, and someone can write to you instead. Goodbye.',
  ),
  recording_off: fixed('I have turned the recording off.'),
  voicemail_message: {
    version: 1,
    text: (_, { company, callback, messageContact }) =>
      `This is ${company}. Please contact ${messageContact ?? ''} at ${spell(callback)}.`,
  },
  wrong_number: fixed(
    'I am sorry to have bothered you. This number will be taken off our list. Goodbye.',
  ),
  third_party: fixed(
    'I am not able to say more to anyone else. Is there a better time or number to reach them?',
  ),
  dispute: {
    version: 1,
    text: (_, { address }) =>
      `I have recorded your dispute, and I will not ask for a payment. You can also send it in writing to ${address}. Goodbye.`,
  },
  validation: fixed(
    'I will have a written notice sent to you. It says how to dispute, and I will not ask for a payment. Goodbye.',
  ),
  before_identity: fixed('I have noted that, and I will not go on today. Goodbye.'),
  complaint: fixed('I have recorded your complaint, and a person will look at it. Goodbye.'),
  handoff: fixed('I am connecting you to a person now. Please hold the line.'),
  message: fixed(
    'No person is free right now. I have noted that you want one to call you. Goodbye.',
  ),
  calm: fixed('I am sorry that you are upset. I can end the call, or go on when you like.'),
  refused: fixed('That is your decision, and I have noted it. Goodbye.'),
  ask_promise: fixed('How much would you like to pay, and on which day?'),
  ask_amount: fixed('Which amount would you like to pay? It can be all of it or a part.'),
  ask_date: {
    version: 2,
    text: ({ account, promise: { cents }, settings }) => {
      // Of an amount of their own, digits that may be part of a card number, nothing is said before the day is there.
      const known = cents === account?.balance_cents || cents === account?.settlement_cents
      const amount = cents !== undefined && known ? `That is ${money(cents)}. ` : ''
      return `${amount}On which day would you like to pay? It can be any day in the next ${String(settings.promise_within_days)} days.`
    },
  },
  confirm: {
    version: 2,
    text: ({ promise }) =>
      `One payment of ${money(promise.cents)} on ${promise.date === undefined ? '' : showDate(promise.date)}.`,
  },
  confirm_ask: fixed('Nothing is charged on this call. Is that right? Say yes, or press one.'),
  promised: fixed(
    'I have written that down. You will get it in writing, with a secure link to pay. Thank you. Goodbye.',
  ),
  not_written: fixed(
    'I was not able to write that down, so nothing was agreed. A person will call you. Goodbye.',
  ),
  not_confirmed: fixed(
    'I could not confirm yet that this was written down. You will get it in writing, or a person will call you. Thank you. Goodbye.',
  ),
  late_written: fixed(
    'One more thing. It is written down now. You will get it in writing, with a secure link to pay. Goodbye.',
  ),
  late_lost: fixed(
    'One more thing. It could not be written down, so nothing was agreed. A person will call you. Goodbye.',
  ),
  still_writing: fixed('One moment, I am still writing that down.'),
  writing_noted: fixed(
    'I have noted that you want to change it, and a person will look at it. One moment, I am still writing down what you agreed to.',
  ),
  fallback: fixed('I am not able to say that. I can help with a payment, a dispute, or a person.'),
  close: fixed('I will end the call here. Thank you, and goodbye.'),
  outside_hours: fixed('I am sorry for the hour. I will end the call now. Goodbye.'),
  repeat: fixed('Sorry, I did not get that.'),
  goodbye: {
    version: 2,
    text: ({ outbound }) =>
      outbound ? 'Thank you for your time. Goodbye.' : 'Thank you for calling. Goodbye.',
  },
  left_open: fixed('Nothing was agreed today. Thank you for your time. Goodbye.'),
  name_check: fixed('Thank you. Are you calling for yourself, or for somebody else?'),
  ...factLines,
  ...planLines,
  ...callbackLines,
  ...spanishLines,
} as const satisfies Readonly<Record<string, Words>>

export type LineName = keyof typeof lines

/** The id a line is heard under: `notice@1`. */
export function lineId(name: LineName): string {
  return `${name}@${lines[name].version}`
}

export function lineText(
  name: LineName,
  state: CollectionsState,
  options: CollectionsOptions,
): string {
  const line: Words = lines[name]
  return line.text(state, options)
}
