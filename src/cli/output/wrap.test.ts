import { describe, expect, it } from 'vitest'
import { hang, showLength } from './wrap.js'

describe('hanging text', () => {
  it('is broken at blanks and indented under its beginning', () => {
    expect(hang('  got  ', 'one two three four', 16)).toEqual([
      '  got  one two',
      '       three',
      '       four',
    ])
  })

  it('keeps what cannot be broken, and the line ends of the text', () => {
    expect(hang('- ', 'abcdefghij klm\nno', 8)).toEqual(['- abcdefghij', '  klm', '  no'])
  })
})

describe('a length of time', () => {
  it('is shown in seconds, and in minutes from a minute on', () => {
    expect(showLength(690)).toBe('0.69 s')
    expect(showLength(18_300, 1)).toBe('18.3 s')
    expect(showLength(410_300)).toBe('6 min 50 s')
    expect(showLength(59_999, 1)).toBe('60.0 s')
  })
})
