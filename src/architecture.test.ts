import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

/**
 * What each part of `src` may import, one line a part. `type x`: only its types. `x/*`: everything below x.
 * The longest key that fits a file counts; a part may always import itself. Tests are free.
 */
const arrows: Readonly<Record<string, readonly string[]>> = {
  cli: ['server', 'engine/*'],
  server: ['engine/*'],
  'engine/index': ['engine/*'],
  'engine/errors': [],
  'engine/config': ['engine/errors', 'type engine/call'],
  'engine/audio': ['engine/errors'],
  'engine/call': [
    'engine/audio/frame',
    'type engine/audio',
    'type engine/agent',
    'type engine/errors',
  ],
  'engine/agent': ['type engine/call', 'type engine/audio/frame', 'type engine/providers/provider'],
  'engine/compliance': ['type engine/call', 'type engine/agent'],
  'engine/tools': [
    'engine/compliance/account',
    'engine/errors',
    'type engine/agents',
    'type engine/call',
    'engine/providers/provider',
  ],
  'engine/policy': [
    'engine/compliance',
    'engine/errors',
    'engine/fixture/closest',
    'engine/fixture/schema-problems',
    'engine/fixture/json-text',
  ],
  'engine/agents': [
    'engine/agent',
    'engine/compliance',
    'engine/policy',
    'engine/tools',
    'engine/errors',
    'type engine/call',
    'type engine/providers/provider',
  ],
  'engine/vad': ['engine/audio', 'engine/errors', 'type engine/providers/provider'],
  'engine/voice': ['engine/audio', 'engine/errors', 'type engine/providers/provider'],
  'engine/providers': [
    'engine/audio',
    'type engine/call',
    'type engine/agent',
    'engine/vad',
    'engine/voice',
    'engine/errors',
    'type engine/run/clock',
    'type engine/run/log',
  ],
  'engine/providers/catalog': ['engine/*'],
  'engine/agent/catalog': [
    'engine/agent',
    'engine/agents',
    'engine/errors',
    'engine/fixture/closest',
  ],
  'engine/testing': [
    'engine/providers',
    'engine/run',
    'engine/audio',
    'type engine/call',
    'type engine/agent',
  ],
  'engine/run': [
    'engine/call',
    'engine/agent',
    'engine/audio',
    'engine/providers',
    'type engine/report',
    'engine/errors',
  ],
  'engine/report': ['type engine/call', 'engine/audio', 'engine/fixture/format', 'engine/errors'],
  'engine/make-directory': [],
  'engine/fixture': [
    'engine/make-directory',
    'engine/audio',
    'engine/voice',
    'engine/errors',
    'engine/call/policy',
    'type engine/call',
    'engine/report',
  ],
  'engine/capture': [
    'engine/make-directory',
    'engine/compliance/detect',
    'engine/replay',
    'engine/report',
    'engine/fixture',
    'engine/call/policy',
    'type engine/call',
    'engine/audio',
    'engine/errors',
  ],
  'engine/replay': [
    'engine/compliance/detect',
    'engine/run',
    'engine/call',
    'engine/agent',
    'engine/providers',
    'engine/report',
    'engine/audio',
    'engine/vad',
    'engine/voice',
    'engine/fixture',
    'engine/errors',
  ],
}

/** Parts that are pure: no clock, timer, randomness, waiting or I/O, and no package but our own files. */
const pure = [
  'engine/call',
  'engine/agent',
  'engine/agents',
  'engine/compliance',
  'engine/audio/frame',
]

const impure =
  /(?<![.\w$])(?:Date|performance|setTimeout|setInterval|setImmediate|queueMicrotask|crypto|process|globalThis|await|async|console|fetch|require)\b|\bMath\.random\b|\bimport\.meta\b/g

const maxLines = 300
const vagueName = /(^|[-/.])(utils?|helpers?|managers?)([-/.]|$)/

/** Path below `src` with forward slashes -> text. */
type Sources = Readonly<Record<string, string>>

