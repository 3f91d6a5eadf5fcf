"""The number to dial as a code that a phone can scan."""

from playwright.async_api import expect

from scripts.servers import ROOT

from .conftest import OpenCard

DECODER = ROOT / "card" / "node_modules" / "jsqr" / "dist" / "jsQR.js"
DECODE = """async svg => {
  const image = new Image();
  const text = new XMLSerializer().serializeToString(svg);
  image.src = `data:image/svg+xml,${encodeURIComponent(text.replace("<svg", "<svg width='330' height='330'"))}`;
  await image.decode();
  const context = document.createElement("canvas").getContext("2d");
  context.canvas.width = context.canvas.height = 330;
  context.fillStyle = "#fff";
  context.fillRect(0, 0, 330, 330);
  context.drawImage(image, 0, 0);
  return jsQR(context.getImageData(0, 0, 330, 330).data, 330, 330).data;
}"""


async def test_scan(open_card: OpenCard) -> None:
    """On a computer, which does not dial, a phone dials what it reads from the card."""
    card = await open_card()
    await card.page.add_script_tag(path=DECODER)

    await card.dial_panel.locator("summary").click()

    code = card.dial_panel.get_by_role("img")
    await expect(code).to_be_visible()
    assert await code.evaluate(DECODE) == "tel:+493034649495"
    assert await card.violations() == []
