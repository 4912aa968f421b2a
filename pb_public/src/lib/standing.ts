import { computed } from 'vue'
import { site } from '@/api/reference'
import { t } from '@/words'

/** Who runs the portal, for the standing texts; words that still read well before the server has answered. */
export const standingParams = computed(() => ({
  host: site.value?.host || t('home.host'),
  phone: site.value?.phone || t('standing.phone'),
  version: site.value?.consent_version || '—',
}))
