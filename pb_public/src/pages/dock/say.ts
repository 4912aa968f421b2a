import type { Docking } from '@/api/dockings'
import type { Key } from '@/words'

/** What stands now and what is expected of this person, as a key of the catalogue. */
export function sayOf(one: Docking): Key {
  switch (one.state) {
    case 'expressed':
      if (one.next.includes('accept')) return 'dock.say.accept'
      return one.me === 'need' && one.need_accepted_at && one.side !== 'need' ? 'dock.say.half'
        : one.me === 'supply' && one.supply_accepted_at && one.side !== 'supply' ? 'dock.say.half' : 'dock.say.expressed'
    case 'clarifying': return one.asked_by === one.me ? 'dock.say.asked' : 'dock.say.reply'
    case 'accepted':
    case 'negotiating':
      if (one.next.includes('confirm')) return 'dock.say.confirm'
      return one.outcome?.outcome ? 'dock.say.proposed' : 'dock.say.negotiating'
    case 'declined': return one.side === one.me || one.side === 'association' ? 'dock.say.declined' : 'dock.say.declined_mine'
    default: return says[one.state]
  }
}

const says = {
  agreed: 'dock.say.agreed', underway: 'dock.say.underway', completed: 'dock.say.completed', reviewed: 'dock.say.reviewed',
  withdrawn: 'dock.say.withdrawn', lapsed: 'dock.say.lapsed', passed_over: 'dock.say.passed_over', failed: 'dock.say.failed',
  disputed: 'dock.say.disputed', voided: 'dock.say.voided',
} as const

const over = new Set<Docking['state']>(['declined', 'withdrawn', 'lapsed', 'passed_over', 'failed', 'voided'])
/** Whether nothing more can be said in the conversation. */
export const isOver = (one: Docking): boolean => over.has(one.state)

/** Whether contact data that somebody types now would still be masked. */
export const isBefore = (one: Docking): boolean => one.state === 'expressed' || one.state === 'clarifying'

/** The steps that a button stands for; what has a form of its own elsewhere on the page is left out. */
const first = ['accept', 'reply', 'confirm', 'propose', 'start', 'complete', 'resume', 'revive', 'ask'] as const
const later = ['decline', 'withdraw', 'fail', 'dispute'] as const
export type First = (typeof first)[number]
export type Step = First | (typeof later)[number]

export interface Buttons { main: Step[]; more: Step[] }

/** Which buttons stand out and which are put away: the lawful steps, the likeliest first. */
export function buttonsOf(one: Docking): Buttons {
  const may = new Set<string>(one.next)
  const main: Step[] = first.filter((step) => may.has(step))
  const more: Step[] = later.filter((step) => may.has(step))
  // Whoever was asked explains first; who asked has the next word, and may still answer without it.
  if (one.state === 'clarifying') {
    const answers: Step[] = (['accept', 'decline'] as const).filter((step) => may.has(step))
    const rest: Step[] = [...main, ...more].filter((step) => !answers.includes(step) && step !== 'reply' && step !== 'ask')
    return one.asked_by === one.me ? { main: answers, more: rest } : { main: may.has('reply') ? ['reply'] : [], more: [...answers, ...rest] }
  }
  // Declining is as near as accepting: nobody should have to look for it.
  if (may.has('accept')) return { main: ['accept', ...main.filter((step) => step !== 'accept'), ...more.filter((step) => step === 'decline')], more: more.filter((step) => step !== 'decline') }
  return { main, more }
}
