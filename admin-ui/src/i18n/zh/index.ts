import { account } from './account';
import { chat } from './chat';
import { conflict } from './conflict';
import { content } from './content';
import { fleet } from './fleet';
import { history } from './history';
import { people } from './people';
import { playground } from './playground';
import { problems } from './problems';
import { progress } from './progress';
import { providers } from './providers';
import { serverEditor } from './server-editor';
import { servers } from './servers';
import { settings } from './settings';
import { shell } from './shell';
import { signIn } from './sign-in';
import { words } from './words';

export const zh = {
  account,
  chat,
  conflict,
  content,
  fleet,
  history,
  people,
  playground,
  problems,
  progress,
  providers,
  serverEditor,
  servers,
  settings,
  shell,
  signIn,
  words,
};
