import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterAll, afterEach, beforeAll, beforeEach, vi } from "vitest";
import { forgetEnv } from "@/lib/platform/env";

interface Received {
  to: string[];
  /** Head and body, without the breaks that mail makes in long lines. */
  text: string;
}

/** A mail server for the tests of a file, which refuses whatever is for "nobody@", and a studio that sends by it. What it got is in `received`, anew for each test. */
export function mailServer(): { received: Received[]; mailBy: (smtpUrl: string | null) => void } {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo: ({ address }, _session, done) =>
      done(address.startsWith("nobody@") ? Object.assign(new Error("no such box"), { responseCode: 550 }) : null),
    onData: (stream, { envelope }, done) => {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        const text = Buffer.concat(parts).toString().replaceAll("=\r\n", "").replaceAll("=3D", "=");
        received.push({ to: envelope.rcptTo.map(({ address }) => address), text });
        done();
      });
    },
  });
  const mailBy = (smtpUrl: string | null): void => {
    vi.unstubAllEnvs();
    vi.stubEnv("PUBLIC_URL", "https://studio.example");
    if (smtpUrl !== null) {
      vi.stubEnv("SMTP_URL", smtpUrl);
      vi.stubEnv("SMTP_FROM", "Studio <studio@example.com>");
    }
    forgetEnv();
  };
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve())));
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));
  beforeEach(() => {
    received.length = 0;
    mailBy(`smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    forgetEnv();
  });
  return { received, mailBy };
}
