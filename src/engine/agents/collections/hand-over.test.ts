/** Somebody else takes the phone of a consumer who is verified, or the consumer only speaks of somebody else. */
import { describe, expect, it } from 'vitest'
import { talk, verifiedTalk } from './talk.test-kit.js'

const lines = (text: string) => text.trim().split(/\n\s*/)

const handOvers = lines(`
  this is her husband now
  he handed me the phone
  i'm not Dana i'm her sister
  hi she gave me the phone this is her mom
  you're talking to her husband now
  dana had to step out so you've got me
  she asked me to take over i'm her son
  this is Dana's wife what's going on
  okay hi it's her brother she passed me the phone
  dana's not here anymore she just left this is her roommate
  i'm putting my husband on
  here talk to my wife
  here's my husband
  i'm gonna hand you over to my daughter
  hold on i'll put my husband on the phone
  i'm the husband she wants me to handle this
  no this isn't dana
  no i'm not dana
  you're not speaking with dana anymore
  i just took the phone from her
  my wife just gave me the phone
  i'm speaking for her now
  i'm her caretaker i took over the call
  this is a friend of hers she's upset
  she doesn't want to talk anymore so i'm talking for her
  it's her dad speaking what do you want with her
  dana is in the bathroom i'm her boyfriend
  hello this is her neighbor she left the phone with me
  i'm someone else she went to get her papers
  i'm on the phone for her now i'm her aunt
  hi i'm Dana's father she said to talk to me
  this is the husband
  she just handed the phone over to me
  my mom handed me the phone
  that was my wife you were talking to
  the person you were talking to went inside
  dana can't talk right now i'll take it from here
  i'm taking over for my wife
  i am her partner not her
  you have her sister on the line now
  hey it's Dana's sister on here now
  i'm her mother what are you saying to my daughter
  okay you've got her fiance now
  she didn't want to deal with you so she gave me the cell
  yeah i'm the boyfriend she ran to the door
  Dana's crying so talk to me
  i'm not her i'm her roommate
  no that was Dana i'm the nurse
  this is somebody else Dana's gone
  let me hand the phone to my husband
  i'll give you to my wife she does the money
  hold on i'm passing you to my dad
  here's my wife
  she shoved the phone at me
  i grabbed the phone off her
  hi i'm his brother he's done talking
  this is his son speaking now
  my dad asked me to take the call
  it's her cousin here she went outside
  Dana walked away from the phone
  Dana asked me to finish this up
  you're now speaking with Dana's attorney
  i'm talking on behalf of Dana
  she told me to talk to you instead
  my wife had to go so this is her husband
  i'm taking over for her
  sorry this isn't Dana anymore
  she just walked out i'm the babysitter
  soy su esposo ella me pasó el teléfono
  this is her caregiver she gets confused on the phone
  he put me on the phone i'm his wife
  i'm a friend of Dana's
  she's right here but she wants me to do the talking
  here he is
`)

