import './words'
import { addWords } from '@/words'
import { meOrg } from '@/words/zh-CN/me-org'

addWords(meOrg)
