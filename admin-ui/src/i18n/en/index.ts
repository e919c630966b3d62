import { conflict } from './conflict';
import { problems } from './problems';
import { servers } from './servers';
import { shell } from './shell';
import { signIn } from './sign-in';
import { words } from './words';

/** All English texts; every other language has the same shape. */
export const en = { conflict, problems, servers, shell, signIn, words };
