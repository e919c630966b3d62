import { type RefObject, useEffect, useRef } from 'react';

/** Leads to the first field that is wrong, once it is known that one is. For the form's `ref`. */
export function useFocusOnError(isWrong: boolean): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (!isWrong) return;
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [isWrong]);
  return form;
}
