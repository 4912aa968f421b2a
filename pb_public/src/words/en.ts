import { account } from './en/account'
import { enums } from './en/enums'
import { errors } from './en/errors'
import { files } from './en/files'
import { inputs } from './en/inputs'
import { letters } from './en/letters'
import { links } from './en/links'
import { match } from './en/match'
import { pages } from './en/pages'
import { partsPage } from './en/parts-page'
import { site } from './en/site'
import { texts } from './en/texts'
import { visit } from './en/visit'

/** English, for everything that somebody without an account can open. A test holds it against the Chinese catalogue. */
export const en: Record<string, string> = { ...site, ...pages, ...visit, ...match, ...files, ...partsPage, ...account, ...inputs, ...letters, ...links, ...texts, ...enums, ...errors }
