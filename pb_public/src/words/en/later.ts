import { me } from './me'
import { publish } from './publish'
import { staff } from './staff'

/** English of the pages that need an account. */
export const later: Record<string, string> = { ...me, ...publish, ...staff }
