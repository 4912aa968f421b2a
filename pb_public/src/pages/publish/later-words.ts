import { addWords } from '@/words'
import { publishLater } from '@/words/zh-CN/publish-later'

addWords(publishLater)
