/**
 * Builds `../silero.wasm` from the AssemblyScript beside this file.
 *
 *   npm ci && npm run build   writes the module
 *   npm run check             builds again and fails if the bytes differ from the committed module
 *   node build.mjs --hash     prints the hash of the sources; the module carries it in a section named `sources`
 */
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))
const committed = join(here, '..', 'silero.wasm')

/** SIMD, but not its relaxed form; no runtime, no abort, no memory beyond the 2 MiB that `memory.ts` lays out. */
const flags = [
  'index.ts',
  ...['-O3', '--noAssert', '--enable', 'simd', '--runtime', 'stub', '--use', 'abort='],
  ...['--initialMemory', '32', '--maximumMemory', '32'],
]

/** What decides the module's bytes: the sources, this file, and the compiler's version. */
function hashSources() {
  const hash = createHash('sha256')
  const decisive = (name) => name.endsWith('.ts') || name === 'build.mjs' || name === 'package.json'
  for (const name of readdirSync(here).filter(decisive).sort()) {
    hash.update(`${name}\n${readFileSync(join(here, name), 'utf8')}\n`)
  }
  return hash.digest('hex')
}

async function compile() {
  const { default: asc } = await import('assemblyscript/asc')
  const directory = mkdtempSync(join(tmpdir(), 'silero-'))
  try {
    const outFile = join(directory, 'silero.wasm')
    const { error, stderr } = await asc.main([...flags, '--baseDir', here, '--outFile', outFile])
    if (error) throw new Error(stderr.toString(), { cause: error })
    return readFileSync(outFile)
  } finally {
    rmSync(directory, { recursive: true })
  }
}

/** A custom section (WebAssembly core specification, 5.5.3): id 0, size, name, any bytes. All lengths here fit in 7 bits. */
function section(name, text) {
  const body = Buffer.concat([Buffer.from([name.length]), Buffer.from(name + text)])
  return Buffer.concat([Buffer.from([0, body.length]), body])
}

async function build() {
  return Buffer.concat([await compile(), section('sources', hashSources())])
}

if (process.argv.includes('--hash')) {
  process.stdout.write(hashSources())
} else if (process.argv.includes('--check')) {
  const same = (await build()).equals(readFileSync(committed))
  process.stdout.write(
    same ? 'silero.wasm is up to date\n' : 'silero.wasm differs: run npm run build\n',
  )
  process.exitCode = same ? 0 : 1
} else {
  writeFileSync(committed, await build())
}
