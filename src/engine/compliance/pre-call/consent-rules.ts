import { type Consent, dayMs, type Judged, type PreCallRule } from './context.js'

/** The consent that covers this dial. */
function consentOf({ consents, number, account, now }: Judged): Consent | undefined {
  return consents.find(
    (consent) =>
      consent.number === number.number &&
      consent.debt === account?.id &&
      consent.at <= now &&
      (consent.revokedAt === undefined || consent.revokedAt > now),
  )
}

function withoutConsent(context: Judged): string | undefined {
  if (context.settings.consent_needed.value === false) return undefined
  return consentOf(context) === undefined
    ? 'nobody at this number has agreed to calls with an artificial voice about this debt'
    : undefined
}

export const consentRules: readonly PreCallRule[] = [
  {
    id: 'T01',
    citation: 'FCC 24-17; 47 USC 227(b)(1)',
    inputs: ({ account, settings }) => [
      `place=${account?.place ?? ''}`,
      `ai_outbound=${String(settings.ai_outbound.value)}`,
    ],
    judge: ({ settings }) =>
      settings.ai_outbound.value === true
        ? undefined
        : 'calls with an artificial voice are switched off where the consumer lives',
  },
  {
    id: 'T02',
    citation: '47 USC 227(b)(1)(A); FCC 07-232',
    inputs: (context) => [`consent=${consentOf(context)?.how ?? 'none'}`],
    judge: withoutConsent,
  },
  {
    id: 'T04',
    citation: '47 CFR 64.1200(a)(1)(i), (ii)',
    inputs: ({ number }) => [`kind=${number.kind}`],
    judge: ({ number }) => {
      if (number.kind === 'unknown') return 'the kind of line is not known'
      return number.kind === 'emergency' || number.kind === 'health_care'
        ? 'such lines are never called by an artificial voice'
        : undefined
    },
  },
  {
    id: 'T07',
    citation: '47 CFR 64.1200(a)(10)-(12)',
    inputs: ({ consents }) => [`consents=${consents.length}`],
    judge: ({ consents, number, now }) =>
      consents.some(
        ({ number: one, revokedAt }) =>
          one === number.number && revokedAt !== undefined && revokedAt <= now,
      )
        ? 'a consent for this number was taken back'
        : undefined,
  },
  {
    id: 'T08',
    citation: '47 CFR 64.1200(m)',
    inputs: ({ reassignedCheck }) => [`checked=${reassignedCheck?.at ?? 'never'}`],
    judge: ({ reassignedCheck: check, settings, now }) => {
      if (check === undefined) return 'the database of reassigned numbers was not asked'
      if (!check.clear) return 'the number may have been reassigned'
      const days = Number(settings.reassigned_check_days.value)
      return now - check.at < days * dayMs ? undefined : `it was asked more than ${days} days ago`
    },
  },
  {
    id: 'T09',
    citation: '47 CFR 64.1200(d)',
    inputs: ({ suppressed }) => [`suppressed=${suppressed.length}`],
    judge: ({ suppressed, account }) =>
      account?.phones.some((phone) => suppressed.includes(phone))
        ? 'a number of the consumer is on the list of those not to call'
        : undefined,
  },
]
