/** Given names, brands and words that are written like names: what tells who is spoken to, and whom the debt is said to be owed to. */

const list = (words: string): ReadonlySet<string> => new Set(words.split(' '))

/** Frequent given names of the United States, without those that are also words ("will", "grace", "mark", "may"). */
export const givenNames = list(
  'james robert john michael david william richard joseph thomas charles christopher daniel matthew anthony donald steven paul andrew joshua ' +
    'kenneth kevin brian george timothy ronald edward jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott brandon ' +
    'benjamin samuel gregory alexander patrick raymond jerry dennis tyler aaron jose adam nathan henry zachary douglas peter kyle noah ethan ' +
    'jeremy walter christian keith roger terry austin sean gerald carl harold dylan arthur lawrence jordan jesse bryan billy bruce gabriel joe logan ' +
    'alan juan albert willie elijah wayne randy vincent mason roy ralph bobby russell bradley philip eugene carlos miguel luis jorge pedro ' +
    'mike bob jim tom dave steve tony chris matt dan tim jeff greg ken ben sam nick joey larry danny eddie johnny jimmy tommy ' +
    'mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty sandra margaret ashley kimberly emily donna ' +
    'michelle carol amanda melissa deborah stephanie rebecca sharon laura cynthia dorothy amy kathleen angela shirley emma brenda pamela nicole ' +
    'anna samantha katherine christine debra rachel carolyn janet maria olivia heather helen catherine diane julie victoria joyce lauren kelly ' +
    'christina ruth joan virginia judith evelyn hannah andrea megan cheryl jacqueline madison teresa abigail sophia martha sara gloria janice ' +
    'kathryn ann isabella judy charlotte julia amber alice jean denise frances danielle marilyn natalie beverly diana brittany theresa kayla ' +
    'alexis doris lori tiffany rosa carmen guadalupe ana luz juana elena lucia jenny kathy debbie cindy sue kate liz beth peggy becky robin dana',
)

/** Card networks: people pay with them, too. */
export const networks = 'discover|american express|amex'

/** Lenders, stores, carriers and debt buyers people often owe, as parts of an expression. */
export const brands =
  'chase|jpmorgan|wells fargo|citi|citibank|citigroup|capital one|synchrony|barclays|bank of america|u\\.?s\\.? bank|td bank|pnc|navy federal|' +
  'usaa|ally|santander|hsbc|truist|regions|fifth third|keybank|huntington|midland(?: funding| credit)?|portfolio recovery|lvnv|cavalry|encore|jefferson capital|resurgent|' +
  "verizon|at&t|t-mobile|sprint|comcast|xfinity|spectrum|macy['’]?s|target|walmart|best buy|home depot|lowe['’]?s|kohl['’]?s|amazon|sears|jcpenney|nordstrom|" +
  'klarna|afterpay|sofi|upstart|lendingclub|lending club|onemain|one main|credit one|first premier|merrick|fingerhut|comenity|sallie mae|navient|nelnet|' +
  'quicken|rocket mortgage|carmax|toyota financial|ford credit|honda financial|bluestem|avant|prosper|affirm'

/** Written with a capital, and neither a person nor a company. */
export const ordinaryCapitals = list(
  'monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december ' +
    'mondays tuesdays wednesdays thursdays fridays saturdays sundays english spanish american americans america usa us united states ' +
    'christmas easter thanksgiving new year ai ok okay tv pin id zip sms pdf faq fico irs cfpb ftc fdic consumer financial protection bureau federal ' +
    "trade commission attorney general better business social security medicare medicaid internal revenue service god sir madam ma'am ma’am maam mr mrs ms " +
    'visa mastercard paypal zelle internet equifax experian transunion the a an and or but if is it this that these those there here we you your they ' +
    'he she my our not no yes so well then what when where which who how why please thanks thank sorry hello hi sure right great',
)
