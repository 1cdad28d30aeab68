import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { twilioNumbers } from './twilio-numbers.js'
import { restNumber, startTwilioRest, type TwilioRest } from './twilio-rest.test-kit.js'

const accountSid = `AC${'0'.repeat(31)}1`
const apiKey = `SK${'0'.repeat(31)}1`
const authToken = 'token-of-the-test-account'

describe('the numbers of a Twilio account', () => {
  let rest: TwilioRest
  beforeEach(async () => {
    const logins = { [accountSid]: authToken, [apiKey]: 'secret-of-the-key' }
    rest = await startTwilioRest({ accountSid, logins }, [
      restNumber('+14155550100'),
      restNumber('+14155550199', { voice_url: 'https://prod.example.com/voice' }),
    ])
  })
  afterEach(() => rest.close())

  const asking = (username = accountSid, password = authToken, baseUrl = rest.url) =>
    twilioNumbers({ accountSid, username, password, baseUrl })

  it('are listed with what they do', async () => {
    const found = await asking().list()
    expect(found.map(({ phoneNumber, settings }) => [phoneNumber, settings.voiceUrl])).toEqual([
      ['+14155550100', ''],
      ['+14155550199', 'https://prod.example.com/voice'],
    ])
  })

  it('are found by number, with the account or with an API key', async () => {
    expect(await asking().find('+14155550199')).toMatchObject({ phoneNumber: '+14155550199' })
    const byKey = asking(apiKey, 'secret-of-the-key')
    expect(await byKey.find('+14155550100')).toMatchObject({ phoneNumber: '+14155550100' })
  })

  it('do not include a number that only contains the one asked for', async () => {
    await expect(asking().find('+1415555019')).rejects.toMatchObject({ code: 'E_NUMBER_UNKNOWN' })
  })

  it('are refused with the names of the variables that are wrong', async () => {
    await expect(asking(accountSid, 'wrong').list()).rejects.toMatchObject({
      code: 'E_TWILIO_AUTH',
      message: expect.stringContaining('TWILIO_AUTH_TOKEN'),
    })
    await expect(asking(apiKey, 'wrong').list()).rejects.toMatchObject({
      code: 'E_TWILIO_AUTH',
      message: expect.stringContaining('TWILIO_API_SECRET'),
    })
  })

  it('cannot be asked for when nothing answers, and the address is named', async () => {
    const { url } = rest
    await rest.close()
    await expect(asking(accountSid, authToken, url).list()).rejects.toMatchObject({
      code: 'E_TWILIO_UNREACHABLE',
      message: expect.stringContaining(url),
    })
  })

  it('say what Twilio said when it fails in another way', async () => {
    rest.failWith = 500
    await expect(asking().list()).rejects.toMatchObject({
      code: 'E_TWILIO_API',
      message: expect.stringContaining('500'),
    })
  })
})
