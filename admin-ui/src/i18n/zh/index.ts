import { account } from './account';
import { conflict } from './conflict';
import { fleet } from './fleet';
import { history } from './history';
import { people } from './people';
import { problems } from './problems';
import { progress } from './progress';
import { serverEditor } from './server-editor';
import { servers } from './servers';
import { settings } from './settings';
import { shell } from './shell';
import { signIn } from './sign-in';
import { words } from './words';

export const zh = {
  account,
  conflict,
  fleet,
  history,
  people,
  problems,
  progress,
  serverEditor,
  servers,
  settings,
  shell,
  signIn,
  words,
};
