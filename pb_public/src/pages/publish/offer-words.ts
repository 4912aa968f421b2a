import './words'
import { addWords } from '@/words'
import { publishOffer } from '@/words/zh-CN/publish-offer'

addWords(publishOffer)
