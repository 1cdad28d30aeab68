import type { RuleSource } from '../rule.js'
import type { CallerRules } from './category.js'

const crowd = '(customer|customers|client|clients|patient|patients|people|guests|shoppers|folks)'
const branch =
  '(army|navy|marines|marine corps|air force|coast guard|space force|national guard|military|reserves)'
const rank =
  '(sergeant|corporal|private first class|lieutenant|petty officer|airman|specialist in|warrant officer|seaman|lance corporal|gunny|ensign)'

/**
 * "This is Dana, what is it about": never a third party or a wrong number. A rule that always takes its words back keeps the learned
 * part silent where they stand.
 */
const saysItIsThem =
  '(this is|i am|it is|yes|yes this is|my name is) theconsumer !(s |is |not |who |has |does |did |was |went |left |moved |died |passed |lives |works )'
const itIsThem: RuleSource = { id: 'it_is_them', any: [saysItIsThem], unless: [saysItIsThem] }

/** Families of wording for who answered and where they are: the number, the person, the job, the service. */
export const wideAnswerRules: CallerRules = {
  attorney_represented: [
    {
      id: 'lawyer_speaks',
      affirmed: true,
      any: [
        '(this is|i am|it is|you have reached|calling from|speaking for) ~1 (her|his|their|theconsumer s|mr theconsumer s|mrs theconsumer s|miss theconsumer s) ~1 (@lawyer|paralegal)',
        '(i|we|our (firm|office)) ~1 (represent|represents|am counsel for|are counsel for|am the attorney for|am the lawyer for) ~1 (theconsumer|@him|the consumer|this (person|lady|gentleman))',
        '(i am|this is|we are) ~2 (counsel|attorney|lawyer|paralegal|of counsel) (for|to|on) ~1 (theconsumer|@him|(her|his|theconsumer s) (case|file|matter))',
        '(theconsumer|@he) (is|s) (my|our|a) client',
      ],
      unless: [
        '(not|never) ~3 (lawyer|attorney|represent*|client)',
        '(divorce|injury|custody|accident|dog|tv)',
      ],
    },
  ],
  wrong_number: [
    itIsThem,
    {
      id: 'this_is_not_the_number',
      any: [
        '(is|are|s) not (no|any|nobody|a) * ~2 (here|at this|on this|living|staying|buddy|by that)',
        'what number (did|do|are|were) you ~2 (mean|mean to|try*|want*|look*|call*|dial*|intend*) ~8 (not it|this one (is|belongs)|belongs to me|is mine|not the|wrong)',
        '(reached|got|called|dialed|bothering|talking to) a (total |complete |perfect )?stranger',
        '(has|have|had) not ~2 (this|the) (phone|number|line) ~2 (in|for|since|anymore)',
        'this is * s (tire|tires|auto|body shop|towing|lawn|nursery|florist|flowers|catering|cafe|grill|bbq|tavern|upholstery|pest|storage) ~6',
        'what number (did|do) you (mean|intend|want) to (call|dial|reach)',
        '(keep|keeps|kept|always) ~1 (asking|calling|looking) (for|about) * ~4 (not * !(@day)|never|wrong|new (phone|number))',
        '(this|it) (one|number|phone|line) (belongs to|is registered to) (me|us|somebody|someone)',
        '(this is|it is|got) a (new|different) (phone|number|line) ~4 (not|never|who)',
        '(not|never) ~1 (him|her|them|that (person|guy|lady|woman|man)|* !(@day)) ~2 (this is|it is|i have|i just got|got) (a new|a different|my new) (phone|number|line|sim*|cell)',
        '(got|have|bought) (this|a new) (sim|sim card|number|phone|line|cell) ~4 (so|and) ~3 (not|never|no idea)',
      ],
      unless: [
        '(yes|yeah|sure) ~2 (this is|it is|speaking)',
        '(not|no) ~1 (way|point|reason|need|money|problem|wonder|rush|help|hurry|hope|use|chance|time|food|heat|work|job|jobs) ',
        '(my|your|update|change) ~2 (account|address|records|file)',
        '(talk|speak) to me',
      ],
    },
  ],
  third_party_answer: [
    itIsThem,
    {
      id: 'speaks_for_them',
      any: [
        `^ (that is|that s|that would be|he is|she is|s he is|you mean|oh you mean|you want) my (@kin|roommate|roomie|housemate|tenant|boss|client|patient) ~1 (who|what|why|may|is|s|not|can|hang|hold|one|let|at|in|out|he|she|you|they|$)`,
        '(that would|that ll) be my (@kin|roommate|tenant)',
        '(direct|transfer|route|connect|put) your call (to|through) ~1 (theconsumer|@him)?',
        '(theconsumer|@he) (works|is employed|has a desk) here (but|and|however|today) ~4',
        '(i handle|i manage|i take care of) (her|his|theconsumer s) (finances|bills|money|affairs|accounts|mail|calls)',
        '(what|who) (is|s) (this|it) (about|regarding|concerning) ~2 (my (husband|wife|son|daughter|brother|sister)|@he is not|@he is out)',
      ],
      unless: [
        '(i am|this is|it is) theconsumer !(s)',
        'this is (her|him) my',
        '(and (he|she) (needs|has|is)|(he|she) needs)',
        '(but|and) ~2 (it is me|i am the|i am on the|this is (me|her|him)) ',
        '(background|ignore|yelling|barking|talking over|says hi)',
        '(sick|hospital|died|dead|passed|deceased|executor|estate|helps me|owes|gave me|paid|disab*|cosign*)',
        '(i am|i m) (only|just|six|seven|eight|nine|ten|eleven|twelve|13|14|15|16|17)',
        '(do not call|stop calling|cease)',
        '(bill|debt|account|problem|fault|card|loan|phone|money|car) ',
      ],
    },
  ],
  workplace: [
    {
      id: 'in_the_job_now',
      any: [
        `(have|got|ve got|with|helping|serving|ringing up|between|facing) ~2 ${crowd} ~2 (standing|waiting|in (line|front|here|the chair)|at|here|looking|staring|lined up|right now|now)`,
        `(a|the|this|long) line of ${crowd}`,
        '(hold on|hang on|one sec|got to go|gotta go|not talk) ~4 (have|got|with|there is) a (customer|client|patient)',
        `(i am|we are|i m) ~2 with (a|my|the) (patient|class|client|customer|student|students|passenger)`,
        '(i am|we are|i have been|i just|just|i) ~1 (clocked in|punched in|clocking in|punching in|on the clock|on duty at|on shift|on a shift|on my shift|in the middle of (a|my) shift)',
        '(phone|cell|line|number|this) ~3 (company|employer|job|boss|office|work|school|agency) ~1 (s )?~1 (issued|owned|provided|paid|pays)',
        '(company|work|office|business) (issued|owned|provided) ~1 (phone|cell|line|device)',
        '(this|it|phone|line|cell*) ~2 (is|s|belongs to) (the|my) (company|employer|boss|office|job) (s|phone|line)',
        '(this|it) (is|s) the (company|store|shop|restaurant|office|school|hospital|plant|warehouse) s ~1 (phone|line|number|cell|$)',
        '(they|boss|supervisor|manager|company|employer|it) ~2 (check|checks|monitor|monitors|track|tracks|log|logs|listen to|listens to) ~3 (log|logs|phone|phones|calls|lines|line)',
        '(boss|supervisor|manager|foreman|principal|lead|charge nurse) ~2 (is|s) ~2 (staring|looking|watching|right (here|there|behind)|standing|yelling|glaring|coming|walking)',
        '(in|into|late for|out of) (a|the|my|our|another) (staff|team|company|work|board|department|safety|sales|shift) (meeting|call|training|huddle)',
        '(meeting|call|training|huddle) with (my|the|our) (boss|team|manager|supervisor|crew|client|clients|coworkers|director|principal)',
        '(at|called|reached|got|ring|rang|on) ~1 (me )?~1 (at|on) (my|the) ~1 (desk|workstation|cubicle|station|job|jobsite|school i (teach|work) at)',
        '(at|to|here at) the ~1 (school|hospital|store|plant|office|place|restaurant|bank|clinic|warehouse|factory|hotel|shop|salon|daycare) (i|where i) ~1 (teach|work)',
        '(i am|i m|while i am|i was) ~2 (teaching|waiting tables|stocking shelves|bartending|on a delivery|making deliveries|on the assembly line|doing rounds|scrubbing in|on the sales floor|working a shift|waitressing|cashiering)',
        '(in the middle of|about to|prepping for|scrubbing for) ~4 (at|here at) (the|my) (hospital|clinic|plant|store|restaurant|school|office|warehouse|shop)',
        '(shift|break) (is|s|just) ~1 (started|starting|over|ending|starts now|up) ~4 (not|get back|go|talk|the line|gotta|got to)',
        '(in front of|at|on|behind|running) (my|the) (register|counter|till|cash register)',
        '(get|got|have|need|gotta) ~2 back (to|on) (the (line|floor|register|kitchen)|my (shift|station|register|customers))',
        '(not|never) ~1 (allowed|supposed|permitted) ~2 phones ~3',
        '(you are|your|this is|these calls are) ~2 (get|getting|going to get|gonna get) me (fired|written up|in trouble)',
        'they ~1 (will |ll |would |gonna )?(write|fire|dock) me ~2',
      ],
      unless: [
        '(off|done with|finished|leave|leaving|left|before|after|until|missed|no|lost|laid off|cut|quit|got off|out of) ~1 (work|my shift|shift|shifts|the job|my job)',
        '(clocked|punched) out',
        '(okay|fine|go ahead|can talk|free|so now|off today|from home|no problem)',
        '(for|over|about) ~1 (@num|many|several|a few) (years|months|weeks)',
        '(last|yesterday|used to|every|on) ~1 (week|year|month|job|summer|fridays|mondays)',
        '(owe|paid|pays|raise|retire*|summers)',
        '(your|you) (company|boss|supervisor|manager)',
        '(need|want|get|find|speak|talk) ~3 (your|a) (supervisor|manager|boss)',
        '(my|the) (kid|kids|son|daughter|child) ~3 (school|teacher|class)',
        '(i am|i m) (a|an) (teacher|nurse|cashier|waitress|waiter|bartender)',
      ],
    },
  ],
  servicemember: [
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
  ],
}
