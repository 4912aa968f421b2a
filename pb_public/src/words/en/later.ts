import { fileErrors } from './file-errors'
import { mail } from './mail'
import { me } from './me'
import { meMore } from './me-more'
import { publish } from './publish'
import { publishMore } from './publish-more'
import { staff } from './staff'
import { staffMore } from './staff-more'

/** English of the pages that need an account. */
export const later: Record<string, string> = { ...me, ...meMore, ...publish, ...publishMore, ...fileErrors, ...staff, ...staffMore, ...mail }
