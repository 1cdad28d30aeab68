import { describe, expect, it } from 'vitest'
import { joinMulaw, silence } from '../../engine/audio/frame.js'
import { seededRandom } from '../../engine/audio/random.js'
import { noise } from '../../engine/audio/signal.js'
import { drawStrip } from './audio-strip.js'

const quiet = (ms: number) => silence(0, ms).mulaw
const sound = (ms: number, level: number) => noise(ms, seededRandom(1), { level })

describe('the drawing of a call', () => {
  it('shows both sides, 100 ms a character, below a ruler of seconds', () => {
    const lines = drawStrip(
      {
        caller: joinMulaw([quiet(2000), sound(400, -15), quiet(3600)]),
        agent: joinMulaw([sound(1000, -40), sound(1000, -20)]),
      },
      [{ at: 1500, label: 'here' }],
    )
    expect(lines).toEqual([
      '       00:00     00:01     00:02     00:03     00:04     00:05',
      `caller ${'·'.repeat(20)}▇▇▇▇${'·'.repeat(36)}`,
      `agent  ${'▂'.repeat(10)}${'▇'.repeat(10)}${'·'.repeat(40)}`,
      '                      ^ here 1.50',
    ])
  })

  it('begins a second or two before the first moment, on a full second', () => {
    const [ruler = '', , , pointer = ''] = drawStrip({ caller: quiet(100), agent: quiet(100) }, [
      { at: 71_250, label: 'x' },
    ])
    expect(ruler.trim()).toMatch(/^01:09 /)
    expect(pointer.indexOf('^')).toBe(7 + 22)
  })

  it('sets labels side by side where there is room, below each other where not', () => {
    const lanes = { caller: quiet(100), agent: quiet(100) }
    const moments = [
      { at: 500, label: 'speech' },
      { at: 900, label: 'paused' },
      { at: 3000, label: 'stopped' },
    ]
    expect(drawStrip(lanes, moments).slice(3)).toEqual([
      '            ^ speech 0.50            ^ stopped 3.00',
      '                ^ paused 0.90',
    ])
  })

  it('stays within 80 columns when a moment lies at the right edge', () => {
    const lanes = { caller: quiet(100), agent: quiet(100) }
    const moments = [
      { at: 0, label: 'from' },
      { at: 5900, label: 'a label of some length' },
    ]
    const lines = drawStrip(lanes, moments)
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(80)
    expect(lines.join('\n')).toContain('a label of some length 5.90 ^')
  })

  it('leaves out moments beyond its six seconds', () => {
    const lanes = { caller: quiet(100), agent: quiet(100) }
    const moments = [
      { at: 0, label: 'from' },
      { at: 6100, label: 'to' },
    ]
    expect(drawStrip(lanes, moments).join('\n')).not.toContain('^ to')
  })
})
