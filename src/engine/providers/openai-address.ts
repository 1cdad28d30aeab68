/** The address that everything of OpenAI, and of servers that speak its protocols, is asked at. */
import { z } from 'zod'

/** An http(s) address, by default OpenAI's own; without slashes at its end. */
export const openAiAddress = z
  .string()
  .refine(
    (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
    'is not an http(s) address',
  )
  .transform((text) => text.replace(/\/+$/, ''))
  .default('https://api.openai.com/v1')
