import type { CallerRule } from '../category.js'

const notMe =
  '(he|she|they|husband|wife|brother|sister|son|daughter|mom|dad|friend|theconsumer|you)'

export const driving: readonly CallerRule[] = [
  {
    id: 'at_the_wheel',
    any: [
      '^ driving ~6 (to|home|my|kids|school|work|now|$)',
      '(i am|am|while|currently|because|we are|me|still|caught me) ~5 (driving|behind the wheel|on the (road|highway|freeway|interstate|motorway|expressway|bridge|turnpike)|in (heavy )?(traffic|rush hour)|in (the|my) (car|truck|van|vehicle)|merging|on the way to ~3 driving|at a (red light|stoplight|light|stop light)|in a parking|parking|on (i|route|the i) @num|on my motorcycle|on my bike|backing up)',
      'behind the wheel',
      '^ driving ~2 $',
      '(hands|both hands) ~2 (wheel|steering)',
      '(pull|pulling|pulled) (over|off)',
      '(stuck|sitting) in traffic',
      '(talk|text|phone) ~2 (and|while) driv*',
      '(not|never|can not) ~4 (while|when) ~2 driving',
      '(eyes|focus|concentrate) on the road',
      '(almost|about to) (miss|missed) my exit',
      '(coming up on|taking|at|near|watching for) (my|the|an) (exit|off ramp|turn off|toll|toll booth)',
      '(see|stay in|change|changing|switching) ~2 (lane|lanes)',
      '(get off|off) the (road|highway|freeway)',
      '(hands free|bluetooth|speaker) ~4 (car|driving|truck)',
    ],
    unless: [
      '(driving|drive|drives|drove) (me|us|my wife|him|her|up) ~1 (crazy|nuts|insane|up|mad|wall|to)',
      `(my )?${notMe} ~1 (is|are|s|was) ~1 (driving|behind|the one driving)`,
      '(not|never|was not|stopped|done) (driving|in traffic)',
      'i (was|used to be|had been) ~1 driving',
      '(driver|driving) (license|record|test|school|for a living|job|record|uber|instructor|range)',
      '(lost|repossess*|sold|living|live|sleeping|sleep) ~3 (car|truck|van)',
      '(drive|driving) for (a living|uber|lyft|work)',
      'parked',
      '(pulled) (over) (last|yesterday)',
      '(passenger)',
    ],
  },
  {
    id: 'estoy_manejando',
    any: [
      '(estoy|voy|ando) ~1 (manejando|conduciendo|al volante|en el carro|en el (coche|trafico)|en carretera)',
    ],
  },
]
