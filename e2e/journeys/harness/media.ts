import { readFileSync } from "node:fs";
import path from "node:path";
import sharp from "sharp";

/** A file as a person would choose it; the shape that Playwright's `setInputFiles` takes. */
export interface SampleFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

interface PictureOptions {
  width?: number;
  height?: number;
  /** 0 to 360: pictures of different hue are different files. */
  hue?: number;
  format?: "png" | "jpeg" | "webp";
}

/** A picture as busy as a photograph: a soft gradient under fine noise. The same options give the same bytes. */
export async function makePicture(
  name: string,
  { width = 1280, height = 720, hue = 30, format = "jpeg" }: PictureOptions = {},
): Promise<SampleFile> {
  const pixels = Buffer.alloc(width * height * 3);
  const [red, green, blue] = colourOf(hue);
  let noise = hue + 1;
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 3) {
      noise = (Math.imul(noise, 1_664_525) + 1_013_904_223) >>> 0;
      const light = 0.35 + 0.5 * (x / width) + 0.15 * (y / height);
      const grain = (noise >>> 24) / 16 - 8;
      pixels[at] = clamp(red * light + grain);
      pixels[at + 1] = clamp(green * light + grain);
      pixels[at + 2] = clamp(blue * light + grain);
    }
  }
  const buffer = await sharp(pixels, { raw: { width, height, channels: 3 } })
    .toFormat(format)
    .toBuffer();
  return { name, mimeType: `image/${format}`, buffer };
}

/** Two voices in mono, 16 bit, 22,050 samples a second. */
export function makeSound(name: string, seconds = 3): SampleFile {
  const rate = 22_050;
  const samples = Math.round(seconds * rate);
  const buffer = Buffer.alloc(44 + samples * 2);
  buffer.write("RIFF", 0);
  buffer.writeUInt32LE(36 + samples * 2, 4);
  buffer.write("WAVEfmt ", 8);
  buffer.writeUInt32LE(16, 16);
  buffer.writeUInt16LE(1, 20);
  buffer.writeUInt16LE(1, 22);
  buffer.writeUInt32LE(rate, 24);
  buffer.writeUInt32LE(rate * 2, 28);
  buffer.writeUInt16LE(2, 32);
  buffer.writeUInt16LE(16, 34);
  buffer.write("data", 36);
  buffer.writeUInt32LE(samples * 2, 40);
  for (let index = 0; index < samples; index += 1) {
    const turn = (2 * Math.PI * index) / rate;
    buffer.writeInt16LE(Math.round(6000 * (Math.sin(220 * turn) + Math.sin(331 * turn))), 44 + index * 2);
  }
  return { name, mimeType: "audio/wav", buffer };
}

/** A clip that the studio made, brought back in as a reference. */
export const clipFrom = (file: string, name = path.basename(file)): SampleFile => ({
  name,
  mimeType: "video/mp4",
  buffer: readFileSync(file),
});

/** People, out of the samples of the detector's own package. @param sample 1 to 6, each another file */
export const picturesOfPeople = (name: string, sample = 6): SampleFile => ({
  name,
  mimeType: "image/jpeg",
  buffer: readFileSync(path.join("node_modules", "@vladmandic", "face-api", "demo", `sample${sample}.jpg`)),
});

const clamp = (value: number): number => Math.min(255, Math.max(0, Math.round(value)));

function colourOf(hue: number): [number, number, number] {
  const channel = (shift: number): number => {
    const turn = (shift + hue / 30) % 12;
    return Math.round(255 * (0.55 - 0.4 * Math.max(-1, Math.min(turn - 3, 9 - turn, 1))));
  };
  return [channel(0), channel(8), channel(4)];
}
