import { Columns2, Image, Layers, type Icon, Type } from "@/components/ui/icons";
import type { Mode } from "@/lib/models/catalog";

export const MODE_ICONS: Record<Mode, Icon> = { text: Type, firstFrame: Image, firstLast: Columns2, references: Layers };
