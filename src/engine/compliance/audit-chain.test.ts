import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chainLine, closedKind, firstHash, recordsIn, verifyChain } from './audit-chain.js'

const hash = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')

function chain(kinds: readonly string[], close = true): string {
  let prev = firstHash
  const all = close ? [...kinds, closedKind] : kinds
  const lines = all.map((kind, i) => {
    const record = kind === closedKind ? { kind, lines: all.length } : { kind, at: i * 10 }
    const line = chainLine(i + 1, prev, record, hash)
    prev = line.hash
    return `${JSON.stringify(line)}\n`
  })
  return lines.join('')
}

describe('the record of a call', () => {
  it('is whole when it was closed, and open when it was not', () => {
    expect(verifyChain(chain(['a', 'b']), hash)).toMatchObject({ state: 'whole', lines: 3 })
    expect(verifyChain(chain(['a', 'b'], false), hash)).toMatchObject({ state: 'open', lines: 2 })
    expect(recordsIn(chain(['a', 'b'])).map(({ kind }) => kind)).toEqual(['a', 'b', closedKind])
  })

  it('names the line that was taken out, put in twice, moved or cut', () => {
    const lines = chain(['a', 'b', 'c']).split('\n')
    const [first = '', second = '', third = ''] = lines
    const broken = (...all: string[]) => verifyChain(`${all.join('\n')}\n`, hash)
    expect(broken(first, third)).toMatchObject({ state: 'broken', line: 2 })
    expect(broken(first, second, second)).toMatchObject({ state: 'broken', line: 3 })
    expect(broken(second, first)).toMatchObject({ state: 'broken', line: 1 })
    expect(verifyChain(chain(['a']).slice(0, -5), hash)).toMatchObject({ state: 'broken', line: 2 })
    expect(verifyChain('', hash)).toMatchObject({ state: 'broken' })
  })

  it('is broken by any single byte that is changed, put in or taken out', () => {
    const bytes = Buffer.from(chain(['a', 'grüße', 'c']))
    const change = fc.record({
      at: fc.nat(bytes.length - 1),
      out: fc.constantFrom(0, 1, 1),
      put: fc.option(fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(0x20, 0x0a))),
    })
    fc.assert(
      fc.property(change, ({ at, out, put }) => {
        const into = put === null ? [] : [put]
        const parts = [bytes.subarray(0, at), Buffer.from(into), bytes.subarray(at + out)]
        const altered = Buffer.concat(parts)
        fc.pre(!altered.equals(bytes))
        expect(verifyChain(altered.toString('utf8'), hash).state).toBe('broken')
      }),
      { numRuns: 1500 },
    )
  })

  it('is broken when a record was altered and only its own hash made new', () => {
    const lines = chain(['a', 'b', 'c']).split('\n')
    const forged = chainLine(2, JSON.parse(lines[0] ?? '').hash, { kind: 'x', at: 10 }, hash)
    lines[1] = JSON.stringify(forged)
    expect(verifyChain(lines.join('\n'), hash)).toMatchObject({ state: 'broken', line: 3 })
  })
})
