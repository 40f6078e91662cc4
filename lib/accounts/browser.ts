// The order counts: nearly all say Safari, and Edge and Opera say Chrome as well.
const BROWSERS = {
  Edge: /\bEdg/,
  Opera: /\bOPR\//,
  Firefox: /\b(Firefox|FxiOS)\//,
  Chrome: /\b(Chrome|CriOS|HeadlessChrome)\//,
  Safari: /\bSafari\//,
};
const SYSTEMS = { iOS: /\b(iPhone|iPad)\b/, Android: /\bAndroid\b/, Windows: /\bWindows\b/, macOS: /\bMac OS X\b/, Linux: /\bLinux\b/ };

/** What a browser calls itself, as people know it: "Firefox · Linux"; null where it says nothing of the kind. */
export function browserOf(userAgent: string | null): string | null {
  const nameIn = (known: Record<string, RegExp>) => Object.entries(known).find(([, shape]) => shape.test(userAgent ?? ""))?.[0];
  return [nameIn(BROWSERS), nameIn(SYSTEMS)].filter(Boolean).join(" · ") || null;
}
