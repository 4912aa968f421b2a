import { addWords } from '@/words'
import { me } from '@/words/zh-CN/me'
import { meMore } from '@/words/zh-CN/me-more'

addWords(me)
addWords(meMore)
