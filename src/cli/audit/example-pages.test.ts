import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { examplePages } from './example-pages.js'

it('the documents show the records of three calls as the program prints them today', async () => {
  const file = new URL('../../../docs/compliance-records.md', import.meta.url)
  expect(readFileSync(file, 'utf8'), 'run: npm run records').toBe(await examplePages())
}, 30_000)
