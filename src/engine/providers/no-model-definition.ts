import { defineProvider } from './definition.js'
import { noModel } from './no-model.js'

/** For agents that never ask a model. */
export const noLlm = defineProvider({
  kind: 'llm',
  name: 'none',
  settings: {},
  create: () => ({ description: 'no language model', forCall: () => noModel }),
})
