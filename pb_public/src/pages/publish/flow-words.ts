import './words'
import { addWords } from '@/words'
import { publishFlow } from '@/words/zh-CN/publish-flow'

addWords(publishFlow)
