/** Copies text, also on plain http in a local network, where browsers have no clipboard API. */
export async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea");
  area.value = text;
  area.style.position = "fixed";
  area.style.opacity = "0";
  // Inside an open dialog only what lies in it can be selected.
  const parent = document.querySelector("dialog[open]") ?? document.body;
  parent.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}
