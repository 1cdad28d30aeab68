/** Lines that answer a question about the account. */
import { showDate } from '../../../compliance/slots.js'
import { money, spell, type Words } from './line-words.js'

export const factLines = {
  fact_balance: {
    version: 1,
    text: ({ account }) =>
      `The balance is ${money(account?.balance_cents)}, as of ${account === undefined ? '' : showDate(account.as_of)}. What would you like to do?`,
  },
  fact_account: {
    version: 1,
    text: ({ account }) =>
      `It is an account with ${account?.creditor ?? ''}, ending in ${spell(account?.account_tail ?? '')}. What would you like to do?`,
  },
  fact_dispute: {
    version: 1,
    text: (_, { address }) =>
      `You can dispute it now, by saying that you do, or in writing to ${address}. What would you like to do?`,
  },
  fact_callback: {
    version: 1,
    text: (_, { callback }) => `You can reach a person at ${spell(callback)}.`,
  },
} as const satisfies Readonly<Record<string, Words>>
