/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm test` checks the types of everything; a start need not wait for it again.
  typescript: { ignoreBuildErrors: true },
  images: {
    // Posters and thumbnails have their final size in storage; there is nothing left to optimise.
    unoptimized: true,
  },
  // In development Next prints the arguments of every server action, and one of them is the provider key.
  logging: { serverFunctions: false },
  turbopack: {
    // Messages come parsed from lib/i18n/load-messages.ts, so no page has to carry the parser.
    resolveAlias: { "use-intl/format-message": "use-intl/format-message/format-only" },
  },
  // They carry native parts, or find files beside themselves: loaded from node_modules instead of bundled.
  serverExternalPackages: ["@node-rs/argon2", "sharp", "pg", "pg-boss", "pino", "mediabunny", "fontkit"],
  // In development the studio is opened by either name of this machine.
  allowedDevOrigins: ["127.0.0.1", "localhost"],
  headers: async () => [
    {
      source: "/:path*",
      headers: [
        { key: "X-Content-Type-Options", value: "nosniff" },
        { key: "X-Frame-Options", value: "DENY" },
        { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
        { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=()" },
        { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
      ],
    },
    {
      // Not under /api: what is set here wins over a route's own header, and files that people brought are sandboxed by theirs.
      source: "/((?!api/).*)",
      headers: [
        { key: "Content-Security-Policy", value: "frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'" },
      ],
    },
  ],
};

export default config;
