import twilio from 'twilio'
import { describe, expect, it } from 'vitest'
import { isSignedUpgrade, isSignedWebhook, webSocketUrl } from './signature.js'

/** The example of Twilio's own documentation. */
const known = {
  authToken: '12345',
  signature: '0/KCTR6DLpKmkAf8muzZqo1nDgQ=',
  target: '/myapp.php?foo=1&bar=2',
  form: {
    ...{ CallSid: 'CA1234567890ABCDE', Caller: '+12349013030', Digits: '1234' },
    ...{ From: '+12349013030', To: '+18005551212' },
  },
}

describe('a webhook', () => {
  it.each(['https://mycompany.com', 'https://mycompany.com/', 'https://mycompany.com:443'])(
    'is checked against the public address %s',
    (publicUrl) => {
      const { authToken, form } = known
      expect(isSignedWebhook(known, form, { authToken, publicUrl })).toBe(true)
    },
  )

  it('is refused when anything of it differs', () => {
    const signing = { authToken: known.authToken, publicUrl: 'https://mycompany.com' }
    const { form, signature } = known
    expect(isSignedWebhook(known, { ...form, Digits: '12345' }, signing)).toBe(false)
    expect(isSignedWebhook({ ...known, target: '/other' }, form, signing)).toBe(false)
    expect(isSignedWebhook(known, form, { ...signing, authToken: '54321' })).toBe(false)
    expect(isSignedWebhook({ ...known, signature: undefined }, form, signing)).toBe(false)
    expect(isSignedWebhook({ ...known, signature: '' }, form, signing)).toBe(false)
    const http = { ...signing, publicUrl: 'http://mycompany.com' }
    expect(isSignedWebhook({ signature, target: known.target }, form, http)).toBe(false)
  })

  it('is refused, and nothing thrown, when the public address is none', () => {
    for (const publicUrl of ['', 'mycompany.com', 'https://', 'https://[', '/']) {
      const signing = { authToken: known.authToken, publicUrl }
      expect(isSignedWebhook(known, known.form, signing)).toBe(false)
      expect(isSignedUpgrade(known, signing)).toBe(false)
    }
  })
})

describe('an upgrade', () => {
  const authToken = '12345'
  const check = (signed: string, target: string, publicUrl: string) =>
    isSignedUpgrade(
      { signature: twilio.getExpectedTwilioSignature(authToken, signed, {}), target },
      { authToken, publicUrl },
    )

  it.each([
    ['wss://h.example/media', '/media', 'https://h.example'],
    ['wss://h.example/media/', '/media', 'https://h.example'],
    ['wss://h.example/media', '/media/', 'https://h.example/'],
    ['wss://h.example:443/media', '/media', 'https://h.example'],
    ['wss://h.example:8443/media', '/media', 'https://h.example:8443'],
    ['wss://h.example/agents/media', '/media', 'https://h.example/agents'],
  ])('signed for %s is taken at %s of %s', (signed, target, publicUrl) => {
    expect(check(signed, target, publicUrl)).toBe(true)
  })

  it.each([
    ['https://h.example/media', '/media', 'https://h.example'],
    ['wss://other.example/media', '/media', 'https://h.example'],
    ['wss://h.example/media?a=1', '/media?a=1', 'https://h.example'],
    ['wss://h.example:8443/media', '/media', 'https://h.example'],
  ])('signed for %s is refused at %s of %s', (signed, target, publicUrl) => {
    expect(check(signed, target, publicUrl)).toBe(false)
  })

  it('goes to the address that the TwiML names', () => {
    expect(webSocketUrl('https://h.example:8443/', '/media')).toBe('wss://h.example:8443/media')
  })
})
