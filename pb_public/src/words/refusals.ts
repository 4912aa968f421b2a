import { addWords } from '.'
import { refusals } from './zh-CN/refusals'

// Words of what the server refuses.
addWords(refusals)
