import { account } from './account';
import { chat } from './chat';
import { conflict } from './conflict';
import { content } from './content';
import { documents } from './documents';
import { fleet } from './fleet';
import { history } from './history';
import { imports } from './imports';
import { people } from './people';
import { playground } from './playground';
import { problems } from './problems';
import { progress } from './progress';
import { providers } from './providers';
import { secrets } from './secrets';
import { serverEditor } from './server-editor';
import { servers } from './servers';
import { settings } from './settings';
import { shell } from './shell';
import { signIn } from './sign-in';
import { upstreams } from './upstreams';
import { welcome } from './welcome';
import { words } from './words';

export const de = {
  account,
  chat,
  conflict,
  content,
  documents,
  fleet,
  history,
  imports,
  people,
  playground,
  problems,
  progress,
  providers,
  secrets,
  serverEditor,
  servers,
  settings,
  shell,
  signIn,
  upstreams,
  welcome,
  words,
};
