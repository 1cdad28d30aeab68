import { describe, expect, it } from 'vitest'
import { account } from '../agents/collections/talk.test-kit.js'
import { accountProblem } from './account.js'

describe('an account', () => {
  it('is used when everything in it can be said', () => {
    expect(accountProblem(account)).toBeUndefined()
    expect(accountProblem({ ...account, due_date: null, zip: '62704-1234' })).toBeUndefined()
  })

  it.each([
    [{ as_of: 'soon' }, 'as_of'],
    [{ as_of: '2026-11-31' }, 'as_of'],
    [{ due_date: '12/15/2026' }, 'due_date'],
    [{ due_date: 20261215 }, 'due_date'],
    [{ settlement_cents: account.balance_cents + 1 }, 'settlement_cents'],
    [{ zip: '6270' }, 'zip'],
    [{ birth_year: '84' }, 'birth_year'],
    [{ balance_cents: Number.NaN }, 'balance_cents'],
    [{ balance_cents: -5 }, 'balance_cents'],
    [{ zone: '' }, 'zone'],
    [{ status: undefined }, 'status'],
    [{ time_barred: 'no' }, 'time_barred'],
  ])('is not used with %o', (wrong, field) => {
    expect(accountProblem({ ...account, ...wrong })).toContain(field)
  })
})
