import { print } from '../../../json/print';
import { ofPlain } from '../../../json/value';
import { listIn, textIn } from '../../servers/model';
import { type EntryProps, useRoot } from './context';
import { resolved } from './field';

/** Label, description and example of an entry, as Mantine's inputs take them. */
export function useDescribed({ label, schema, isRequired }: EntryProps) {
  const whole = resolved(schema, useRoot());
  const [example] = [...('default' in whole ? [whole.default] : []), ...listIn(whole, 'examples')];
  const placeholder =
    typeof example === 'string' || example === undefined ? example : print(ofPlain(example), false);
  return {
    label,
    description: textIn(whole, 'description') ?? undefined,
    placeholder,
    withAsterisk: isRequired,
  };
}
