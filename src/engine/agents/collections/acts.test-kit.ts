/** What happens in random calls: what callers say and key in, and what a model writes. */
import fc from 'fast-check'
import type { Talk } from './talk.test-kit.js'

/** Things callers say, most of which change what the call may do. */
const turns = [
  ...['this is Dana', 'yes', 'no', 'okay', 'what do you want', 'how much is it', 'tell me more'],
  ...['six two seven zero four', '62704', '11111', 'nineteen eighty four', '1984', '1990', ''],
  ...['stop calling me', 'I have a lawyer', 'I filed for bankruptcy', "I don't owe this"],
  ...['wrong number', 'are you a robot', 'let me talk to a person', "I don't want to be recorded"],
  ...["I'm driving", 'this is her husband', "I'm twelve", 'no hablo inglés', 'I lost my job'],
  ...['I can pay fifty dollars on friday', 'let me pay all of it today', 'I will not pay'],
  ...['can I pay that in three parts', 'fifty a month', 'five hundred every two weeks', 'three'],
  ...['what are my options', 'on december fourth', 'tomorrow at three'],
  ...['call me at eleven tonight', 'this is Robert Miller', 'for myself', 'for my wife'],
  ...['goodbye', 'I have to go', 'sí', 'HS-1'],
  ...['my card is 4111 1111 1111 1111', 'I want to kill myself', 'she passed away'],
  ...['4471', 'stop calling me, my card is 4111 1111 1111 1111'],
]

const sentences = [
  ...['Thank you.', 'You owe {{balance}}.', 'We will sue you.', 'The balance is $12.', 'I see.'],
  ...['Would you like to pay {{balance}}?', 'I am a real person.', 'It is {{nothing}}.'],
]

export type Act = { readonly turn: string; readonly digits: string } | { readonly model: string }

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...turns).map((turn) => ({ turn, digits: '' })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('1', '2', '62704', '1984').map((digits) => ({ turn: '', digits })),
  },
  { weight: 2, arbitrary: fc.constantFrom(...sentences).map((model) => ({ model })) },
)

/** How a call may begin: nearly half of them with who it is, and a few with a machine. */
const openings: readonly (readonly string[])[] = [
  ...[[], [], [], []],
  ...[1, 2, 3, 4].map(() => ['hello', '62704', '1984']),
  ['leave a message after the tone'],
  ['hello', '62704', '1990'],
  ['hello', '11111', '1984'],
]

export const acts = fc
  .tuple(fc.constantFrom(...openings), fc.array(act, { minLength: 1, maxLength: 14 }))
  .map(([first, rest]): readonly Act[] => [...first.map((turn) => ({ turn, digits: '' })), ...rest])

/** Does all of it until the call is over, and looks after each. */
export function run(
  call: Talk,
  all: readonly Act[],
  watch: (next: Act | undefined, done: { readonly turn: string; readonly digits: string }) => void,
): void {
  for (const [i, one] of all.entries()) {
    if (call.ended !== undefined || call.transferredTo !== undefined) return
    if ('model' in one) call.model(one.model)
    else call.say(one.turn, one.digits)
    watch(all[i + 1], 'turn' in one ? one : { turn: '', digits: '' })
  }
}
