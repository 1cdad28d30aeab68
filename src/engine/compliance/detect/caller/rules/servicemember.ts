import type { CallerRule } from '../category.js'

const branch =
  '(army|navy|marines|marine corps|air force|coast guard|space force|national guard|military|reserves)'

const rank =
  '(sergeant|corporal|private first class|lieutenant|petty officer|airman|specialist in|warrant officer|seaman|lance corporal|gunny|ensign)'

export const servicemember: readonly CallerRule[] = [
  {
    id: 'on_duty',
    affirmed: true,
    any: [
      '(ship|shipping|shipped) out ~2 (with|to|on|in|for|@day|next|$)',
      '(my|our) (unit|battalion|platoon|squadron|regiment|reserve unit)',
      '(i|we|husband|wife|theconsumer|he|she) ~1 (joined|enlisted in|signed up for|enlisted) ~1 (the )?@military',
      '(i am|i have been|we are|husband is|wife is|spouse is|husband s|wife s|theconsumer is|he is|she is|theconsumer s|just) ~3 (active duty|deployed|deploying|stationed|enlisted|activated|mobilized|reservist|national guard|service member|servicemember)',
      '(i am|we are|i serve|i work|i just joined|i joined|husband is|wife is|husband s|wife s|theconsumer is|theconsumer s|he is|she is|currently|serving|serve|specialist|sergeant|captain|private) ~3 (in|with|for|to) (the|us|united states) ~2 @military',
      '(active|active-) duty',
      '(deployed|deployment|deploy|deploying|deploys|stationed|mobilized) ~3 (to|in|at|overseas|orders|abroad|with|on|next|this|last|right|soon|for|until|with|@day|$)',
      '(scra|servicemember*|service member*|service members civil relief|soldiers and sailors)',
      '(military|army|navy|deployment|pcs|activation) (orders|base|deployment|duty|leave)',
      '(got|get|getting|being|been|was|just) (activated|mobilized|deployed|(my|our) orders|called up|orders)',
      '(basic training|boot camp|on base|on a ship|on the ship|aboard|overseas with)',
      'i am (an? )?(soldier|marine|sailor|airman|reservist|guardsman|coast guardsman|guardsmen)',
    ],
    unless: [
      'like (a |an )?(boot camp|basic|the army|the navy|the military)',
      '(civilian|contractor|front desk|reception)',
      '(veteran|used to|back in|retired|years ago|was in|were in|out of the|got out|left the|discharged|when i was|before i) ~4',
      '(grandp*|grandf*|brother|cousin|uncle|friend|neighbor|father|dad|nephew|ex|buddy|landlord) ~3 (is|was|s|served|has|in|got)',
      '(my|our) (son|daughter|kid|boy|nephew) ~2 (is|was|s|served|got|joined)',
      '(salvation|customer) (army|service)',
      '(not|never) ~3 (active|deployed|@military|enlisted|stationed)',
      '(off|heavy|jury|double) duty',
      'account ~2 activated',
      '(card|phone|account|line|number) ~2 activated',
      '(store|museum|surplus|movie)',
    ],
  },
  {
    id: 'en_servicio',
    any: [
      '(servicio activo|en el ejercito|en la marina|guardia nacional|desplegad*|militar activo)',
      'soy (militar|soldado|marino)',
    ],
  },
  {
    id: 'in_the_service',
    affirmed: true,
    any: [
      '(before|since|when) i (enlisted|joined (up|the service|the military)|went active|shipped|deployed|got called up|reported for duty)',
      'i (enlisted|joined up|signed up|reenlisted) ~2 (last|this|in|back|right|just|two|three|a (month|year)|$)',
      '(guard|reserves|reserve|army|navy|marines|air force|unit) ~1 called (me|us|him|her) ~1 (up|back|in)',
      '(active|on active|under active|deployment|mobilization|title ten|military|pcs) orders',
      's c r a',
      '(the )?six percent ~3 (military|service*|scra|cap|thing|rule|law) ~6',
      '(cap*|limit*|max*|lower*|reduc*|drop*) ~3 (at|to) six percent',
      `(the )?${branch} ~1 (s|has|have|is|sent|moved|got|put|keeps|shipped|transferred|stationed|posted|assigned) ~1 (got |had )?(me|us|my (husband|wife|spouse)) ~4`,
      `${branch} ~1 (base|station|post|ship|unit|reserve|barracks|orders|recruit*)`,
      '(on|from|at|to|off|the) ~1 base (in|at|near|over|out) ~2 !(pay)',
      '(stationed|posted|based|assigned) (at|in|on|out of|over in|overseas) ~1 (fort|camp|naval|air|the base|base|germany|korea|japan|okinawa|guam|italy|overseas|norfolk|hawaii|texas|kuwait|bahrain|a ship|pendleton|lejeune|bragg|hood|san diego)',
      '(fort|camp) (bragg|hood|benning|campbell|carson|drum|lewis|riley|sill|stewart|bliss|jackson|knox|polk|liberty|cavazos|pendleton|lejeune) ~1 (right now|now|with|until|till|for|in|as|on|since|$)',
      '(my|our) (commanding officer|first sergeant|platoon sergeant|drill sergeant|command|co s|ship|squadron|company commander|jag|jag officer)',
      '(jag|jag officer|legal assistance office) ~1 (told|said|says|is|wrote|at|on)',
      `(i am|i m|i made|i was promoted to|this is) ~2 ${rank} ~1 (in|with|on|at|stationed|out of|now|here|$)`,
      '(doing|on|finishing|in the middle of) (a|my) ~1 (tour|deployment|rotation|underway) ~3',
      '(i|we) ~1 (ship|shipped|deploy|deployed|report) (out|overseas|to (basic|boot|duty|base)) ~3',
      '(i am|we are|i m|currently|still) ~2 (serving|active military|active service|active reserve|in uniform|overseas with) ~3',
      '(covered|protected) ~3 (servicemembers|service members|soldiers|military|civil relief)',
    ],
    unless: [
      '(used to|veteran|years ago|retired|back when|got out|was in the|discharged|civilian|contractor|front desk|as a nurse)',
      '(grandp*|grandf*|uncle|cousin|dad|father|brother|nephew|neighbor|buddy) ~3 (was|is|s|served|has|in)',
      '(my|our) (son|daughter|kid|boy|nephew) ~2 (is|was|s|served|got|joined)',
      '(i live|lived|live) (by|near)',
      '(navy federal|old navy|salvation army|home base|data base|customer base)',
      '(wanted|tried|thought|going|hope) ~3 (to )?(enlist|join)',
      '(union|gym|church|credit union|club|app|program|call)',
      '(sold|sell|worked|work|clean*|shop*) ~6 (base|barracks|px)',
      '(not|never) ~2 (enlisted|active|deployed|military|stationed|serving)',
    ],
  },
]
