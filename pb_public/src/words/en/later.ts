import { dockErrors } from './dock-errors'
import { docking } from './docking'
import { dockingMore } from './docking-more'
import { express } from './express'
import { fileErrors } from './file-errors'
import { mail } from './mail'
import { me } from './me'
import { meMore } from './me-more'
import { meSettings } from './me-settings'
import { publish } from './publish'
import { publishLater } from './publish-later'
import { publishNeed } from './publish-need'
import { publishOffer } from './publish-offer'
import { staff } from './staff'
import { staffMore } from './staff-more'
import { workbench } from './workbench'

/** English of the pages that need an account. */
export const later: Record<string, string> = { ...me, ...meMore, ...meSettings, ...publish, ...publishNeed, ...publishOffer, ...publishLater, ...fileErrors, ...staff, ...staffMore, ...workbench, ...express, ...docking, ...dockingMore, ...dockErrors, ...mail }
