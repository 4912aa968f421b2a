import './words'
import { addWords } from '@/words'
import { meHome } from '@/words/zh-CN/me-home'

addWords(meHome)
