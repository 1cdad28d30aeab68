import { describe, expect, it } from 'vitest'
import { reasonIn } from '../openai-refusal.js'
import { codeOfProblem, refusalOf } from './failure.js'

const refused = (status: number, reason?: string, retryAfter?: string) =>
  refusalOf({
    ...{ status, reason },
    header: (name) => (name === 'retry-after' ? retryAfter : undefined),
  })

describe('a refusal', () => {
  it.each([
    [401, 'invalid_api_key', 'REFUSED'],
    [403, undefined, 'REFUSED'],
    [404, 'model_not_found', 'REFUSED'],
    [400, 'invalid_request_error', 'BAD_RESPONSE'],
    [408, undefined, 'TIMEOUT'],
    [429, 'rate_limit_exceeded', 'RATE_LIMITED'],
    [429, 'slow_down', 'RATE_LIMITED'],
    [429, undefined, 'RATE_LIMITED'],
    [429, 'insufficient_quota', 'QUOTA'],
    [429, 'billing_hard_limit_reached', 'QUOTA'],
    [500, 'server_error', 'UNAVAILABLE'],
    [503, 'overloaded', 'UNAVAILABLE'],
    [504, undefined, 'UNAVAILABLE'],
    [402, undefined, 'QUOTA'],
    [429, 'organization_spend_limit_exceeded', 'QUOTA'],
    [302, undefined, 'BAD_RESPONSE'],
  ])('with %i %s is %s', (status, reason, code) => {
    expect(refused(status, reason).code).toBe(code)
  })

  it('says how long to wait in seconds, or nothing we use', () => {
    expect(refused(429, undefined, '1.5').retryAfterMs).toBe(1500)
    expect(refused(429, undefined, '0').retryAfterMs).toBe(0)
    for (const header of [undefined, 'soon', '-1', 'Fri, 27 Nov 2026 06:00:00 GMT']) {
      expect(refused(429, undefined, header)).not.toHaveProperty('retryAfterMs')
    }
  })

  it('is known by the code or the type in its body, never by its message', () => {
    expect(reasonIn('{"error":{"code":"a","type":"b","message":"sk-secret"}}')).toBe('a')
    expect(reasonIn('{"error":{"code":null,"type":"b"}}')).toBe('b')
    for (const body of ['', '<html>', 'null', '{}', '{"error":"sk-secret"}']) {
      expect(reasonIn(body)).toBeUndefined()
    }
  })

  it('within a session is known by its words', () => {
    expect(codeOfProblem('session_expired', 'invalid_request_error')).toBe('UNAVAILABLE')
    expect(codeOfProblem(null, 'invalid_request_error')).toBe('REFUSED')
    expect(codeOfProblem('invalid_api_key')).toBe('REFUSED')
    expect(codeOfProblem('insufficient_quota')).toBe('QUOTA')
    expect(codeOfProblem(null, 'server_error')).toBe('UNAVAILABLE')
    expect(codeOfProblem(undefined, undefined)).toBe('BAD_RESPONSE')
  })
})
