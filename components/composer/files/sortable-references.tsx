"use client";

import {
  closestCenter,
  DndContext,
  KeyboardSensor,
  MouseSensor,
  TouchSensor,
  useSensor,
  useSensors,
  type Announcements,
  type DragEndEvent,
} from "@dnd-kit/core";
import { rectSortingStrategy, SortableContext, sortableKeyboardCoordinates, useSortable } from "@dnd-kit/sortable";
import { useTranslations } from "use-intl";
import { cn } from "@/lib/shared/cn";
import { useEngine } from "../engine/composer-context";
import type { NumberedReference } from "./reference-order";
import { UnitChip } from "./unit-chip";

/** Where its announcements are put: not into the list, and inside a modal sheet, because what lies behind that is silent. */
const spokenPlace = (): Element | undefined =>
  typeof document === "undefined" ? undefined : (document.querySelector("dialog[open]") ?? document.body);

/** The strip with its frames to be dragged by mouse, finger or keyboard. Loaded when there is something to reorder. */
export default function SortableReferences({ units }: { units: readonly (readonly NumberedReference[])[] }) {
  const t = useTranslations("composer.references.drag");
  const engine = useEngine();
  const sensors = useSensors(
    // A few pixels and a moment: a click stays a click, and a strip can still be scrolled by thumb.
    useSensor(MouseSensor, { activationConstraint: { distance: 6 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 200, tolerance: 6 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const keys = units.map(([first]) => first!.input.key);
  const nameOf = (key: string | number): string => {
    const input = units.find(([first]) => first!.input.key === key)?.[0]!.input;
    return input?.element ? `@${input.element.name}` : (input?.name ?? "");
  };
  const placeOf = (key: string | number) => keys.indexOf(String(key)) + 1;
  const count = units.length;
  const announcements: Announcements = {
    onDragStart: ({ active }) => t("lifted", { name: nameOf(active.id), position: placeOf(active.id), count }),
    onDragOver: ({ active, over }) => (over ? t("over", { name: nameOf(active.id), position: placeOf(over.id), count }) : undefined),
    onDragEnd: ({ active, over }) => t("dropped", { name: nameOf(active.id), position: placeOf(over?.id ?? active.id), count }),
    onDragCancel: ({ active }) => t("cancelled", { name: nameOf(active.id) }),
  };
  function drop({ active, over }: DragEndEvent) {
    if (over && active.id !== over.id) engine.dispatch({ type: "move", key: String(active.id), to: keys.indexOf(String(over.id)) });
  }
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragEnd={drop}
      accessibility={{ announcements, screenReaderInstructions: { draggable: t("instructions") }, container: spokenPlace() }}
    >
      <SortableContext items={keys} strategy={rectSortingStrategy}>
        {units.map((unit, index) => (
          <SortableChip key={keys[index]} unit={unit} index={index} count={count} />
        ))}
      </SortableContext>
    </DndContext>
  );
}

function SortableChip({ unit, index, count }: { unit: readonly NumberedReference[]; index: number; count: number }) {
  const { input } = unit[0]!;
  const t = useTranslations("composer.references.drag");
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({
    id: input.key,
    attributes: { roleDescription: t("role") },
  });
  return (
    <li
      ref={setNodeRef}
      data-reference={input.key}
      style={{ transform: transform ? `translate(${transform.x}px, ${transform.y}px)` : undefined, transition }}
      className={cn("relative", isDragging && "z-10")}
    >
      <UnitChip
        unit={unit}
        index={index}
        count={count}
        handle={{ ref: setActivatorNodeRef, ...attributes, ...listeners }}
        lifted={isDragging}
      />
    </li>
  );
}
