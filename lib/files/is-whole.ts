import { ALL_FORMATS, EncodedPacketSink, FilePathSource, Input } from "mediabunny";

/**
 * Whether a clip's last pictures and sounds are really there. A file whose index came first can be cut short and
 * still look complete: its index speaks of bytes that never arrived, and a download without a length says nothing.
 */
export async function isWhole(file: string): Promise<boolean> {
  const input = new Input({ source: new FilePathSource(file), formats: ALL_FORMATS });
  try {
    for (const track of await input.getTracks()) {
      const packet = await new EncodedPacketSink(track).getPacket(Infinity);
      if (!packet || packet.data.byteLength === 0) return false;
    }
    return true;
  } catch {
    // Reading past the end throws, and so does an index that was cut: both are the answer that was asked for.
    return false;
  } finally {
    input.dispose();
  }
}
