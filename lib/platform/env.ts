import "server-only";
import path from "node:path";
import { z } from "zod";
import packageJson from "@/package.json";
import { singleton } from "./singleton";

const optionalText = z.string().trim().min(1).optional();
/** Somebody puts the key itself where its file should be named: the message must not say it. */
const pemPath = z
  .string()
  .trim()
  .refine((value) => !/-----BEGIN|[\r\n]/.test(value), "must be the path of a file, not what is in it")
  .transform((value) => path.resolve(/* turbopackIgnore: true */ value))
  .optional();
const limit = z.coerce.number().int().min(1).max(100_000);
const port = z.coerce.number().int().min(1).max(65_535);

/** An http(s) URL, kept without a trailing slash so that paths can be put behind it. */
const httpUrl = z
  .string()
  .trim()
  .refine((value) => /^https?:$/.test(URL.parse(value)?.protocol ?? ""), "must be an http:// or https:// URL")
  .transform((value) => value.replace(/\/+$/, ""));

/** What vouches for people is asked over https, or on this machine. */
const secureUrl = z
  .string()
  .trim()
  .refine((value) => {
    const url = URL.parse(value);
    return url?.protocol === "https:" || (url?.protocol === "http:" && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname));
  }, "must be an https:// URL");

const postgresUrl = z
  .string({ error: "is missing: the address of the Postgres database, e.g. postgresql://user:password@127.0.0.1:5432/dailies" })
  .trim()
  .refine((value) => /^postgres(ql)?:$/.test(URL.parse(value)?.protocol ?? ""), "must be a postgresql:// URL");

const flag = z.enum(["true", "false", "1", "0"]).transform((value) => value === "true" || value === "1");

