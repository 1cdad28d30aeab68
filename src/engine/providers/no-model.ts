/** What stands in for a model and for tools where an agent needs neither. Whoever asks anyway is told so, and hears the line for trouble. */
import { type LanguageModel, ProviderFailure, type ToolRunner } from './provider.js'

export const noModel: LanguageModel = {
  generate: () => ({
    [Symbol.asyncIterator]: () => ({
      next: () => Promise.reject(new ProviderFailure('REFUSED', 'there is no language model here')),
    }),
  }),
}

export const noTools: ToolRunner = {
  run: ({ name }) => Promise.reject(new ProviderFailure('REFUSED', `there is no tool ${name}`)),
}