interface Import {
  readonly specifier: string
  readonly typeOnly: boolean
}

/** Comments, strings, regular expressions (where an expression may begin), and what opens or closes a template. */
const token =
  /\/\/.*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|(?<=[(,=:[!&|?{};>\n]\s*|\breturn\s+)\/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/|[`{}]/g
/** The text of a template up to its end or the next `${`. */
const templateText = /(?:\\[\s\S]|\$(?!\{)|[^`\\$])*(?:`|\$\{|$)/y

type Keep = 'with strings' | 'without strings'

/** What a token becomes: a comment a blank, a string its quotes unless strings are kept, all else itself. */
function replacement(text: string, keep: Keep): string {
  if (text.startsWith('//') || text.startsWith('/*')) return ' '
  return text.length === 1 || keep === 'with strings' ? text : `${text[0]}${text.at(-1)}`
}

/**
 * The code without its comments and, if asked, without the contents of strings, so that words in prose do not count.
 * What stands in `${}` is code and stays.
 */
function strip(source: string, keep: Keep): string {
  /** One entry for every open brace: whether closing it leads back into a template. */
  const braces: boolean[] = []
  let code = ''
  let from = 0
  token.lastIndex = 0
  for (let match = token.exec(source); match; match = token.exec(source)) {
    const [text] = match
    code += source.slice(from, match.index) + replacement(text, keep)
    from = token.lastIndex
    if (text === '{') braces.push(false)
    const inTemplate = text === '`' || (text === '}' && braces.pop())
    if (!inTemplate) continue
    templateText.lastIndex = from
    const piece = templateText.exec(source)?.[0] ?? ''
    const opens = piece.endsWith('${')
    if (opens) braces.push(true)
    code += keep === 'with strings' ? piece : opens ? '${' : '`'
    from += piece.length
    token.lastIndex = from
  }
  return code + source.slice(from)
}

/** Every import and re-export of a file, static and dynamic. `import { type A }` is emitted, so it counts as a value. */
function importsOf(source: string): Import[] {
  const code = strip(source, 'with strings')
  const statement =
    /(?:^|[;\n}])\s*(?:import|export)\s+(type\s+(?!from\b|,))?(?:[\w$*\s{},]*?\bfrom\s*)?['"]([^'"\n]+)['"]/g
  const call = /(typeof\s+)?\bimport\(\s*['"]([^'"\n]+)['"]/g
  return [...code.matchAll(statement), ...code.matchAll(call)].map((match) => ({
    specifier: match[2] ?? '',
    typeOnly: match[1] !== undefined,
  }))
}

const stem = (file: string): string => file.replace(/\.[jt]sx?$/, '')
const within = (file: string, part: string): boolean =>
  stem(file) === part || file.startsWith(`${part}/`)

const partOf = (file: string): string | undefined =>
  Object.keys(arrows)
    .filter((part) => within(file, part))
    .sort((a, b) => b.length - a.length)[0]

/** The file a relative import means, as a path below `src`; undefined for packages and built-ins. */
const targetOf = (file: string, specifier: string): string | undefined =>
  specifier.startsWith('.') ? posix.join(posix.dirname(file), specifier) : undefined

function allowed(file: string, target: string, typeOnly: boolean): boolean {
  const part = partOf(file)
  if (part === undefined) return false
  return [part, ...(arrows[part] ?? [])].some((rule) => {
    if (rule.startsWith('type ') && !typeOnly) return false
    const open = rule.replace(/^type /, '').replace(/\/\*$/, '')
    return within(target, open)
  })
}

function checkArrows(sources: Sources): string[] {
  return Object.entries(sources).flatMap(([file, source]) => {
    if (partOf(file) === undefined) return [`${file}: no line in \`arrows\` covers it`]
    return importsOf(source).flatMap(({ specifier, typeOnly }) => {
      const target = targetOf(file, specifier)
      if (target === undefined || allowed(file, target, typeOnly)) return []
      return [`${file}: may not import ${typeOnly ? 'types of ' : ''}${stem(target)}`]
    })
  })
}

