/** What went wrong, and what can be done. */
export const problems = {
  title: 'This did not work',
  loadTitle: 'This could not be loaded',
  unreachable: 'The control plane does not answer. Check your network; it is tried again.',
  unauthorized: 'Your session is over. Sign in again.',
  forbidden: 'You may not do this. An administrator can give you a role in the tenant.',
  notFound: 'It is not there, or no longer. Go back to the list.',
  conflict: 'What is there speaks against it.',
  changed: 'Somebody else has changed it since you opened it. Compare both versions.',
  invalid: 'Some fields are not right. See what is marked.',
  tooMany: (seconds: string) => `Too many tries. Wait ${seconds} s and try again.`,
  tooLarge: 'It is too large.',
  unavailable: 'The control plane cannot do this now. Try again in a moment.',
  server: 'The control plane failed. Try again; its log says what happened.',
  other: 'Something unexpected happened. Load the page again.',
  retry: 'Try again',
  saidByServer: (text: string) => `The control plane says: ${text}`,
};
