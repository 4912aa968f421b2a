import { addWords } from '.'
import { account } from './zh-CN/account'
import { errors } from './zh-CN/errors'

// Words of forms and accounts: whoever only reads does without them.
addWords({ ...account, ...errors })
