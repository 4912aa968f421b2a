import { enums } from './zh-CN/enums.ts'
import { failures } from './zh-CN/failures.ts'
import { match } from './zh-CN/match.ts'
import { pages } from './zh-CN/pages.ts'
import { site } from './zh-CN/site.ts'
import { visit } from './zh-CN/visit.ts'

/** Every word a person reads, in one flat map. Error keys carry the server's codes. */
export const zhCN = { ...site, ...pages, ...visit, ...match, ...enums, ...failures } as const

/** Words of pages that few people open; they arrive with those pages (see addWords). */
type LaterKey =
  | keyof typeof import('./zh-CN/account').account
  | keyof typeof import('./zh-CN/dock-errors').dockErrors
  | keyof typeof import('./zh-CN/docking').docking
  | keyof typeof import('./zh-CN/docking-more').dockingMore
  | keyof typeof import('./zh-CN/docking-one').dockingOne
  | keyof typeof import('./zh-CN/docking-paper').dockingPaper
  | keyof typeof import('./zh-CN/errors').errors
  | keyof typeof import('./zh-CN/express').express
  | keyof typeof import('./zh-CN/file-errors').fileErrors
  | keyof typeof import('./zh-CN/files').files
  | keyof typeof import('./zh-CN/inputs').inputs
  | keyof typeof import('./zh-CN/letters').letters
  | keyof typeof import('./zh-CN/links').links
  | keyof typeof import('./zh-CN/mail').mail
  | keyof typeof import('./zh-CN/me').me
  | keyof typeof import('./zh-CN/me-compare').meCompare
  | keyof typeof import('./zh-CN/me-home').meHome
  | keyof typeof import('./zh-CN/me-org').meOrg
  | keyof typeof import('./zh-CN/me-settings').meSettings
  | keyof typeof import('./zh-CN/me-team').meTeam
  | keyof typeof import('./zh-CN/me-worker').meWorker
  | keyof typeof import('./zh-CN/parts-page').partsPage
  | keyof typeof import('./zh-CN/publish').publish
  | keyof typeof import('./zh-CN/publish-flow').publishFlow
  | keyof typeof import('./zh-CN/publish-later').publishLater
  | keyof typeof import('./zh-CN/publish-need').publishNeed
  | keyof typeof import('./zh-CN/publish-offer').publishOffer
  | keyof typeof import('./zh-CN/refusals').refusals
  | keyof typeof import('./zh-CN/staff').staff
  | keyof typeof import('./zh-CN/staff-more').staffMore
  | keyof typeof import('./zh-CN/texts').texts
  | keyof typeof import('./zh-CN/workbench').workbench
  | keyof typeof import('./zh-CN/workbench-case').workbenchCase
  | keyof typeof import('./zh-CN/workbench-enter').workbenchEnter
  | keyof typeof import('./zh-CN/workbench-match').workbenchMatch

export type Key = keyof typeof zhCN | LaterKey
