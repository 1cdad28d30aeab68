/**
 * The numbers of a Twilio account, through the official client; its errors in our words.
 */
import twilio from 'twilio'
import type { IncomingPhoneNumberInstance } from 'twilio/lib/rest/api/v2010/account/incomingPhoneNumber.js'
import { messageOf, VoiceAgentError } from '../../engine/errors.js'
import { restClient, type TwilioAccount } from '../twilio/rest-client.js'
import type { VoiceNumber, VoiceSettings } from './voice-settings.js'

export interface Numbers {
  list(): Promise<readonly VoiceNumber[]>
  /** @throws VoiceAgentError E_NUMBER_UNKNOWN when the account has no such number */
  find(phoneNumber: string): Promise<VoiceNumber>
  read(sid: string): Promise<VoiceNumber>
  update(sid: string, settings: VoiceSettings): Promise<VoiceNumber>
}

/** More numbers than this are not listed. */
const mostNumbers = 1000

export function twilioNumbers(account: TwilioAccount): Numbers {
  const numbers = restClient(account).incomingPhoneNumbers
  const ask = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      throw apiError(error, account)
    }
  }
  return {
    list: () => ask(async () => (await numbers.list({ limit: mostNumbers })).map(voiceNumber)),
    find: async (phoneNumber) => {
      const [found] = await ask(() => numbers.list({ phoneNumber, limit: 1 }))
      if (found?.phoneNumber === phoneNumber) return voiceNumber(found)
      const message = `the account ${account.accountSid} has no number ${phoneNumber}`
      throw new VoiceAgentError(
        'E_NUMBER_UNKNOWN',
        message,
        'see all of them with: voice-agent numbers',
      )
    },
    read: (sid) => ask(async () => voiceNumber(await numbers(sid).fetch())),
    update: (sid, settings) =>
      ask(async () => voiceNumber(await numbers(sid).update({ ...settings }))),
  }
}

function voiceNumber(instance: IncomingPhoneNumberInstance): VoiceNumber {
  return {
    sid: instance.sid,
    phoneNumber: instance.phoneNumber,
    trunkSid: instance.trunkSid ?? '',
    settings: {
      voiceUrl: instance.voiceUrl ?? '',
      voiceMethod: instance.voiceMethod ?? '',
      voiceFallbackUrl: instance.voiceFallbackUrl ?? '',
      voiceFallbackMethod: instance.voiceFallbackMethod ?? '',
      statusCallback: instance.statusCallback ?? '',
      statusCallbackMethod: instance.statusCallbackMethod ?? '',
      voiceApplicationSid: instance.voiceApplicationSid ?? '',
    },
  }
}

function apiError(error: unknown, { username, baseUrl }: TwilioAccount): VoiceAgentError {
  if (error instanceof VoiceAgentError) return error
  const said = messageOf(error)
  if (!(error instanceof twilio.RestException)) {
    const where = baseUrl ?? 'https://api.twilio.com'
    const fix = 'check the network, a proxy, and TWILIO_API_BASE_URL if it is set'
    return new VoiceAgentError(
      'E_TWILIO_UNREACHABLE',
      `the Twilio API at ${where} could not be reached: ${said}`,
      fix,
    )
  }
  if (error.status === 401 || error.status === 403) return refused(username, error.status)
  if (error.status === 404) {
    const fix = 'see all of them with: voice-agent numbers'
    return new VoiceAgentError('E_NUMBER_UNKNOWN', 'the account has this number no more', fix)
  }
  const message = `Twilio answered ${error.status}${error.code ? ` (error ${error.code})` : ''}: ${said}`
  const fix =
    error.status >= 500 ? 'try again in a moment' : `see twilio.com/docs/errors/${error.code}`
  return new VoiceAgentError('E_TWILIO_API', message, fix)
}

function refused(username: string, status: number): VoiceAgentError {
  const pair = username.startsWith('SK')
    ? 'TWILIO_API_KEY and TWILIO_API_SECRET'
    : 'TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN'
  const fix = 'copy both again from console.twilio.com; test credentials cannot be used'
  return new VoiceAgentError(
    'E_TWILIO_AUTH',
    `Twilio does not accept ${pair} (HTTP ${status})`,
    fix,
  )
}
