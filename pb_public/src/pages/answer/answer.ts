import type { AnswerAction, AnswerLook } from '@/api/answer'
import { has, t } from '@/words'

const codes = ['no_time', 'wrong_field', 'better', 'too_little', 'other'] as const

/** The reasons to decline, in the order in which they are offered. */
export function reasons(): { value: string; label: string }[] {
  return codes.map((value) => ({ value, label: t(`answer.reason_${value}`) }))
}

/** What just happened, or why the link does not answer any more. */
export function endTitle(look: AnswerLook, did?: AnswerAction): string {
  if (did === 'accept' && look.state === 'expressed') return t('answer.did_accept_first')
  if (did) return t(`answer.did_${did}`)
  if (look.standing === 'expired') return t('answer.expired')
  return t(look.standing === 'used' ? 'answer.used' : 'answer.closed')
}

/** How the docking stands now and what to do, in one or two sentences. */
export function standingText(look: AnswerLook, did?: AnswerAction): string {
  if (did === 'decline') return t('answer.after_decline')
  if (look.state === 'expressed') {
    if (look.accepted) return t('answer.state_waiting')
    return t(look.standing === 'expired' ? 'answer.state_expired' : 'answer.state_expressed')
  }
  const key = `answer.state_${look.state}`
  return has(key) ? t(key) : t('answer.state_later')
}
