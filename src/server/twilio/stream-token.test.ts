import { expect, it } from 'vitest'
import { streamTokens } from './stream-token.js'

const claim = {
  callSid: `CA${'1'.repeat(32)}`,
  from: '+15550001111',
  to: '+15550002222',
  direction: 'inbound',
}
const secret = 'a secret of the test, long enough'

it('states what the webhook said, once', () => {
  const tokens = streamTokens(secret)
  const token = tokens.issue(claim)
  expect(tokens.redeem(token, claim.callSid)).toEqual({ ok: true, claim })
  expect(tokens.redeem(token, claim.callSid)).toEqual({ ok: false, why: 'used' })
})

it('is good on another machine that has the secret, and on none that has not', () => {
  const token = streamTokens(secret).issue(claim)
  expect(streamTokens('another secret').redeem(token, claim.callSid)).toEqual({
    ...{ ok: false, why: 'forged' },
  })
  expect(streamTokens(secret).redeem(token, claim.callSid)).toMatchObject({ ok: true })
})

it('ends after a minute', () => {
  let now = 1_800_000_000_000
  const tokens = streamTokens(secret, () => now)
  const [one, two] = [tokens.issue(claim), tokens.issue(claim)]
  now += 59_999
  expect(tokens.redeem(one, claim.callSid)).toMatchObject({ ok: true })
  now += 1
  expect(tokens.redeem(two, claim.callSid)).toEqual({ ok: false, why: 'expired' })
})

it('is not used up by a stream of another call', () => {
  const tokens = streamTokens(secret)
  const token = tokens.issue(claim)
  expect(tokens.redeem(token, `CA${'9'.repeat(32)}`)).toEqual({ ok: false, why: 'other-call' })
  expect(tokens.redeem(token, claim.callSid)).toMatchObject({ ok: true })
})

it('cannot be changed in any character', () => {
  const tokens = streamTokens(secret)
  const token = tokens.issue(claim)
  for (let i = 0; i < token.length; i++) {
    const changed = token.slice(0, i) + (token[i] === 'A' ? 'B' : 'A') + token.slice(i + 1)
    expect(tokens.redeem(changed, claim.callSid).ok).toBe(false)
  }
  for (const text of ['', '.', 'a.b.c', '..', 'ü.ü', token.slice(1), `${token}.`]) {
    expect(tokens.redeem(text, claim.callSid).ok).toBe(false)
  }
})

it('fits into a parameter of a stream whatever the caller is called', () => {
  const long = 'sip:'.padEnd(600, 'ü')
  const token = streamTokens(secret).issue({ ...claim, from: long, to: long })
  expect(`token${token}`.length).toBeLessThan(500)
})
