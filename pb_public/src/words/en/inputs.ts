export const inputs = {
  'password.show': 'Show',
  'password.hide': 'Hide',
  'password.rule': 'At least 8 characters with letters and digits.',
} as const
