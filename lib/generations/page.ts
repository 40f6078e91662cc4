import type { CardView, GenerationPage } from "./view";

/** A page on the wire. Most cards of a page are by the same few people, so each of them is named once. */
export interface PackedPage extends Omit<GenerationPage, "items"> {
  items: (Omit<CardView, "author"> & { author: number })[];
  authors: CardView["author"][];
}

export function packPage({ items, ...cursors }: GenerationPage): PackedPage {
  const authors = [...new Map(items.map(({ author }) => [author.id, author])).values()];
  const places = new Map(authors.map(({ id }, place) => [id, place]));
  return { items: items.map((card) => ({ ...card, author: places.get(card.author.id)! })), authors, ...cursors };
}

export const unpackPage = ({ items, authors, ...cursors }: PackedPage): GenerationPage => ({
  items: items.map((card) => ({ ...card, author: authors[card.author]! })),
  ...cursors,
});
