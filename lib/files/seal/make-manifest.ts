import { askThread } from "@/lib/platform/ask-thread";
import type { Signer } from "@/lib/platform/signer";
import packageJson from "@/package.json";
import { MADE_BY_AI } from "../label/ai-mark";

/** A file takes several times its size of memory; larger ones are not signed. */
export const MOST_SIGNED_BYTES = 64_000_000;
const LIMITS = { timeoutMs: 120_000, maxHeapMb: 256 };

/**
 * The signed C2PA manifest of a file with a tail behind it: that a trained model made it, and that we say so. It holds nothing about
 * people, projects or prompts.
 * @throws AppError unreadable-media where the file or the certificate does not allow for one
 */
export function makeManifest(file: string, tail: Uint8Array, { certificates, keyPem }: Signer): Promise<Uint8Array<ArrayBuffer>> {
  const manifest = {
    claim_generator_info: [{ name: "Dailies", version: packageJson.version }],
    format: "video/mp4",
    assertions: [
      { label: "c2pa.actions.v2", created: true, data: { actions: [{ action: "c2pa.created", digitalSourceType: MADE_BY_AI }] } },
    ],
  };
  const signer = { chain: certificates.map(({ raw }) => raw), keyPem };
  return askThread("files/seal/seal-thread.mjs", { file, tail, manifest, signer }, LIMITS);
}
