import type { ApiStyle, AssetKind, ReferenceLimits, Surface } from "./catalog";

/** Which service answers: it decides names, addresses, and how files come along. */
export const PROVIDER_HOSTS = ["powertokens", "byteplus", "volcengine"] as const;
export type ProviderHost = (typeof PROVIDER_HOSTS)[number];

export interface HostEntry {
  label: string;
  /** Where it lives; keys and model names do not carry over between the two of ByteDance. */
  baseUrl: string;
  /** Its names end in this; null: it is whatever is none of the others. */
  domain: string | null;
  /** Path in front of the native operations: ByteDance's own base ends in `/api/v3`, PowerTokens puts `/byteplus` before it. */
  nativePrefix: string;
  styles: readonly ApiStyle[];
  /** Whether files are uploaded before and named by id; see `TRANSPORTS` for how they come along otherwise. */
  hasAssetLibrary: boolean;
  /** Whether a key can ask which models it may use. */
  hasModelList: boolean;
  /** What examples call the key. */
  keyVariable: string;
  /** Whether the catalogue's prices, US dollars, are what it asks, and what is added to them; null: it asks in another currency. */
  priceFactor: number | null;
}

/** The services that speak this API, as documented on 2026-11-22. */
export const HOSTS: Record<ProviderHost, HostEntry> = {
  powertokens: {
    label: "PowerTokens",
    baseUrl: "https://api.powertokens.ai",
    domain: null,
    nativePrefix: "/byteplus/api/v3",
    styles: ["native", "openai"],
    hasAssetLibrary: true,
    hasModelList: true,
    keyVariable: "POWERTOKENS_API_KEY",
    priceFactor: 1.1,
  },
  byteplus: {
    label: "BytePlus ModelArk",
    baseUrl: "https://ark.ap-southeast.bytepluses.com",
    domain: "bytepluses.com",
    nativePrefix: "/api/v3",
    styles: ["native"],
    hasAssetLibrary: false,
    hasModelList: false,
    keyVariable: "ARK_API_KEY",
    priceFactor: 1,
  },
  volcengine: {
    label: "Volcengine Ark",
    baseUrl: "https://ark.cn-beijing.volces.com",
    domain: "volces.com",
    nativePrefix: "/api/v3",
    styles: ["native"],
    hasAssetLibrary: false,
    hasModelList: false,
    keyVariable: "ARK_API_KEY",
    priceFactor: null,
  },
};

/** The service that an address belongs to, by its name; null where the name tells nothing. */
export function hostOfAddress(address: string): ProviderHost | null {
  const name = URL.parse(address)?.hostname ?? "";
  return PROVIDER_HOSTS.find((host) => HOSTS[host].domain !== null && `.${name}`.endsWith(`.${HOSTS[host].domain}`)) ?? null;
}

/** The service that the operator means, and its address: whichever is not said follows from the other. */
export function homeOf({
  provider,
  powertokensBaseUrl,
}: {
  provider?: ProviderHost | undefined;
  powertokensBaseUrl?: string | undefined;
}): {
  host: ProviderHost;
  baseUrl: string;
} {
  const host = provider ?? (powertokensBaseUrl === undefined ? null : hostOfAddress(powertokensBaseUrl)) ?? "powertokens";
  return { host, baseUrl: powertokensBaseUrl ?? HOSTS[host].baseUrl };
}

/** How files reach the provider. */
export interface FileTransport {
  /** `library`: uploaded before, and named by id. `inline`: as base64 inside the request. */
  by: "library" | "inline";
  kinds: readonly AssetKind[];
  /** All files of one request together; null: only each by itself is limited. */
  maxTotalBytes: number | null;
}

const LIBRARY: FileTransport = { by: "library", kinds: ["image", "video", "audio"], maxTotalBytes: null };

/**
 * ByteDance's own hosts have no asset library that a key alone could use. They take pictures and sounds as base64,
 * and no video that way; a request may have 64 MB, and base64 makes four bytes of three.
 */
export const TRANSPORTS: Record<Surface, FileTransport> = {
  native: LIBRARY,
  openai: LIBRARY,
  direct: { by: "inline", kinds: ["image", "audio"], maxTotalBytes: 47 * 1024 * 1024 },
};

/** Which set of rules holds for a connection. */
export const surfaceOf = ({ host, apiStyle }: { host: ProviderHost; apiStyle: ApiStyle }): Surface =>
  host === "powertokens" ? apiStyle : "direct";

/** What a model takes as references where they come along in this way. */
export const referencesOn = (limits: ReferenceLimits, surface: Surface): ReferenceLimits =>
  TRANSPORTS[surface].kinds.includes("video") ? limits : { ...limits, videos: 0 };