/** Cycles among imports that exist at run time, each once, as `a -> b -> a`. */
function checkCycles(sources: Sources): string[] {
  const byStem = new Map(Object.keys(sources).map((file) => [stem(file), file]))
  const found: string[] = []
  const done = new Set<string>()
  const visit = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file)
    if (at >= 0) found.push(`cycle: ${[...path.slice(at), file].join(' -> ')}`)
    if (at >= 0 || done.has(file)) return
    for (const { specifier, typeOnly } of importsOf(sources[file] ?? '')) {
      const target = byStem.get(stem(targetOf(file, specifier) ?? ''))
      if (target !== undefined && !typeOnly) visit(target, [...path, file])
    }
    done.add(file)
  }
  for (const file of Object.keys(sources)) visit(file, [])
  return found
}

function checkPurity(sources: Sources): string[] {
  const files = Object.entries(sources).filter(([file]) => pure.some((part) => within(file, part)))
  return files.flatMap(([file, source]) => {
    const words = strip(source, 'without strings').match(impure) ?? []
    const packages = importsOf(source).filter(({ specifier }) => !specifier.startsWith('.'))
    return [
      ...[...new Set(words)].map((word) => `${file}: is pure and may not use ${word}`),
      ...packages.map(({ specifier }) => `${file}: is pure and may not import ${specifier}`),
    ]
  })
}

function checkFiles(sources: Sources): string[] {
  return Object.entries(sources).flatMap(([file, source]) => {
    const lines = source.split('\n').length - (source.endsWith('\n') ? 1 : 0)
    return [
      ...(lines > maxLines ? [`${file}: ${lines} lines, at most ${maxLines}`] : []),
      ...(vagueName.test(file) ? [`${file}: a name must say what the file does`] : []),
    ]
  })
}

/** The sources of the program; `wasm/` holds AssemblyScript, another language with its own package. */
function readSources(): Sources {
  const root = dirname(fileURLToPath(import.meta.url))
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(sep).join('/'))
    .filter((file) => /\.tsx?$/.test(file) && !/\.(test|test-kit|d)\.tsx?$|(^|\/)wasm\//.test(file))
    .map((file) => [file, readFileSync(join(root, file), 'utf8')])
  return Object.fromEntries(files)
}

describe('the architecture of src', () => {
  const sources = readSources()

  it('has source files to judge', () => {
    expect(Object.keys(sources)).toContain('engine/errors.ts')
    expect(Object.keys(sources).length).toBeGreaterThan(3)
  })
  it('has only the imports that its table allows', () => {
    expect(checkArrows(sources)).toEqual([])
  })
  it('has no import cycle at run time', () => {
    expect(checkCycles(sources)).toEqual([])
  })
  it('keeps clocks, timers, randomness, waiting and I/O out of the pure parts', () => {
    expect(checkPurity(sources)).toEqual([])
  })
  it('keeps files short and named for what they do', () => {
    expect(checkFiles(sources)).toEqual([])
  })
})

