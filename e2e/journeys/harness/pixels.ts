import sharp from "sharp";

const raw = (png: Buffer): Promise<Buffer> => sharp(png).removeAlpha().raw().toBuffer();

/** How many pixels of two pictures of one size differ by more than an eye overlooks. */
export async function countChanged(before: Buffer, after: Buffer): Promise<number> {
  const [a, b] = await Promise.all([raw(before), raw(after)]);
  let count = 0;
  for (let at = 0; at < a.length; at += 3) if ([0, 1, 2].some((channel) => Math.abs(a[at + channel]! - b[at + channel]!) > 40)) count += 1;
  return count;
}
