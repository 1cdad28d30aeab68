import { resolve } from 'node:path'
import type { ServeConfig } from '../../server/config/config.js'
import { openJournal } from '../../server/numbers/journal.js'
import type { NumberDesk } from '../../server/numbers/point-number.js'
import { twilioNumbers } from '../../server/numbers/twilio-numbers.js'
import type { TwilioAccount } from '../../server/twilio/rest-client.js'

/** Who we are to Twilio's API, if the settings say so. An API key goes before the auth token. */
export function accountOf(config: ServeConfig): TwilioAccount | undefined {
  const { accountSid, apiKey, apiSecret, authToken, apiBaseUrl } = config
  const login =
    apiKey !== undefined && apiSecret !== undefined
      ? { username: apiKey, password: apiSecret }
      : { username: accountSid, password: authToken }
  const { username, password } = login
  if (accountSid === undefined || username === undefined || password === undefined) return undefined
  return {
    accountSid,
    username,
    password,
    ...(apiBaseUrl !== undefined && { baseUrl: apiBaseUrl }),
  }
}

/** What is needed to change numbers and to put them back. */
export function deskOf(config: ServeConfig, account: TwilioAccount, cwd: string): NumberDesk {
  return {
    numbers: twilioNumbers(account),
    journal: openJournal(resolve(cwd, config.stateDir)),
    accountSid: account.accountSid,
  }
}
