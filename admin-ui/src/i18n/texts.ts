import type { en } from './en';

/** The shape of a language's texts: that of the English ones, with any words. */
export type Wording<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...values: infer V) => string
      ? (...values: V) => string
      : Wording<T[K]>;
};

/** All texts of the console, by group of pages. */
export type Texts = Wording<typeof en>;
