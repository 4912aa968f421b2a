import { account } from './zh-CN/account'
import { enums } from './zh-CN/enums'
import { errors } from './zh-CN/errors'
import { fileErrors } from './zh-CN/file-errors'
import { match } from './zh-CN/match'
import { pages } from './zh-CN/pages'
import { site } from './zh-CN/site'
import { texts } from './zh-CN/texts'
import { visit } from './zh-CN/visit'

/** Every word a person reads, in one flat map. Error keys carry the server's codes. */
export const zhCN = { ...site, ...pages, ...visit, ...account, ...texts, ...enums, ...errors, ...fileErrors, ...match } as const

/** Words of pages that few people open; they arrive with those pages (see addWords). */
type LaterKey =
  | keyof typeof import('./zh-CN/me').me
  | keyof typeof import('./zh-CN/me-more').meMore
  | keyof typeof import('./zh-CN/publish').publish
  | keyof typeof import('./zh-CN/publish-more').publishMore
  | keyof typeof import('./zh-CN/files').files
  | keyof typeof import('./zh-CN/parts-page').partsPage
  | keyof typeof import('./zh-CN/staff-more').staffMore
  | keyof typeof import('./zh-CN/staff').staff

export type Key = keyof typeof zhCN | LaterKey
