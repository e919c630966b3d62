import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { useTexts } from '../i18n/use-texts';
import { IconSearch } from './icons';

interface SearchFieldProps {
  value: string;
  /** Told a moment after the last key. */
  onSearch: (text: string) => void;
  label: string;
}

const PAUSE = 250;

export function SearchField({ value, onSearch, label }: SearchFieldProps) {
  const { words } = useTexts();
  const [text, setText] = useState(value);
  const tell = useDebouncedCallback(onSearch, PAUSE);
  useEffect(() => setText(value), [value]);
  const clear = () => {
    setText('');
    onSearch('');
  };
  return (
    <TextInput
      type="search"
      aria-label={label}
      placeholder={words.search}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        text !== '' && <CloseButton size="sm" onClick={clear} aria-label={words.clearSearch} />
      }
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        tell(event.currentTarget.value);
      }}
      flex="1 1 14rem"
      maw="26rem"
    />
  );
}
