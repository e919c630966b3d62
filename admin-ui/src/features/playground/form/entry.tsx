import { textIn } from '../../servers/model';
import { ArrayEntry } from './array-entry';
import { BooleanEntry } from './boolean-entry';
import { ChoiceEntry } from './choice-entry';
import { type EntryProps, useRoot } from './context';
import { type Field, fieldOf, resolved, shows } from './field';
import { JsonEntry } from './json-entry';
import { NumberEntry } from './number-entry';
import { ObjectEntry } from './object-entry';
import { TextEntry } from './text-entry';
import { VariantsEntry } from './variants-entry';

/** Deeper than this, objects are entered as JSON. */
const DEEPEST = 6;

/** What stands under the label of an entry. */
export function descriptionOf(schema: unknown, root: unknown): string | undefined {
  return textIn(resolved(schema, root), 'description') ?? undefined;
}

function chosenField({ schema, value, depth }: EntryProps, root: unknown): Field {
  const field = fieldOf(schema, root);
  const isTooDeep = depth > DEEPEST && ['object', 'array', 'variants'].includes(field.kind);
  if (isTooDeep || (value !== undefined && !shows(field, value, root))) return { kind: 'json' };
  return field;
}

/** One value, entered as its schema says; as JSON where it is not of the schema. */
export function Entry(props: EntryProps) {
  const field = chosenField(props, useRoot());
  switch (field.kind) {
    case 'text':
      return <TextEntry {...props} />;
    case 'number':
      return <NumberEntry {...props} isInteger={field.isInteger} />;
    case 'boolean':
      return <BooleanEntry {...props} />;
    case 'choice':
      return <ChoiceEntry {...props} options={field.options} />;
    case 'array':
      return <ArrayEntry {...props} items={field.items} />;
    case 'object':
      return <ObjectEntry {...props} properties={field.properties} required={field.required} />;
    case 'variants':
      return <VariantsEntry {...props} variants={field.variants} />;
    case 'json':
      return <JsonEntry {...props} />;
  }
}
