import { dockErrors } from './dock-errors'
import { docking } from './docking'
import { dockingMore } from './docking-more'
import { express } from './express'
import { fileErrors } from './file-errors'
import { me } from './me'
import { meMore } from './me-more'
import { publish } from './publish'
import { publishMore } from './publish-more'
import { staff } from './staff'
import { staffMore } from './staff-more'
import { workbench } from './workbench'

/** English of the pages that need an account. */
export const later: Record<string, string> = { ...me, ...meMore, ...publish, ...publishMore, ...fileErrors, ...staff, ...staffMore, ...workbench, ...express, ...docking, ...dockingMore, ...dockErrors }
