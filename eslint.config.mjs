import nextVitals from "eslint-config-next/core-web-vitals";
import nextTypescript from "eslint-config-next/typescript";
import prettier from "eslint-config-prettier";

const everything = ["app", "components", "e2e", "lib"];
// Left may use right, never the other way round.
const domains = [
  "queue",
  "studio",
  "shares",
  "sequences",
  "library",
  "generations",
  "handover",
  "recipes",
  "assets",
  "files",
  "budgets",
  "notifications",
  "connections",
  "projects",
  "teams",
  "accounts",
];

/** Every folder of lib/ has its place in the picture; a test fails on one that is missing here. */
export const ROOMS = [
  ...domains,
  ...[
    "access",
    "platform",
    "providers",
    "wire",
    "emulator",
    "worker",
    "server",
    "cli",
    "backup",
    "tools",
    "testing",
    "models",
    "i18n",
    "shared",
  ],
];

const inLib = (names) => names.map((name) => `./lib/${name}`);
const zone = (target, from, message, except) => ({ target: [target].flat(), from: [from].flat(), message, ...(except ? { except } : {}) });

/** Everything is off limits to `target` but itself and `allowed`. */
const only = (target, allowed) =>
  ["./app", "./components", "./e2e", ...inLib(ROOMS)]
    .filter((from) => from !== target && !allowed.includes(from))
    .map((from) =>
      zone(
        target,
        from,
        `${target.slice(2)} may import ${allowed.map((name) => name.slice(2)).join(", ") || "nothing of ours"}, and itself.`,
      ),
    );

const facts = inLib(["models", "i18n", "shared"]);

const zones = [
  ...only("./lib/shared", []),
  ...only("./lib/models", inLib(["shared"])),
  ...only("./lib/i18n", inLib(["shared", "models"])),
  ...only("./lib/platform", inLib(["shared"])),
  ...only("./lib/providers", inLib(["models", "shared"])),
  // How the two styles are served; `providers` asks, and must not learn the answers from here.
  ...only("./lib/wire", inLib(["models", "shared"])),
  // Rendering takes the ffmpeg that the studio found.
  ...only("./lib/emulator", inLib(["wire", "models", "shared", "platform"])),
  zone("./lib/emulator", "./lib/platform", "The emulator is the outside world: of the platform it knows ffmpeg and letters alone.", [
    "./ffmpeg",
    "./lettering",
  ]),
  ...only("./lib/access", [...inLib(["platform", "providers"]), ...facts]),
  ...domains.flatMap((domain, index) =>
    only(`./lib/${domain}`, [...inLib(domains.slice(index + 1)), ...inLib(["access", "platform", "providers"]), ...facts]),
  ),
  zone(
    "./components",
    ["./app", "./lib/platform", "./lib/providers", "./lib/emulator", "./lib/worker", "./lib/cli", "./lib/tools"],
    "Components know schemas, views, policies and actions.",
  ),
  zone(
    "./app",
    ["./lib/worker", "./lib/server", "./lib/cli", "./lib/tools", "./lib/emulator", "./lib/testing"],
    "The doors leave each other alone.",
  ),
  zone(
    ["./lib/worker", "./lib/server"],
    ["./app", "./components", "./lib/cli", "./lib/tools", "./lib/emulator", "./lib/testing"],
    "The doors leave each other alone.",
  ),
];

const noNext = {
  group: ["next", "next/*", "next-auth", "next-auth/*", "react", "react-dom"],
  message: "Next.js and React stay in app, components, actions and access.",
};
const noDatabase = {
  group: ["@prisma/*", "pg", "pg-boss", "@/lib/platform/db/*"],
  message: "It is given what it needs, and knows no database.",
};

const config = [
  ...nextVitals,
  ...nextTypescript,
  prettier,
  { ignores: ["**/.next/**", ".runtime/**", "data/**", "lib/platform/db/generated/**", "test-results/**", "playwright-report/**"] },
  {
    files: ["**/*.{ts,tsx}"],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", caughtErrors: "none", ignoreRestSiblings: true }],
      "@typescript-eslint/no-unused-expressions": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: everything.map((folder) => `${folder}/**/*.{ts,tsx}`),
    rules: {
      eqeqeq: ["error", "smart"],
      "no-console": "error",
      // lib/tools/test/circles.test.ts looks for circles in a second; the rule takes minutes.
      "import/no-cycle": "off",
      "react/jsx-no-literals": "off",
    },
  },
  {
    // Tests may look from wherever they like; what is shipped keeps to the picture in ARCHITECTURE.md.
    files: everything.map((folder) => `${folder}/**/*.{ts,tsx}`),
    ignores: ["**/*.test.{ts,tsx}", "lib/testing/**", "lib/cli/**", "lib/tools/**", "e2e/**"],
    rules: { "import/no-restricted-paths": ["error", { zones }] },
  },
  {
    files: domains.map((domain) => `lib/${domain}/**/*.ts`),
    ignores: ["**/actions.ts", "**/*.test.ts"],
    rules: { "no-restricted-imports": ["error", { patterns: [noNext] }] },
  },
  {
    files: ["lib/{providers,emulator,models,shared}/**/*.ts"],
    ignores: ["**/*.test.ts"],
    rules: { "no-restricted-imports": ["error", { patterns: [noNext, noDatabase] }] },
  },
  {
    files: ["{app,components}/**/*.tsx"],
    rules: {
      // Every word a person reads comes from the messages, in both languages.
      "react/jsx-no-literals": [
        "error",
        { noStrings: false, ignoreProps: true, allowedStrings: ["·", "/", "×", "–", "—", "→", "%", ":", "(", ")", "+", "…", "Dailies"] },
      ],
    },
  },
  {
    files: ["components/**/*.{ts,tsx}"],
    // The copy of a sequence on this device is read like anything from outside, on a page of its own.
    ignores: ["**/*.test.ts", "**/*.test.tsx", "components/sequences/local-sequence.ts"],
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              group: ["zod", "**/schema"],
              allowTypeImports: true,
              message: "A schema brings 31 kB of zod to the browser: what both sides need (limits, lists) has a file of its own.",
            },
            { group: ["lucide-react"], message: "Icons come from components/ui/icons, which draws them from a sprite." },
          ],
        },
      ],
    },
  },
  {
    // No React here: a parameter called `use` is no hook.
    files: ["lib/**/*.ts"],
    rules: { "react-hooks/rules-of-hooks": "off" },
  },
  {
    files: ["{app,components}/**/*.{ts,tsx}"],
    // Written for the compiler, which is not in use here; it refuses a plain flag inside an effect.
    rules: { "react-hooks/immutability": "off" },
  },
  {
    files: ["**/*.tsx"],
    // Posters come from storage at their final size, so the image component would only add work.
    rules: { "@next/next/no-img-element": "off" },
  },
];

export default config;
