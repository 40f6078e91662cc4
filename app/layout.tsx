import type { Metadata, Viewport } from "next";
import { GeistSans } from "geist/font/sans";
import localFont from "next/font/local";
import type { ReactNode } from "react";
import { IntlProvider } from "@/components/shell/intl-provider";
import { OnePress } from "@/components/shell/one-press";
import { loadMessages } from "@/lib/i18n/load-messages";
import { getLocale, getTheme, getTimeZone, getTranslations } from "@/lib/i18n/request";
import "./globals.css";

// Not preloaded: the slate lines may set a moment later than the words that one reads first.
const geistMono = localFont({
  src: "../node_modules/geist/dist/fonts/geist-mono/GeistMono-Variable.woff2",
  variable: "--font-geist-mono",
  weight: "100 900",
  preload: false,
  adjustFontFallback: false,
});

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("common");
  return {
    title: { default: "Dailies", template: "%s · Dailies" },
    description: t("tagline"),
    applicationName: "Dailies",
    icons: { icon: [{ url: "/icon.svg", type: "image/svg+xml" }], apple: "/apple-icon.png" },
    robots: { index: false, follow: false },
    formatDetection: { telephone: false, email: false, address: false },
  };
}

// The canvas of each theme, as sRGB: the browser's own chrome knows no oklch.
const CANVAS = { light: "#fbfaf9", dark: "#0c0c0e" };

export async function generateViewport(): Promise<Viewport> {
  const theme = await getTheme();
  return {
    width: "device-width",
    initialScale: 1,
    viewportFit: "cover",
    interactiveWidget: "resizes-content",
    themeColor:
      theme === "system"
        ? [
            { media: "(prefers-color-scheme: light)", color: CANVAS.light },
            { media: "(prefers-color-scheme: dark)", color: CANVAS.dark },
          ]
        : CANVAS[theme],
  };
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, theme, timeZone] = await Promise.all([getLocale(), getTheme(), getTimeZone()]);
  const messages = await loadMessages(locale, ["common", "broken"]);
  return (
    <html lang={locale} data-theme={theme === "system" ? undefined : theme} className={`${GeistSans.variable} ${geistMono.variable}`}>
      <body>
        <OnePress />
        <IntlProvider locale={locale} timeZone={timeZone} messages={messages}>
          {children}
        </IntlProvider>
      </body>
    </html>
  );
}
