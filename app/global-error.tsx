"use client";

import { Broken } from "@/components/shell/broken";
import english from "@/lib/i18n/messages/en/broken.json";
import "./globals.css";

/** The root layout itself broke, and with it the language and the theme of this request. */
export default function GlobalError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <main>
          <Broken
            words={{ title: english.title, body: english.bodyWithoutRef, ref: error.digest ?? null, retry: english.retry }}
            onRetry={retry}
          />
        </main>
      </body>
    </html>
  );
}
