import { conflict } from './conflict';
import { problems } from './problems';
import { servers } from './servers';
import { shell } from './shell';
import { signIn } from './sign-in';
import { words } from './words';

export const de = { conflict, problems, servers, shell, signIn, words };
