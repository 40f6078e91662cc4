"use client";

import { Broken } from "@/components/shell/broken";

export default function ErrorPage({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return <Broken digest={error.digest} onRetry={retry} />;
}
