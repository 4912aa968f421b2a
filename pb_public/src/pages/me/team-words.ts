import './words'
import { addWords } from '@/words'
import { meTeam } from '@/words/zh-CN/me-team'

addWords(meTeam)