const commonShape = {
  /** The server itself: sessions are kept, for what listens, queues and migrates. */
  databaseUrl: postgresUrl,
  /** A pooler before it, also one that pools transactions: pages and the rows of the worker are asked through it. */
  databasePoolUrl: postgresUrl.optional(),
  /** Absolute; uploads and finished videos lie below it. */
  dataDir: z
    .string()
    .trim()
    .default("./data")
    .transform((value) => path.resolve(/* turbopackIgnore: true */ value)),
  port: port.default(3000),
  host: z.string().trim().default("127.0.0.1"),
  /** The address people use, when a proxy stands before the studio. */
  publicUrl: httpUrl.optional(),
  /** How many proxies of one's own stand in front, whose X-Forwarded headers are believed. */
  trustedProxies: z.coerce.number().int().min(0).max(10).default(0),
  authSecret: z
    .string({ error: "is missing: at least 32 random characters that sign the sessions" })
    .min(32, "must have at least 32 characters"),
  setupCode: optionalText,
  /** smtp:// or smtps://, with user and password: invitations, notifications and links for forgotten passwords are mailed. Unset: links are copied by hand. */
  smtpUrl: z
    .string()
    .trim()
    .regex(/^smtps?:\/\/\S+$/, "must be an address like smtp://user:password@mail.example.com:587")
    .optional(),
  /** Hosts of one's own network that webhooks may be sent to, by http too and on any port, separated by commas. All others must be public and https. */
  webhookHosts: z
    .string()
    .default("")
    .transform((hosts) => hosts.split(",").flatMap((host) => host.trim().toLowerCase() || [])),
  /** Whom mails are from. */
  smtpFrom: optionalText,
  /** Sign-in by GitHub, Google, or any provider of OpenID Connect: each there when its two or three are set. */
  githubClientId: optionalText,
  githubClientSecret: optionalText,
  /** Where GitHub Enterprise Server is. */
  githubUrl: secureUrl.default("https://github.com"),
  googleClientId: optionalText,
  googleClientSecret: optionalText,
  /** Exactly as the provider writes it in its tokens. */
  oidcIssuer: secureUrl.optional(),
  oidcClientId: optionalText,
  oidcClientSecret: optionalText,
  /** What its button says; unset: the host of the issuer. */
  oidcName: z.string().trim().min(1).max(40).optional(),
  role: z.enum(["all", "web", "worker"]).default("all"),
  /** Unset: the emulator stands in for the provider. */
  powertokensApiKey: optionalText,
  /** Which service it is, and where; what is unset follows from the other, see `homeOf` in lib/models/hosts.ts. */
  provider: z.enum(["powertokens", "byteplus", "volcengine"]).optional(),
  powertokensBaseUrl: httpUrl.optional(),
  powertokensAssetBaseUrl: httpUrl.optional(),
  apiStyle: z.enum(["native", "openai"]).default("native"),
  emulatorPort: port.default(4010),
  emulatorUrl: httpUrl.optional(),
  /** What the emulator takes from this studio; unset: the word "emulator", for one that takes any key. */
  emulatorKey: optionalText,
  /** trusted: a server whose settings look unsafe is taken all the same, because it keeps data safe in another way. */
  databaseDurability: z.enum(["checked", "trusted"]).default("checked"),
  /** What stays free of the disk, in GiB; unset: as lib/platform/storage/disk-marks.ts says. */
  diskSoftGib: z.coerce.number().min(0).optional(),
  diskHardGib: z.coerce.number().min(0).optional(),
  /** PEM files that labels are signed with: certificates, the signer's first, and its key. Unset: labels are not signed. */
  c2paCertificate: pemPath,
  c2paKey: pemPath,
  /** What one team may have brought in, all its files together. */
  teamUploadGib: z.coerce.number().min(0).default(200),
  teamUploadFiles: z.coerce.number().int().min(0).default(50_000),
  /** Whether pictures that are brought are looked at for faces, which providers often refuse; a person can switch it off for themselves. */
  faceCheck: flag.default(true),
  /** Who may make a team: the operator alone, or anyone who is signed in, because a new team may use the studio's key. */
  newTeams: z.enum(["operator", "anyone"]).default("operator"),
  /** What Prometheus brings to see figures; unset: there are none to see. */
  metricsToken: z.string().trim().min(16, "must have at least 16 characters").optional(),
  /** Where the worker says that it lives, and gives its figures; unset: nowhere. */
  workerPort: port.optional(),
  /** How long the log of access is kept, which the audit page of a team shows, in days. */
  auditDays: z.coerce.number().int().min(1).max(36_500).default(400),
  logLevel: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  /** Generations that may be with the provider at once, per key. */
  concurrency: z.coerce.number().int().min(1).max(20).default(3),
  /** A request that is proven not to have arrived: sent once more by itself, or only when a person says so. */
  resendProvenAbsent: z.enum(["auto", "ask"]).default("auto"),
  /** How much may be asked for, in a minute and in all that has not ended; why so much, see lib/generations/asking/limits.ts. */
  submissionsPerMinute: limit.default(60),
  teamSubmissionsPerMinute: limit.default(240),
  openGenerations: limit.default(600),
  teamOpenGenerations: limit.default(1_500),
};

const localSchema = z.object({ ...commonShape, storage: z.literal("local") });

const s3Schema = z.object({
  ...commonShape,
  storage: z.literal("s3"),
  s3Bucket: z.string({ error: "is missing: the bucket that STORAGE=s3 keeps files in" }).trim().min(1),
  s3Region: z.string().trim().default("us-east-1"),
  /** Unset: AWS itself. */
  s3Endpoint: httpUrl.optional(),
  /** Both unset: the machine's own credentials (instance role, profile). */
  s3AccessKeyId: optionalText,
  s3SecretAccessKey: optionalText,
  s3ForcePathStyle: flag.default(false),
  s3Prefix: z.string().trim().default(""),
});

/** What a provider of sign-ins needs, all or none. */
const PROVIDER_FIELDS = {
  GitHub: ["githubClientId", "githubClientSecret"],
  Google: ["googleClientId", "googleClientSecret"],
  OIDC: ["oidcIssuer", "oidcClientId", "oidcClientSecret"],
} as const;

