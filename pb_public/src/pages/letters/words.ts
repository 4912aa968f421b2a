import { addWords } from '@/words'
import { letters } from '@/words/zh-CN/letters'

addWords(letters)
