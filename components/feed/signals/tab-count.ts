const MOST = 99;

/** The studio's icon as it is drawn in the document, with what stands in place of it while a number is shown. */
let plain: string | null = null;

const withoutCount = (title: string): string => title.replace(/^\(\d+\+?\) /, "");

/** Writes a number into the tab's title and icon; 0 takes it out again. */
export function showCount(count: number): void {
  const shown = count > MOST ? `${MOST}+` : String(count);
  const title = withoutCount(document.title);
  document.title = count > 0 ? `(${shown}) ${title}` : title;
  void showOnIcon(count > 0 ? shown : null);
}

async function showOnIcon(shown: string | null): Promise<void> {
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"][type="image/svg+xml"]');
  if (!icon) return;
  plain ??= icon.href;
  if (shown === null) {
    icon.href = plain;
    return;
  }
  // Without the line the title still says it.
  const drawing = await fetch(plain).then(
    (response) => response.text(),
    () => null,
  );
  const badge = `<circle cx="17" cy="17" r="7" fill="#d92d20"/><text x="17" y="20.4" font-family="sans-serif" font-size="${shown.length > 1 ? 7 : 10}" font-weight="700" text-anchor="middle" fill="#fff">${shown}</text>`;
  // The tab may have been looked at meanwhile.
  if (drawing && document.title.startsWith(`(${shown})`))
    icon.href = `data:image/svg+xml,${encodeURIComponent(drawing.replace("</svg>", `${badge}</svg>`))}`;
}
