import { createContext, useContext, useEffect, useId } from 'react';
import type { JsonValue } from '../../../json/value';

interface FormContext {
  /** The schema of all arguments, which `$ref` leads into. */
  root: unknown;
  /** Told which entries hold a text that is no JSON, so that it is not lost. */
  onFlaw: (id: string, isFlawed: boolean) => void;
}

export const Form = createContext<FormContext>({ root: {}, onFlaw: () => undefined });

export const useRoot = () => useContext(Form).root;

/** Tells the form whether what is entered here cannot be taken over. */
export function useFlaw(isFlawed: boolean): void {
  const { onFlaw } = useContext(Form);
  const id = useId();
  useEffect(() => {
    onFlaw(id, isFlawed);
    return () => onFlaw(id, false);
  }, [id, isFlawed, onFlaw]);
}

/** What every entry of the form is given. */
export interface EntryProps {
  label: string;
  schema: unknown;
  isRequired: boolean;
  value: JsonValue | undefined;
  /** Told `undefined` where there is to be no value. */
  onChange: (value: JsonValue | undefined) => void;
  depth: number;
}
