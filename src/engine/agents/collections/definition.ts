import { defineAgent, optional, text } from '../../agent/definition.js'
import { warmDetectors } from '../../compliance/detect/warm.js'
import { loadPolicy } from '../../policy/load-policy.js'
import { accountStore } from '../../tools/account-store.js'
import { collectionsAgent } from './agent.js'
import type { CollectionsOptions } from './options.js'

const phone = {
  wants: 'a phone number in digits, such as +18005550142',
  required: true,
  accepts: (value: unknown) => typeof value === 'string' && /^\+?\d{10,15}$/.test(value),
}

const yesOrNo = {
  wants: 'yes or no',
  required: true,
  accepts: (value: unknown) => value === 'yes' || value === 'no',
}

export const collections = defineAgent<CollectionsOptions>({
  name: 'collections',
  options: {
    company: text,
    callback: phone,
    address: text,
    policy: optional(text),
    handoff: optional(phone),
    handoffSpanish: optional(phone),
    messageContact: optional(text),
    spanishVoice: optional(yesOrNo),
    persona: optional(text),
    accounts: optional(text),
    promises: optional(text),
  },
  make: (options) =>
    collectionsAgent(options, loadPolicy(options.policy ?? 'us-collections', '').policy),
  tools: (options, { cwd }) => accountStore(options, cwd),
  warm: warmDetectors,
})
