/**
 * The body of a request, piece by piece as the reader asks for it. A body that breaks off throws; whoever stops
 * early lets go of the connection's data.
 */
export async function* bytesOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  if (!body) return;
  const reader = body.getReader();
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) yield piece.value;
  } finally {
    await reader.cancel().catch(() => {
      // A stream that already broke cannot be cancelled, and needs no cancelling.
    });
  }
}
