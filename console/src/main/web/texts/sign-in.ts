/** What the page says that asks for a token. */
export const signInTexts = {
  title: 'Sign in to Godwit',
  hint: 'An administrator makes a token under Settings, or on the server’s machine:',
  command: 'godwit token create NAME --role operator',
  over: (since: string) => `You were let in until ${since}. Since then you have signed out, or your token was revoked or has expired. Migrations go on; sign in, and you are where you were.`,
  token: 'Token',
  submit: 'Sign in',
  missing: 'Paste a token first.',
};
