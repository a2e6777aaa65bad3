/** What the model says. */
export const words = Array.from({ length: 50 }, (_, i) => `word${String(i).padStart(4, '0')} `);
export const lastWord = words.at(-1).trim();
