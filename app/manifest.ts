import type { MetadataRoute } from "next";

/** What a phone or desktop needs to keep the studio beside its other programs. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    name: "Dailies",
    short_name: "Dailies",
    start_url: "/",
    display: "standalone",
    background_color: "#0c0c0e",
    theme_color: "#0c0c0e",
    icons: [
      { src: "/icon.svg", sizes: "any", type: "image/svg+xml" },
      { src: "/icon-maskable.svg", sizes: "any", type: "image/svg+xml", purpose: "maskable" },
      { src: "/icon-monochrome.svg", sizes: "any", type: "image/svg+xml", purpose: "monochrome" },
    ],
  };
}
