import { describe, expect, it } from "vitest";
import { detectType } from "./detect-type";

const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === "string" ? [...part].map((letter) => letter.charCodeAt(0)) : part)));
const box = (brand: string) => bytes([0, 0, 0, 32], "ftyp", brand, [0, 0, 2, 0]);

describe("detectType", () => {
  it.each<[string, Uint8Array, string]>([
    ["JPEG", bytes([0xff, 0xd8, 0xff, 0xe0]), "image/jpeg"],
    ["PNG", bytes([0x89], "PNG\r\n", [0x1a], "\n"), "image/png"],
    ["GIF", bytes("GIF89a"), "image/gif"],
    ["little-endian TIFF", bytes("II", [0x2a, 0]), "image/tiff"],
    ["big-endian TIFF", bytes("MM", [0, 0x2a]), "image/tiff"],
    ["WebP", bytes("RIFF", [0, 0, 0, 0], "WEBPVP8 "), "image/webp"],
    ["BMP", bytes("BM", [1, 2, 3, 4], [0, 0, 0, 0], Array<number>(20).fill(1)), "image/bmp"],
    ["MP4", box("isom"), "video/mp4"],
    ["MP4 of a phone", box("mp42"), "video/mp4"],
    ["MOV", box("qt  "), "video/quicktime"],
    ["MOV without a type box", bytes([0, 0, 0, 8], "wide"), "video/quicktime"],
    ["WAV", bytes("RIFF", [0, 0, 0, 0], "WAVEfmt "), "audio/wav"],
    ["MP3 with tags", bytes("ID3", [3, 0]), "audio/mpeg"],
    ["MP3 behind zeros", bytes([0, 0, 0, 0xff, 0xfb, 0x90, 0x64]), "audio/mpeg"],
    ["HEIC", box("heic"), "image/heic"],
    ["HEIF", box("mif1"), "image/heic"],
    ["bare MP3", bytes([0xff, 0xfb, 0x90, 0x64]), "audio/mpeg"],
    ["AVIF", box("avif"), "image/avif"],
    ["M4A", box("M4A "), "audio/mp4"],
    ["raw AAC", bytes([0xff, 0xf1, 0x50, 0x80]), "audio/aac"],
    ["WebM", bytes([0x1a, 0x45, 0xdf, 0xa3]), "video/webm"],
    ["FLAC", bytes("fLaC"), "audio/flac"],
    ["Ogg", bytes("OggS"), "audio/ogg"],
  ])("recognises %s", (_name, head, mimeType) => {
    expect(detectType(head)).toMatchObject({ ok: true, mimeType });
  });

  it.each<[string, Uint8Array, string]>([
    ["SVG", bytes('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg">'), "svg"],
    ["HTML", bytes("<!doctype html><script>"), "wrongType"],
    ["AVI", bytes("RIFF", [0, 0, 0, 0], "AVI LIST"), "wrongType"],
    ["a text that begins like a bitmap", bytes("BMW is a car maker from Munich"), "wrongType"],
    ["an empty file", bytes(), "wrongType"],
  ])("refuses %s", (_name, head, code) => {
    expect(detectType(head)).toEqual({ ok: false, code });
  });
});
