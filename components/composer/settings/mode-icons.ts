import { Columns2, Image, Layers, type LucideIcon, Type } from "lucide-react";
import type { Mode } from "@/lib/models/catalog";

export const MODE_ICONS: Record<Mode, LucideIcon> = { text: Type, firstFrame: Image, firstLast: Columns2, references: Layers };
