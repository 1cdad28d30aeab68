import { expect, it } from 'vitest'
import { connectTwiml, dialTwiml, sayAndHangUpTwiml, voicemailTwiml } from './twiml.js'

it('escapes whatever is put into it', () => {
  const nasty = '"><Dial>+1900</Dial>&\''
  const addresses = { media: 'wss://h/m', streamStatus: 'https://h/s', afterStream: 'https://h/a' }
  for (const twiml of [
    connectTwiml(addresses, { [nasty]: nasty }),
    sayAndHangUpTwiml(nasty),
    dialTwiml({ type: 'dial', to: `sip:${nasty}` }, 'https://h/d'),
    voicemailTwiml(nasty, { afterMessage: 'https://h/m', recording: 'https://h/r' }),
  ]) {
    expect(twiml).not.toContain('<Dial>+1900')
    expect(twiml).toContain('&lt;Dial')
  }
})

const dial = (to: string, callerId?: string) =>
  dialTwiml({ type: 'dial', to, ...(callerId !== undefined && { callerId }) }, 'https://h/d?n=1')

it('dials numbers, SIP addresses and clients as what they are', () => {
  expect(dial('+15550001111')).toContain('<Number>+15550001111</Number></Dial>')
  expect(dial('sip:desk@example.com')).toContain('<Sip>sip:desk@example.com</Sip></Dial>')
  expect(dial('client:desk')).toContain('<Client>desk</Client></Dial>')
})

it('shows the number that was called, and asks what comes next', () => {
  expect(dial('+15550001111', '+15550002222')).toContain(
    '<Dial timeout="25" action="https://h/d?n=1" method="POST" callerId="+15550002222">',
  )
  expect(dial('+15550001111', 'sip:desk@example.com')).not.toContain('callerId')
})
