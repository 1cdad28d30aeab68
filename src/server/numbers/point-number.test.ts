import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Journal, openJournal } from './journal.js'
import {
  changeNumber,
  type NumberDesk,
  pointNumber,
  refuseIfUsed,
  restoreLeftovers,
  restoreNumber,
} from './point-number.js'
import { twilioNumbers } from './twilio-numbers.js'
import { restNumber, startTwilioRest, type TwilioRest } from './twilio-rest.test-kit.js'

const accountSid = `AC${'0'.repeat(31)}1`
const authToken = 'token-of-the-test-account'
const phone = '+14155550199'
const here = 'https://here.example.com'
const prod = 'https://prod.example.com/voice'

describe('a number that is pointed at this server', () => {
  let rest: TwilioRest
  let directory: string
  let journal: Journal
  let desk: NumberDesk

  const deskOf = (keeping: Journal): NumberDesk => ({
    accountSid,
    journal: keeping,
    numbers: twilioNumbers({
      accountSid,
      username: accountSid,
      password: authToken,
      baseUrl: rest.url,
    }),
  })
  const onlyNumber = () => rest.numbers[0]!

  beforeEach(async () => {
    const used = restNumber(phone, {
      voice_url: prod,
      voice_method: 'GET',
      voice_fallback_url: 'https://prod.example.com/fallback',
      voice_fallback_method: 'GET',
      status_callback: 'https://prod.example.com/status',
      status_callback_method: 'GET',
      voice_application_sid: `AP${'a'.repeat(32)}`,
    })
    rest = await startTwilioRest({ accountSid, logins: { [accountSid]: authToken } }, [used])
    directory = join(mkdtempSync(join(tmpdir(), 'va-numbers-')), 'state')
    journal = openJournal(directory)
    desk = deskOf(journal)
  })
  afterEach(() => rest.close())

  it('answers with this server and keeps every old setting on disk, readable for its owner only', async () => {
    const pointed = await pointNumber(desk, await desk.numbers.find(phone), here)
    expect(onlyNumber()).toMatchObject({
      voice_url: `${here}/voice`,
      voice_method: 'POST',
      voice_application_sid: '',
      status_callback: `${here}/call-status`,
      status_callback_method: 'POST',
    })
    const kept = JSON.parse(readFileSync(pointed.journalPath, 'utf8'))
    expect(kept.before).toEqual({
      voiceUrl: prod,
      voiceMethod: 'GET',
      voiceFallbackUrl: 'https://prod.example.com/fallback',
      voiceFallbackMethod: 'GET',
      statusCallback: 'https://prod.example.com/status',
      statusCallbackMethod: 'GET',
      voiceApplicationSid: `AP${'a'.repeat(32)}`,
    })
    expect(statSync(pointed.journalPath).mode & 0o777).toBe(0o600)
    expect(readdirSync(directory)).toHaveLength(1)
  })

  it('is exactly as before after it was put back, and nothing is left on disk', async () => {
    const before = { ...onlyNumber() }
    const pointed = await pointNumber(desk, await desk.numbers.find(phone), here)
    expect(onlyNumber()).not.toEqual(before)
    expect(await pointed.restore()).toMatchObject({ outcome: 'restored' })
    expect(onlyNumber()).toEqual(before)
    expect(journal.all()).toEqual([])
  })

  it('is written down before it is changed: a change that fails leaves the record', async () => {
    const number = await desk.numbers.find(phone)
    const failing: NumberDesk = {
      ...desk,
      numbers: { ...desk.numbers, update: () => Promise.reject(new Error('cut off')) },
    }
    await expect(pointNumber(failing, number, here)).rejects.toThrow('cut off')
    expect(journal.all()).toHaveLength(1)
    const [entry] = journal.all()
    expect(await restoreNumber(desk, entry!)).toMatchObject({ outcome: 'unchanged' })
    expect(onlyNumber().voice_url).toBe(prod)
  })

  it('is left alone when somebody changed it meanwhile, and the old value is told', async () => {
    const pointed = await pointNumber(desk, await desk.numbers.find(phone), here)
    onlyNumber().voice_url = 'https://elsewhere.example.com/voice'
    const old = `the TwiML app AP${'a'.repeat(32)}`
    expect(await pointed.restore()).toEqual({
      outcome: 'left-alone',
      phoneNumber: phone,
      now: 'https://elsewhere.example.com/voice',
      before: old,
    })
    expect(onlyNumber().voice_url).toBe('https://elsewhere.example.com/voice')
  })

  it('is not touched when it changed between the look and the change', async () => {
    const number = await desk.numbers.find(phone)
    onlyNumber().voice_url = 'https://elsewhere.example.com/voice'
    await expect(pointNumber(desk, number, here)).rejects.toMatchObject({
      code: 'E_WEBHOOK_IN_USE',
    })
    expect(onlyNumber().voice_url).toBe('https://elsewhere.example.com/voice')
    expect(journal.all()).toEqual([])
  })

  it('follows a tunnel to its new address and still goes back to the oldest settings', async () => {
    const pointed = await pointNumber(desk, await desk.numbers.find(phone), here)
    await pointed.moveTo('https://moved.example.com')
    expect(onlyNumber().voice_url).toBe('https://moved.example.com/voice')
    await pointed.restore()
    expect(onlyNumber()).toMatchObject({ voice_url: prod, voice_method: 'GET' })
  })

  it('is put back by the next start when the server is gone, and not while it runs', async () => {
    await pointNumber(desk, await desk.numbers.find(phone), here)
    const [entry] = journal.all()
    journal.write({ ...entry!, pid: process.ppid })
    expect(await restoreLeftovers(desk)).toEqual([])
    journal.write({ ...entry!, pid: 2 ** 22 + 1 })
    expect(await restoreLeftovers(desk)).toMatchObject([
      { outcome: 'restored', phoneNumber: phone },
    ])
    expect(onlyNumber().voice_url).toBe(prod)
    expect(await restoreLeftovers(desk)).toEqual([])
  })

  it('keeps the oldest settings however often it is set by hand', async () => {
    const to = (voiceUrl: string) => ({ ...emptySettings, voiceUrl })
    await changeNumber(desk, await desk.numbers.find(phone), to('https://a.example.com'), 'set')
    await changeNumber(desk, await desk.numbers.find(phone), to('https://b.example.com'), 'set')
    const [entry] = journal.all()
    expect(await restoreNumber(desk, entry!)).toMatchObject({ outcome: 'restored' })
    expect(onlyNumber().voice_url).toBe(prod)
  })

  it('belongs to the later of two servers that fight for it, and the earlier does not take it back', async () => {
    const first = await pointNumber(desk, await desk.numbers.find(phone), here)
    const otherDesk = deskOf(openJournal(mkdtempSync(join(tmpdir(), 'va-numbers-'))))
    const found = await otherDesk.numbers.find(phone)
    expect(() => refuseIfUsed(found)).toThrow(/already has a voice webhook: https:\/\/here/)
    const second = await pointNumber(otherDesk, found, 'https://second.example.com')
    expect(await first.restore()).toMatchObject({ outcome: 'left-alone' })
    expect(onlyNumber().voice_url).toBe('https://second.example.com/voice')
    expect(await second.restore()).toMatchObject({ outcome: 'restored' })
    expect(onlyNumber().voice_url).toBe(`${here}/voice`)
  })

  it('is in use with a URL, an app or a trunk, and free when blank or on the demo page', async () => {
    const number = await desk.numbers.find(phone)
    const blank = { ...number, settings: emptySettings }
    const demo = 'https://demo.twilio.com/welcome/voice/'
    expect(() => refuseIfUsed(number)).toThrow(/the TwiML app AP/)
    expect(() => refuseIfUsed({ ...blank, trunkSid: 'TK1' })).toThrow(/SIP trunk/)
    expect(() => refuseIfUsed(blank)).not.toThrow()
    const onDemo = { ...blank, settings: { ...emptySettings, voiceUrl: demo } }
    expect(() => refuseIfUsed(onDemo)).not.toThrow()
  })

  it('that was given up is forgotten, so that the next server can start', async () => {
    await pointNumber(desk, await desk.numbers.find(phone), here)
    const [entry] = journal.all()
    journal.write({ ...entry!, sid: `PN${'f'.repeat(32)}`, pid: 2 ** 22 + 1 })
    const outcomes = (await restoreLeftovers(desk)).map(({ outcome }) => outcome)
    expect(outcomes).toEqual(['restored', 'left-alone'])
    expect(journal.all()).toEqual([])
  })

  it('moves and goes back in the order it was told, without waiting in between', async () => {
    const pointed = await pointNumber(desk, await desk.numbers.find(phone), here)
    const moves = ['https://a.example.com', 'https://b.example.com'].map((url) =>
      pointed.moveTo(url),
    )
    expect(await pointed.restore()).toMatchObject({ outcome: 'restored' })
    await Promise.all(moves)
    expect(onlyNumber().voice_url).toBe(prod)
    expect(journal.all()).toEqual([])
  })

  it('cannot be put back from a damaged record, which names its file', async () => {
    const { journalPath } = await pointNumber(desk, await desk.numbers.find(phone), here)
    writeFileSync(journalPath, '{ "format"')
    expect(() => journal.all()).toThrow(/damaged/)
  })
})

const emptySettings = {
  voiceUrl: '',
  voiceMethod: 'POST',
  voiceFallbackUrl: '',
  voiceFallbackMethod: 'POST',
  statusCallback: '',
  statusCallbackMethod: 'POST',
  voiceApplicationSid: '',
}
