import type { DockAction } from '@/api/dockings'

/** Steps that a colleague takes with a form of their own; accepting has another one, an outcome too. */
const order = ['reply', 'ask', 'confirm', 'start', 'complete', 'revive', 'resume', 'decline', 'withdraw', 'fail', 'dispute', 'void'] as const
export type BenchStep = (typeof order)[number]

/** The steps among those that are lawful now, the likeliest first. */
export function benchSteps(next: readonly DockAction[]): BenchStep[] {
  return order.filter((one) => next.includes(one))
}

export interface Note { shown: boolean; must: boolean; max: number }

/** What is written with a step: some need a note, some take one, some take none. */
export function noteOf(step: BenchStep): Note {
  switch (step) {
    case 'ask': case 'reply': return { shown: true, must: true, max: 2000 }
    case 'fail': case 'dispute': case 'void': return { shown: true, must: true, max: 600 }
    case 'decline': return { shown: true, must: false, max: 300 }
    default: return { shown: false, must: false, max: 0 }
  }
}
