import { addWords } from '@/words'
import { meCompare } from '@/words/zh-CN/me-compare'

addWords(meCompare)
