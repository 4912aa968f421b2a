import './words'
import { addWords } from '@/words'
import { publishNeed } from '@/words/zh-CN/publish-need'

addWords(publishNeed)
