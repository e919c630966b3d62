import { MantineProvider } from '@mantine/core';
import { render } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Told } from './told';

test.each([
  ['no code', 'no code', []],
  ['no field `a`: known are `b`, `c`', 'no field a: known are b, c', ['a', 'b', 'c']],
  ['`a` begins', 'a begins', ['a']],
  ['one ` alone', 'one ` alone', []],
  ['`<b>` is text', '<b> is text', ['<b>']],
])('%s', (text, shown, codes) => {
  const { container } = render(
    <MantineProvider>
      <p>
        <Told text={text} />
      </p>
    </MantineProvider>,
  );
  expect(container.querySelector('p')?.textContent).toBe(shown);
  const found = [...container.querySelectorAll('code')].map((code) => code.textContent);
  expect(found).toEqual(codes);
});
