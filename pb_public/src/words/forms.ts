import { addWords } from '.'
import { errors } from './zh-CN/errors'
import { inputs } from './zh-CN/inputs'

// Words of forms: whoever only reads does without them.
addWords({ ...inputs, ...errors })
