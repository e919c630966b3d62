import { Anchor, type AnchorProps, Button, type ButtonProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, Ref } from 'react';

type Attributes = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof AnchorProps | 'style'>;

/** A link to another page of the console, checked against its routes. */
export const Link = createLink(function PlainLink({
  ref,
  ...props
}: AnchorProps & Attributes & { ref?: Ref<HTMLAnchorElement> }) {
  return <Anchor ref={ref} c="var(--portico-accent-text)" {...props} />;
});

/** The same, as a button. */
export const LinkButton = createLink(function PlainButton({
  ref,
  ...props
}: ButtonProps &
  Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof ButtonProps | 'style'> & {
    ref?: Ref<HTMLAnchorElement>;
  }) {
  return <Button component="a" ref={ref} {...props} />;
});