const ofOthers = lines(`
  she's my wife we share the account
  let me get my husband he knows about the bills
  let me ask my wife
  i'm at the front desk right now with guests
  i'm putting the baby down right now
  it was my roommate's bill not mine
  my husband is driving i'm the passenger
  my husband's at work he usually pays these
  my wife said i should call
  he's my husband and his name is on it too
  my husband is out of work so we're short
  my wife is in the hospital
  my son is not home yet so i've got time
  i'm the mother of three i can't do more
  i'm a nurse i work nights
  i'm a grandma raising two boys
  i'm the one who signed for it
  i'm the only one working
  i'm not a kid
  my kid answered the phone sorry
  my husband answered the phone when you called before
  do you want to talk to my husband about it
  you should talk to my husband he opened it
  she left the company and they cut my pay
  he moved out and left me with the bills
  they took out the money twice
  he's gone to the bank with the check
  she's at the store she has my card
  my daughter is at school until three
  i need to talk to my wife first
  i'll have to talk to him about it
  can i leave a message for the supervisor
  he is not responsible for it i am
  my roommate is not paying me
  my brother's not able to help me
  i have to get my son from school
  i'm picking up my daughter right now
  let me grab my wallet
  let me get my card hold on
  hold on let me get a pen
  this is dana
  yes this is she
  yes it's me
  i'm still here
  you are talking to her
  this is the person who pays
  i'm the account holder
  my mom passed away in march
  i'm his mother so i cosigned for my son
  my son's loan i'm his mother and i pay it
  my daughter handed me the bill yesterday
  my wife gave me the letter
  she gave me fifty dollars to put toward it
  i'm not working right now
  i'm not home until six
  we are not home during the day
  the landlord is not here to fix it
  who can i talk to about the interest
  what can i tell my husband
  can you tell my wife the same thing if she calls
  you can talk to my wife about it tomorrow
  can my husband call you tomorrow
  my boyfriend took over the payments last year
  i took over for my dad's business
  my husband handles the phone bill
  i put my husband on the account in june
  put my wife on the account too
  my sister is speaking to her bank
  that's not me that's the interest
  i'm not the bad guy here
  this is not my fault
  it's not me it's the bank that messed up
  he's not here he's deployed so i run the house
  dana whitlock is my full name
  it's under dana whitlock
  i'm not sure dana is spelled right on there
  my husband wants me to pay it off
  she wants me to handle my own bills now
  my mother gave me the phone for christmas
  i gave him the phone back
  i just got a new phone from my wife
  i'm talking for myself
  my sister's her own person i can't ask her
  i'm her only support since the divorce
  he's my son and he's in college
  my husband passed me the letter this morning
  my wife gave me the card to pay it
  i took over the mortgage from my ex
  i took the call at work last time
  that was my husband who called you last week
  the woman you had me talk to was rude
  the lady i was talking to said fifty was fine
  i'm not him he's my brother and he has his own account
  this is not her fault
  i'm the son of a farmer i know about debt
  i'm the mother of two
  i'm his guardian so i get his check
  i'm her caregiver so i only work part time
  i look after my mother i'm her only daughter
  it's her medicine that costs so much
  it's his truck but i make the payments
  it's my roommate who's always late
  i'm talking to my wife about it tonight
  i'm here for my husband he's in surgery
  my son put me on his phone plan
  can you put my husband on the account
  i can put my wife on if you need her to agree
  let me put you on speaker
  i'm going to put him through school
  i'll give it to my wife to mail
  i'll hand it over to my bank
  i'm passing the cost on to my tenant
  i'm handing in my notice tomorrow
  here is my card number
  here is my wife's card number
  here he goes again with the barking
  my husband left me with the phone bill
  my daughter has my phone so i'm using this one
  she left and i had to go find work
  they're not here to help me are they
  my husband is in the shower so i can talk
  my kids are at school so go ahead
  he's asleep so i'll keep my voice down
  my wife is driving we're on the road
  we're in the car my son is driving
  he works nights i work days
  someone else opened that for me at the store
  somebody else answered last time
  it wasn't me it was my ex
  is this still Dana's account you're looking at
  it says Dana on there right
  Dana Whitlock had a different address back then
  yes Dana is short for Danielle
  no i said Dana not Diana
  my name is Dana not Donna
  i'm speaking as a single mom here
  i speak for both of us when i say sorry
  the doctor told me to rest
  she told me to call you
  he said you would take fifty
  she said to talk to you about a plan
  my wife wants me to get it done
  my mother needs me to drive her
  i'm a friend of the owner he can vouch
  i'm a nurse
  this is the husband's name on the old loan not mine
  my boss gave me the day off
  my wife is the one who handles this
  can i call back with my husband
  i'd rather have my husband here
  my daughter says hi
  that's my baby crying sorry
`)

describe('a verified call', () => {
  it.each(handOvers)('is locked when somebody else takes the phone: "%s"', (text) => {
    const call = verifiedTalk()
    const said = call.spoken.length
    call.say(text)
    // What else it is taken for locks as well, and what is said to that may be heard by anybody.
    expect(['third_party', 'minor', 'attorney', 'deceased', 'cease']).toContain(call.state.lock)
    expect(call.generates).toBe(0)
    expect(call.spoken.slice(said).join(' ')).not.toMatch(/debt|dispute|payment|balance|\$/)
  })

  it.each(ofOthers)('is not taken for somebody else\'s when the consumer says "%s"', (text) => {
    const call = verifiedTalk()
    call.say(text)
    expect(call.state.lock).not.toBe('third_party')
  })

  it.each(['promise', 'confirm'])('is locked in the middle of a promise, too (%s)', (stage) => {
    const call = verifiedTalk()
    call.say(stage === 'promise' ? 'I want to pay' : 'I want to pay all of it today')
    expect(call.state.stage).toBe(stage)
    call.say('yes, this is her husband now')
    expect(call.state.lock).toBe('third_party')
    expect(call.ended).toBeUndefined()
  })

  it.each([
    ['this is Robert now', 'third_party'],
    ["okay, you're talking to Robert Miller now", 'third_party'],
    ['this is Dana speaking', undefined],
    ['this is what I have now', undefined],
    ["it's Friday now", undefined],
    ["hi this is Mark, what's this about", 'third_party'],
    ['Hello? Hi, my name is Mark.', 'third_party'],
    ["okay hello there, I'm Mark and she owes nothing", 'third_party'],
    ['hi this is Mark, what did you say', 'third_party'],
    ["hi it's Donna again", undefined],
    ["hi it's me again", undefined],
    ["hello? I'm confused", undefined],
    ["hey, it's Bluestone Bank, right?", undefined],
    ["hello, it's Christmas", undefined],
    ['hello, this is about the payment', undefined],
  ])('knows by the name who speaks: "%s"', (text, lock) => {
    const call = verifiedTalk()
    call.say(text)
    expect(call.state.lock).toBe(lock)
  })

  it('keeps the work that a consumer who speaks of somebody else leaves', () => {
    const call = verifiedTalk()
    call.say("she's my wife, we share the account, and we don't owe that, and send me proof of it")
    const tasks = call.records.filter(({ kind }) => kind === 'task').map(({ task }) => task)
    expect(tasks).toEqual(expect.arrayContaining(['send_verification', 'send_validation_notice']))
  })
})

describe('a call in which nobody is verified', () => {
  it.each(["she's not home right now", "he's my husband, he's at work", 'let me go get her'])(
    'is locked by what lets one infer somebody else: "%s"',
    (text) => {
      const call = talk()
      call.say(text)
      expect(call.state.lock).toBe('third_party')
    },
  )
})
