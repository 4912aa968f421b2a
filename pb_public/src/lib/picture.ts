/** Whether a file is shown as a picture, by its name. */
export const isPicture = (name: string): boolean => /\.(jpe?g|png|webp)$/i.test(name)
