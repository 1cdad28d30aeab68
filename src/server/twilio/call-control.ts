/**
 * What can be done to a call through Twilio's REST API.
 */
import twilio from 'twilio'
import { restClient, type TwilioAccount } from './rest-client.js'

export interface CallControl {
  /** Ends the stream and has the carrier do this instead. Rejects if that was refused. */
  redirect(callSid: string, twiml: string): Promise<void>
  /** Ends the call; one that has ended already is as good. */
  hangUp(callSid: string): Promise<void>
}

/** The documented answer for a call that is not there any more. */
const goneStatus = 404
const goneCode = 20404

export function callControl(account: TwilioAccount): CallControl {
  const client = restClient(account)
  return {
    async redirect(callSid, twiml) {
      await client.calls(callSid).update({ twiml })
    },
    async hangUp(callSid) {
      try {
        await client.calls(callSid).update({ status: 'completed' })
      } catch (error) {
        if (!isGone(error)) throw error
      }
    },
  }
}

function isGone(error: unknown): boolean {
  if (!(error instanceof twilio.RestException)) return false
  return error.status === goneStatus || error.code === goneCode
}
