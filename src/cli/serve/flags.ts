import type { Sources } from '../../server/config/config.js'
import { readDotenv } from '../../server/config/read-dotenv.js'
import type { Context } from '../context.js'
import type { CommonOptions } from '../output/printer.js'

/** What the command line of `serve` says, unread. */
export interface ServeFlags extends CommonOptions {
  readonly port?: string
  readonly host?: string
  readonly tunnel?: string
  readonly publicUrl?: string
  readonly probe: boolean
  readonly number?: readonly string[]
  readonly takeOver?: boolean
  readonly webhook: boolean
  readonly agent?: string
  readonly auditDir?: string
  readonly stt?: string
  readonly llm?: string
  readonly tts?: string
  readonly routes?: string
  readonly capture?: string
  readonly maxCalls?: string
  readonly drainTimeout?: string
  readonly insecureNoSignature?: boolean
  readonly readyFile?: string
  readonly logLevel?: string
  readonly logCallers?: boolean
}

/** Everything the settings may come from. */
export function sourcesOf(context: Context, given: Partial<ServeFlags>): Sources {
  const { port, host, tunnel, publicUrl, number, maxCalls, drainTimeout, logLevel } = given
  const { agent, stt, llm, tts } = given
  const flags = {
    ...{
      agent,
      auditDir: given.auditDir,
      stt,
      llm,
      tts,
      routes: given.routes,
      captureDir: given.capture,
    },
    ...{ port, host, tunnel, publicUrl, maxCalls, logLevel, drainMs: drainTimeout },
    ...{ numbers: number?.join(','), logCallers: given.logCallers ? 'true' : undefined },
  }
  const written = Object.entries(flags).filter(([, text]) => text !== undefined)
  return { flags: Object.fromEntries(written), env: context.env, dotenv: readDotenv(context.cwd) }
}
