/**
 * What is said to a caller who speaks Spanish. The Spanish lines are spoken only where the option `spanishVoice` says that the voice speaks
 * Spanish and that somebody who does has read them; otherwise the agent says in English that it cannot.
 */
import { fixed, type Words } from './line-words.js'

export const spanishLines = {
  spanish: fixed(
    'Lo siento, todavía no hablo español. Una persona de nuestro equipo le atenderá en español. Gracias.',
  ),
  spanish_offer: fixed(
    'Lo siento, no puedo seguir en español. Una persona de nuestro equipo puede llamarle en español. ¿Quiere que le llame? Diga sí, o marque uno.',
  ),
  spanish_noted: fixed('De acuerdo. Una persona le llamará en español. Gracias. Adiós.'),
  spanish_close: fixed('De acuerdo. Gracias por su tiempo. Adiós.'),
  spanish_self_harm: fixed(
    'Siento mucho que se sienta así. Llame o mande un mensaje al 9 8 8 ahora, la línea de ayuda en crisis, de día y de noche. Para español, marque dos.',
  ),
  spanish_cease: fixed(
    'Entendido. He anotado su petición, y no volveremos a llamar a este número. Adiós.',
  ),
  spanish_wrong_number: fixed(
    'Disculpe la molestia. Quitaremos este número de nuestra lista. Adiós.',
  ),
  english_transfer: fixed(
    'I am sorry, I only speak English. I am connecting you to a person who speaks Spanish. Please hold the line.',
  ),
  english_only: fixed(
    'I am sorry, I only speak English. A person who speaks Spanish will call you. Goodbye.',
  ),
} as const satisfies Readonly<Record<string, Words>>
