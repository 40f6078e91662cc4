import { Button, type ButtonProps } from "./button";
import { Tooltip } from "./tooltip";

/** A button that is only an icon: its name is spoken by screen readers and shown on hover and focus. */
export function IconButton({ label, variant = "quiet", size = "icon", ...props }: ButtonProps & { label: string }) {
  return (
    <Tooltip label={label}>
      <Button aria-label={label} variant={variant} size={size} {...props} />
    </Tooltip>
  );
}
