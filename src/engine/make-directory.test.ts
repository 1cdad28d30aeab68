import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { makeDirectory } from './make-directory.js'

const home = mkdtempSync(join(tmpdir(), 'va-make-directory-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

it('makes what is missing above it too, with the mode', () => {
  const path = join(home, 'a', 'b', 'c')
  makeDirectory(path, 0o700)
  makeDirectory(path, 0o700)
  expect(statSync(path).mode & 0o777).toBe(0o700)
  expect(statSync(join(home, 'a')).mode & 0o777).toBe(0o700)
})

it('throws where a file is in the way', () => {
  writeFileSync(join(home, 'file'), '')
  expect(() => makeDirectory(join(home, 'file'))).toThrow('EEXIST')
  expect(() => makeDirectory(join(home, 'file', 'below'))).toThrow('ENOTDIR')
})

it.runIf(process.platform === 'linux')('throws where nothing can be made', () => {
  expect(() => makeDirectory('/proc/none/below')).toThrow('ENOENT')
})
