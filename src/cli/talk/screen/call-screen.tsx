import { Box, Static, Text, useInput, useStdin } from 'ink'
import type { CallStore } from './call-store.js'
import type { Line, Look } from './spans.js'
import { useCall } from './use-call.js'

export interface Key {
  readonly input: string
  readonly enter: boolean
  readonly escape: boolean
  readonly backspace: boolean
  readonly up: boolean
  readonly down: boolean
  readonly ctrl: boolean
}

export interface CallScreenProps {
  readonly store: CallStore
  readonly press: (key: Key) => void
}

/** The transcript, which is printed once and scrolls, and below it the few lines that are redrawn. */
export function CallScreen({ store, press }: CallScreenProps) {
  const { transcript, live } = useCall(store)
  const { isRawModeSupported } = useStdin()
  return (
    <>
      {isRawModeSupported && <Keys press={press} />}
      <Static items={[...transcript]}>
        {({ id, lines }) => (
          <Box key={id} flexDirection="column">
            <Lines lines={lines} />
          </Box>
        )}
      </Static>
      <Box flexDirection="column">
        <Lines lines={live} />
      </Box>
    </>
  )
}

/** Only where single keys can be read. */
function Keys({ press }: Pick<CallScreenProps, 'press'>) {
  useInput((input, key) =>
    press({
      input,
      enter: key.return,
      escape: key.escape,
      backspace: key.backspace || key.delete,
      up: key.upArrow,
      down: key.downArrow,
      ctrl: key.ctrl,
    }),
  )
  return null
}

function Lines({ lines }: { readonly lines: readonly Line[] }) {
  return lines.map((line, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a line is its row and nothing else
    <Text key={row} wrap="truncate">
      {line.map(({ text, look }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a span is its place in the line
        <Text key={index} {...looks[look ?? 'plain']}>
          {text}
        </Text>
      ))}
    </Text>
  ))
}

const looks = {
  plain: {},
  dim: { dimColor: true },
  bold: { bold: true },
  struck: { strikethrough: true, dimColor: true },
  green: { color: 'green' },
  yellow: { color: 'yellow' },
  red: { color: 'red' },
} as const satisfies Record<Look | 'plain', object>
