export const inputs = {
  'password.show': 'Show',
  'password.hide': 'Hide',
  'password.rule': 'At least 8 characters with letters and digits.',
  'link.missing_title': 'This link does not work any more',
  'link.again': 'Ask for a new one',
} as const