const envSchema = z
  .discriminatedUnion("storage", [localSchema, s3Schema], { error: "must be local or s3" })
  .superRefine(({ c2paCertificate, c2paKey, smtpUrl, smtpFrom, publicUrl, ...env }, context) => {
    const missing = (field: string, what: string): void =>
      context.addIssue({ code: "custom", path: [field], message: `is missing: ${what}` });
    if (c2paKey && !c2paCertificate) missing("c2paCertificate", "the certificates that belong to C2PA_KEY");
    if (smtpUrl && !smtpFrom) missing("smtpFrom", "whom the mails are from that SMTP_URL sends");
    if (smtpUrl && !publicUrl) missing("publicUrl", "what links begin with in the mails that SMTP_URL sends");
    for (const [provider, fields] of Object.entries(PROVIDER_FIELDS))
      for (const field of fields)
        if (!env[field] && fields.some((other) => env[other])) missing(field, `what else sign-in by ${provider} needs`);
    if (c2paCertificate && !c2paKey) missing("c2paKey", "the private key of the certificate in C2PA_CERTIFICATE");
  });

/** The settings, typed and checked. Field names are the variables' names, camelCased. */
export type Env = z.infer<typeof envSchema> & { version: string };

const variableOf = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
/** Every variable that is a setting. */
export const VARIABLES: ReadonlySet<string> = new Set(Object.keys({ ...localSchema.shape, ...s3Schema.shape }).map(variableOf));
const fieldOf = (variable: string): string => variable.toLowerCase().replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** Thrown at start with one line per problem, each naming its variable and what would be right. */
export class SettingsError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The settings are not right:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`);
    this.name = "SettingsError";
    this.problems = problems;
  }
}

/**
 * Reads settings out of environment variables. An empty variable counts as unset, because `.env` files and
 * compose files write `KEY=` for "nothing".
 * @throws SettingsError with every problem at once
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.entries(source).filter(([, value]) => value !== undefined && value.trim() !== "");
  const fields: Record<string, string | undefined> = Object.fromEntries(given.map(([name, value]) => [fieldOf(name), value]));
  const parsed = envSchema.safeParse({ ...fields, storage: fields.storage ?? "local" });
  if (!parsed.success) {
    throw new SettingsError(parsed.error.issues.map((issue) => `${variableOf(String(issue.path[0] ?? "storage"))} ${issue.message}`));
  }
  return { ...parsed.data, version: packageJson.version };
}

const cached = singleton("env", () => parseEnv(process.env));

/** The settings of this process, parsed at the first call and then kept. */
export const getEnv = (): Env => cached.get();

/** What follows from the settings, made once for as long as they stand. */
export function fromEnv<T>(make: (env: Env) => T): () => T {
  let made: { env: Env; value: T } | undefined;
  return () => {
    const env = getEnv();
    if (made?.env !== env) made = { env, value: make(env) };
    return made.value;
  };
}

/** Lets tests change `process.env` and read it again. */
export const forgetEnv = (): void => void cached.clear();

/** Every secret value among the settings, so that the log can make sure to hold none of them. */
export function secretsOf(env: Env): string[] {
  const passwords = [env.databaseUrl, env.databasePoolUrl ?? ""].map((url) => decodeURIComponent(URL.parse(url)?.password ?? ""));
  const s3Secret = env.storage === "s3" ? env.s3SecretAccessKey : undefined;
  const { authSecret, setupCode, powertokensApiKey, emulatorKey, metricsToken, githubClientSecret, googleClientSecret, oidcClientSecret } =
    env;
  return [
    ...[authSecret, setupCode, powertokensApiKey, emulatorKey, metricsToken],
    ...[githubClientSecret, googleClientSecret, oidcClientSecret, ...passwords, s3Secret],
  ].filter((value): value is string => Boolean(value));
}
