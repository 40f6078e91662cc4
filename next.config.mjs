/** @satisfies {import("next").NextConfig} */
const config = {
  // The launcher names a build by its sources (lib/cli/launch/build.ts); a bare `next build` gets a random name.
  generateBuildId: () => process.env.DAILIES_BUILD_ID ?? null,
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
  // Most visits begin on the create page: its parts come in few files, which also pack better.
  experimental: { turbopackChunking: { minChunkSize: 400_000, requestCost: 600_000 } },
  turbopack: {
    // Messages come parsed from lib/i18n/load-messages.ts, so no page has to carry the parser.
    resolveAlias: { "use-intl/format-message": "use-intl/format-message/format-only" },
  },
  // They carry native parts, or find files beside themselves: loaded from node_modules instead of bundled.
  serverExternalPackages: ["@node-rs/argon2", "sharp", "pg", "pg-boss", "pino", "prom-client", "mediabunny", "fontkit"],
  // In development the studio is opened by either name of this machine.
  allowedDevOrigins: ["127.0.0.1", "localhost"],
};

export default config;
