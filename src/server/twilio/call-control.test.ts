import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { callControl } from './call-control.js'

let close: (() => void) | undefined
afterEach(() => close?.())

const accountSid = `AC${'1'.repeat(32)}`
const callSid = `CA${'2'.repeat(32)}`

/** A REST API that answers everything the same way. */
async function restApi(status: number, body: object) {
  const asked: { method?: string; url?: string; auth?: string; form: string }[] = []
  const server = createServer(async (request, response) => {
    let form = ''
    for await (const chunk of request) form += chunk
    const { method = '', url = '', headers } = request
    asked.push({ method, url, auth: headers.authorization ?? '', form })
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  close = () => server.close()
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/proxy/`
  const account = { accountSid, username: 'SKkey', password: 'secret', baseUrl }
  return { asked, control: callControl(account) }
}

it('hangs up and redirects through the configured address, with basic auth', async () => {
  const { asked, control } = await restApi(200, { sid: callSid })
  await control.hangUp(callSid)
  await control.redirect(callSid, '<Response><Hangup/></Response>')
  const path = `/proxy/2010-04-01/Accounts/${accountSid}/Calls/${callSid}.json`
  expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual([
    `POST ${path}`,
    `POST ${path}`,
  ])
  const auth = `Basic ${Buffer.from('SKkey:secret').toString('base64')}`
  expect(asked.map((request) => request.auth)).toEqual([auth, auth])
  expect(asked[0]!.form).toBe('Status=completed')
  expect(new URLSearchParams(asked[1]!.form).get('Twiml')).toBe('<Response><Hangup/></Response>')
})

it('takes a call that is not there any more for one that was hung up', async () => {
  const { control } = await restApi(404, { code: 20404, message: 'not found', status: 404 })
  await expect(control.hangUp(callSid)).resolves.toBe(undefined)
  await expect(control.redirect(callSid, '<Response><Hangup/></Response>')).rejects.toThrow(
    'not found',
  )
})

it('says so when the account may not', async () => {
  const { control } = await restApi(401, { code: 20003, message: 'Authenticate', status: 401 })
  await expect(control.hangUp(callSid)).rejects.toThrow('Authenticate')
})
