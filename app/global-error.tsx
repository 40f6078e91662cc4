"use client";

import { Broken } from "@/components/shell/broken";
import { IntlProvider } from "@/components/shell/intl-provider";
import english from "@/lib/i18n/messages/en/common.json";
import "./globals.css";

/** The root layout itself broke, and with it the language and the theme of this request. */
export default function GlobalError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <IntlProvider locale="en" timeZone="UTC" messages={{ common: english }}>
          <main>
            <Broken digest={error.digest} onRetry={retry} />
          </main>
        </IntlProvider>
      </body>
    </html>
  );
}
