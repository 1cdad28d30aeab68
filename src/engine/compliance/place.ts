/** Where a consumer lives, as rules are kept for it. */

const states: ReadonlySet<string> = new Set(
  [
    'AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN',
    'TX UT VT VA WA WV WI WY AS GU MP PR VI',
  ].flatMap((line) => line.split(' ')),
)

/** A state or territory of the USA, `US-TX`, or a city that has rules of its own, `US-NY-NYC`. */
export function isPlace(text: string): boolean {
  const found = /^US-([A-Z]{2})(?:-[A-Z]{2,4})?$/.exec(text)
  return found !== null && states.has(found[1] ?? '')
}
