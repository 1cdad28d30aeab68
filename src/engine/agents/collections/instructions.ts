import { showCents, slotValues } from '../../compliance/slots.js'
import type { Draft } from './draft.js'

const rules = [
  'You are an AI assistant on a phone call about a debt. The caller was verified and heard the required notice.',
  'Answer in one or two short sentences, without lists or markup.',
  'Amounts, days, names and numbers: write only these slots, with both braces, and never a number of your own:',
]

const limits = [
  'You never threaten, press, shame, promise, predict, or speak of courts, police, credit reports, fees or other people.',
  'You give no legal, tax or financial advice. You never ask for card numbers, codes or identifiers.',
  'If the caller wants to pay, ask how much and on which day; if in parts, in how many payments. You agree to nothing yourself.',
  'If they doubt the debt, say that they may dispute it.',
]

/** What the model is told before it speaks. */
export function instructions({ state, options }: Draft, hint = ''): string {
  const { account, promise } = state
  const facts = { company: options.company, callback: options.callback }
  const slots = [...slotValues(account === undefined ? facts : { ...facts, account }).keys()]
  return [
    ...(options.persona === undefined ? [] : [options.persona]),
    ...rules,
    slots.map((name) => `{{${name}}}`).join(' '),
    ...limits,
    ...(state.circumstances.includes('disputed')
      ? ['The debt is disputed: do not ask for money.']
      : []),
    ...(promise.cents === undefined
      ? []
      : [`The caller spoke of paying ${showCents(promise.cents)}.`]),
    ...(hint === '' ? [] : [`Your last sentence was not said. ${hint}`]),
  ].join('\n')
}
