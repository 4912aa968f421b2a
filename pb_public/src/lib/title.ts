import { site } from '@/api/reference'
import { t } from '@/words'

let current = ''

/** Names the page in the browser's tab; the site's name follows it. */
export function setTitle(page: string): void {
  current = page
  document.title = t('site.suffix', { page, site: site.value?.name ?? t('site.name') })
}

/** Once the site's own name has arrived, the title is written again with it. */
export function refreshTitle(): void {
  if (current) setTitle(current)
}
