import { fileErrors } from './file-errors'
import { me } from './me'
import { meMore } from './me-more'
import { meSettings } from './me-settings'
import { publish } from './publish'
import { publishLater } from './publish-later'
import { publishNeed } from './publish-need'
import { publishOffer } from './publish-offer'
import { staff } from './staff'
import { staffMore } from './staff-more'

/** English of the pages that need an account. */
export const later: Record<string, string> = { ...me, ...meMore, ...meSettings, ...publish, ...publishNeed, ...publishOffer, ...publishLater, ...fileErrors, ...staff, ...staffMore }
