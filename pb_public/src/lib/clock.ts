import type { DockingCard } from '@/api/dockings'
import { formatDate } from './format'
import { t } from '@/words'

export interface Clock { tone: 'ok' | 'warn' | 'bad' | 'plain'; text: string; left: string }

type Timed = Pick<DockingCard, 'state' | 'due_at' | 'days_left' | 'waiting' | 'stopped_at'>

/** Until when the next step is due and how many working days that leaves; null while nothing is due. The words say what the colour shows. */
export function clockOf(card: Timed, now = Date.now()): Clock | null {
  if (card.state === 'clarifying') return { tone: 'plain', text: t('clock.stopped'), left: '' }
  if (card.days_left === null || !card.due_at) return null
  const date = formatDate(card.due_at)
  const text = t(card.waiting ? 'clock.mine' : 'clock.theirs', { date })
  const days = card.days_left
  if (days < 0) return { tone: 'bad', text, left: t('clock.over', { n: -days }) }
  if (days === 0) return { tone: 'bad', text, left: t(Date.parse(card.due_at) < now ? 'clock.passed' : 'clock.today') }
  return { tone: days <= 2 ? 'warn' : 'ok', text, left: t('clock.left', { n: days }) }
}
