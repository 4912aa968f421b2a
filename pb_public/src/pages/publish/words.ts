import { addWords } from '@/words'
import { publish } from '@/words/zh-CN/publish'
import { publishMore } from '@/words/zh-CN/publish-more'

addWords(publish)
addWords(publishMore)
