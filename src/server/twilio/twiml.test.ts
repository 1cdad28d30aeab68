import { expect, it } from 'vitest'
import { connectTwiml, dialTwiml, sayAndHangUpTwiml } from './twiml.js'

it('escapes whatever is put into it', () => {
  const nasty = '"><Dial>+1900</Dial>&\''
  const addresses = { media: 'wss://h/m', streamStatus: 'https://h/s', afterStream: 'https://h/a' }
  for (const twiml of [
    connectTwiml(addresses, { [nasty]: nasty }),
    sayAndHangUpTwiml(nasty),
    dialTwiml(`sip:${nasty}`),
  ]) {
    expect(twiml).not.toContain('<Dial>+1900')
    expect(twiml).toContain('&lt;Dial')
  }
})

it('dials numbers, SIP addresses and clients as what they are', () => {
  expect(dialTwiml('+15550001111')).toContain('<Dial><Number>+15550001111</Number></Dial>')
  expect(dialTwiml('sip:desk@example.com')).toContain(
    '<Dial><Sip>sip:desk@example.com</Sip></Dial>',
  )
  expect(dialTwiml('client:desk')).toContain('<Dial><Client>desk</Client></Dial>')
})
