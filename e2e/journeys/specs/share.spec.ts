import { expect, test } from "../fixtures";
import { findBarriers } from "../harness/axe";
import { Comments } from "../pages/comments";
import { ShareDialog } from "../pages/share-dialog";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, storageState: { cookies: [], origins: [] } };

test("a guest on a phone opens a clip by a link and a passphrase, plays it and says something, until the link is revoked", async ({
  create,
  page,
  openBrowser,
  errors,
}) => {
  const prompt = "A gull on the sea wall";
  await create.composer.set({ resolution: "480p", ratio: "16:9", seconds: 4, sound: false });
  await create.generate(prompt);
  await expect(create.gallery.status(prompt, "Ready")).toBeVisible({ timeout: 45_000 });
  await create.gallery.open(prompt).click();
  await create.viewer.press("k");

  const share = new ShareDialog(page);
  let link = "";
  await test.step("the owner makes a link", async () => {
    await create.viewer.button("Share").click();
    expect(await findBarriers(page)).toEqual([]);
    link = await share.create({ passphrase: "sea and salt", allow: ["Allow downloads"], watermark: "For Kim" });
    await expect(share.links).toHaveText(/1 clip.*not opened yet.*passphrase.*watermark “For Kim”/);
    await page.setViewportSize(PHONE.viewport);
    await expect(share.dialog.getByRole("textbox", { name: "Link", exact: true }), "what is shown once stays").toHaveValue(link);
    await page.setViewportSize({ width: 1440, height: 900 });
    await share.dialog.getByRole("button", { name: "Close" }).click();
  });

  const guest = await openBrowser(PHONE);
  await test.step("nothing is told before the passphrase is right", async () => {
    const headers = (await guest.goto(link))?.headers() ?? {};
    expect(headers).toMatchObject({ "referrer-policy": "no-referrer", "x-robots-tag": "noindex, nofollow", "x-frame-options": "DENY" });
    expect(headers["cache-control"]).toContain("no-store");
    await expect(guest).toHaveTitle("A shared clip");
    expect(await guest.content()).not.toContain('og:image"');
    await guest.getByRole("textbox", { name: "Passphrase" }).fill("salt and sea");
    await guest.getByRole("button", { name: "Open" }).click();
    await expect(guest.getByRole("alert").filter({ hasText: "not the passphrase" })).toBeVisible();
    await guest.getByRole("textbox", { name: "Passphrase" }).fill("sea and salt");
    await guest.getByRole("button", { name: "Open" }).click();
  });

  const video = guest.locator("video");
  await test.step("the clip plays, and nothing of its recipe is there", async () => {
    // It has the team's words over it, which are drawn first.
    await expect(video).toBeVisible({ timeout: 30_000 });
    await video.evaluate((player: HTMLVideoElement) => {
      player.muted = true;
      return player.play();
    });
    await expect.poll(() => video.evaluate((player: HTMLVideoElement) => player.currentTime)).toBeGreaterThan(0.2);
    expect(await guest.content()).not.toContain(prompt);
    await expect(guest.getByRole("link", { name: /^Download/ })).toBeVisible();
    expect(await findBarriers(guest)).toEqual([]);
    expect(await guest.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  });

  const comments = new Comments(create.viewer);
  await test.step("what the guest says comes to the studio, and the answer comes back", async () => {
    await guest.getByRole("textbox", { name: "Your name" }).fill("Kim");
    await guest.getByRole("textbox", { name: "Comment" }).fill("Hold it a little longer");
    await guest.getByRole("button", { name: "Send" }).click();
    await expect(guest.getByRole("list", { name: "Comments" }).getByText("Hold it a little longer")).toBeVisible();
    await expect(comments.thread("Hold it a little longer")).toContainText("Guest");
    await comments.reply("Hold it", "The next take does");
    await expect(guest.getByText("The next take does")).toBeVisible();
  });

  await test.step("revoked, it leads nowhere", async () => {
    await create.viewer.button("Share").click();
    await expect(share.links).toHaveText(/opened once/);
    await share.links.getByRole("button", { name: /^Revoke/ }).click();
    await expect(share.links).toHaveCount(0);
    errors.expect(/404/);
    await expect(guest.getByText("There is nothing here")).toBeVisible();
    expect((await guest.goto(link))?.status()).toBe(404);
  });
});