describe('the checks themselves', () => {
  const clean: Sources = {
    'engine/errors.ts': 'export const x = 1\n',
    'engine/audio/frame.ts': "import { x } from '../errors.js'\n",
    'engine/call/call.ts':
      "import { f } from '../audio/frame.js'\nimport type { A } from '../agent/agent.js'\n",
    'engine/agent/agent.ts': "import type { S } from '../call/call.js'\n",
  }
  const withFile = (file: string, source: string): Sources => ({ ...clean, [file]: source })

  it('accept clean sources', () => {
    const found = [checkArrows, checkCycles, checkPurity, checkFiles].flatMap((check) =>
      check(clean),
    )
    expect(found).toEqual([])
  })

  it.each([
    ["import { main } from '../cli/main.js'"],
    ["import type { Main } from '../cli/main.js'"],
    ["import {\n  type A,\n  b,\n} from '../cli/main.js'"],
    ["export * from '../cli/main.js'"],
    ["export type { A } from '../cli/main.js'"],
    ["import '../cli/main.js'"],
    ["const x = 1; import y from '../cli/main.js'"],
    ["const { main } = await import('../cli/main.js')"],
    ["type A = typeof import('../cli/main.js')"],
    ["const s = '/*'\nimport { main } from '../cli/main.js'\nconst e = '*/'"],
  ])('see the engine reach for the command line in %j', (source) => {
    expect(checkArrows(withFile('engine/index.ts', source))).toEqual([
      expect.stringContaining('cli/main'),
    ])
  })

  it('do not take commented or quoted imports for imports', () => {
    const source =
      "// import '../cli/a.js'\n/* import '../cli/b.js' */\nconst s = \"import '../cli/c.js'\"\n"
    expect(importsOf(source)).toEqual([])
  })

  it('tell the import of a type from the import of a value', () => {
    const value = "import { A } from '../agent/agent.js'\n"
    expect(checkArrows(withFile('engine/call/turn.ts', value))).toHaveLength(1)
    const inline = "import { type A } from '../agent/agent.js'\n"
    expect(checkArrows(withFile('engine/call/turn.ts', inline))).toHaveLength(1)
    const type = "import type { A } from '../agent/agent.js'\n"
    expect(checkArrows(withFile('engine/call/turn.ts', type))).toEqual([])
  })

  it('want a line in the table for every folder', () => {
    expect(checkArrows(withFile('engine/novel/file.ts', ''))).toHaveLength(1)
  })

  it('find a cycle of values and forgive a cycle of types', () => {
    const there = "import { a } from './a.js'\n"
    const cycle = { 'engine/run/a.ts': "import { b } from './b.js'\n", 'engine/run/b.ts': there }
    expect(checkCycles(cycle)).toEqual([
      'cycle: engine/run/a.ts -> engine/run/b.ts -> engine/run/a.ts',
    ])
    expect(checkCycles({ ...cycle, 'engine/run/b.ts': there.replace('{', 'type {') })).toEqual([])
  })

  it.each([
    ['const at = Date.now()'],
    ['const at = performance.now()'],
    ['setTimeout(f, 1)'],
    ['queueMicrotask(f)'],
    ['const x = Math.random()'],
    ['const id = crypto.randomUUID()'],
    ['if (process.env.X) f()'],
    ['const f = async () => 1'],
    ['const x = await f()'],
    ['console.log(1)'],
    ["const s = `at ${f({ a: '}' })} ${Date.now()} ms`"],
    ["const s = `${`${'`'}`}`; Date.now()"],
    ["const r = /['`]/; Date.now() // '"],
    ["import { readFileSync } from 'node:fs'"],
    ["import { z } from 'zod'"],
  ])('find what is impure in %j', (source) => {
    expect(checkPurity(withFile('engine/call/turn.ts', source))).toHaveLength(1)
    expect(checkPurity(withFile('engine/run/turn.ts', source))).toEqual([])
  })

  it('let the pure parts speak of time in comments, strings and property names', () => {
    const source =
      "// Date.now() is banned; await it\nconst s = 'process'\nconst r = /await/\nlog.process(s)\n"
    expect(checkPurity(withFile('engine/call/turn.ts', source))).toEqual([])
  })

  it('refuse long files and vague names', () => {
    expect(checkFiles(withFile('engine/run/a.ts', 'x\n'.repeat(maxLines)))).toEqual([])
    expect(checkFiles(withFile('engine/run/a.ts', 'x\n'.repeat(maxLines + 1)))).toHaveLength(1)
    for (const name of ['utils', 'audio-helper', 'call-manager', 'utils/wav'])
      expect(checkFiles(withFile(`engine/run/${name}.ts`, ''))).toHaveLength(1)
  })
})
