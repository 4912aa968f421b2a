import { addWords } from '@/words'
import { fileErrors } from '@/words/zh-CN/file-errors'
import { publish } from '@/words/zh-CN/publish'
import { publishMore } from '@/words/zh-CN/publish-more'

addWords({ ...fileErrors, ...publish })
addWords(publishMore)
