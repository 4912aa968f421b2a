import { t } from '@/words'
import type { Step } from './spec'

/** Title, then summary: both sides ask for them alike. */
export const whatParts = (): Step[] => [
  { name: 'what', label: t('need.step_what'), title: t('step.title_title'), inputs: ['title'] },
  { name: 'summary', label: t('step.summary'), title: t('step.title_summary'), inputs: ['summary'] },
]
export const fieldParts = (): Step[] => [
  { name: 'fields', label: t('need.step_fields'), title: t('need.title_fields'), inputs: ['fields'] },
  { name: 'keywords', label: t('step.keywords'), title: t('step.title_keywords'), inputs: ['keywords'] },
  { name: 'cooperation', label: t('step.cooperation'), title: t('step.title_cooperation'), inputs: ['cooperation'] },
]
