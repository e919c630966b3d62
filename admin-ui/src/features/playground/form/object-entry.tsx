import { Text } from '@mantine/core';
import { usePlaygroundTexts } from '../../../i18n/pages/playground';
import { isMap, type JsonMap, withMember } from '../../../json/value';
import type { EntryProps } from './context';
import { Entry } from './entry';
import { EntryGroup } from './group';

const NOTHING: JsonMap = new Map();

interface MembersProps {
  properties: [string, unknown][];
  required: ReadonlySet<string>;
  value: JsonMap;
  onChange: (value: JsonMap) => void;
  depth: number;
}

/** The members of an object: those of the schema, then whatever else there is. */
export function Members({ properties, required, value, onChange, depth }: MembersProps) {
  const { form } = usePlaygroundTexts();
  const known = new Set(properties.map(([name]) => name));
  const others = [...value.keys()].filter((name) => !known.has(name));
  const all = [...properties, ...others.map((name): [string, unknown] => [name, true])];
  if (all.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {form.noArguments}
      </Text>
    );
  }
  return all.map(([name, schema]) => (
    <Entry
      key={name}
      label={name}
      schema={schema}
      isRequired={required.has(name)}
      value={value.get(name)}
      onChange={(member) => onChange(withMember(value, name, member))}
      depth={depth + 1}
    />
  ));
}

type ObjectEntryProps = EntryProps & Pick<MembersProps, 'properties' | 'required'>;

export function ObjectEntry({ properties, required, ...entry }: ObjectEntryProps) {
  const { value, onChange, depth } = entry;
  return (
    <EntryGroup entry={entry} onAdd={() => onChange(NOTHING)}>
      <Members
        properties={properties}
        required={required}
        value={isMap(value) ? value : NOTHING}
        onChange={onChange}
        depth={depth}
      />
    </EntryGroup>
  );
}
