import { conflict } from './conflict';
import { documents } from './documents';
import { pages } from './pages';
import { problems } from './problems';
import { progress } from './progress';
import { shell } from './shell';
import { signIn } from './sign-in';
import { words } from './words';

export const de = {
  conflict,
  documents,
  pages,
  problems,
  progress,
  shell,
  signIn,
  words,
};
