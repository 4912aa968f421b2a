import { addWords } from '@/words'
import { me } from '@/words/zh-CN/me'

addWords(me)
