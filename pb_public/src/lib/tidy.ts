// What copied text brings along unseen: control and direction characters, soft hyphens, marks of byte order.
const unseen = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\ufffd]/g

/** A text of several lines as the server wants it: line breaks are kept, what nobody can see is not. */
export function tidyText(text: string): string {
  return text.replace(/\r\n?|\u2028|\u2029/g, '\n').replace(/\t/g, ' ').replace(unseen, '').trim()
}

/** The same for a single line: breaks and rows of spaces become one space. */
export function tidyLine(text: string): string {
  return tidyText(text).replace(/\s+/g, ' ')
}

/** Counted as the server counts: characters, not UTF-16 units. */
export function lengthOf(text: string): number {
  return [...text].length
}
