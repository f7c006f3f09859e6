"""Pages drawn as scanners give them, clean or worn, and how far what was read of one is from what stands there."""

from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONTS = ("DejaVuSerif.ttf", "NotoSerif-Regular.ttf", "DejaVuSans.ttf", "NotoSans-Regular.ttf")
DPI = 200
# A4 at 200 dpi; the text begins at its margins and is 56 points from line to line, 30 more after a paragraph.
_PAGE, _LEFT, _TOP, _WIDTH, _LINE, _GAP = (1654, 2339), 170, 200, 1300, 56, 30


def scanned(paragraphs: Sequence[str], font: ImageFont.FreeTypeFont) -> Image.Image:
    """A page of A4 with these paragraphs, as a clean scan."""
    picture = Image.new("L", _PAGE, 255)
    draw, top = ImageDraw.Draw(picture), _TOP
    for paragraph in paragraphs:
        line = ""
        for word in [*paragraph.split(), ""]:
            if not word or draw.textlength(f"{line} {word}", font=font) > _WIDTH:
                draw.text((_LEFT, top), line, fill=0, font=font)
                line, top = "", top + _LINE
            line = f"{line} {word}".strip()
        top += _GAP
    return picture


def worn(picture: Image.Image, angle: float) -> Image.Image:
    """The page as a poor scanner sees it: turned, blurred, with noise."""
    turned = picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    return Image.blend(
        turned.filter(ImageFilter.GaussianBlur(0.6)), Image.effect_noise(picture.size, 40), 0.18
    )


def error_rate(wanted: str, found: str) -> float:
    """How many letters must be put in, taken out or changed, to one of the wanted ones."""
    row = list(range(len(found) + 1))
    for place, letter in enumerate(wanted, 1):
        before, row[0] = row[0], place
        for other, seen in enumerate(found, 1):
            before, row[other] = (
                row[other],
                min(row[other] + 1, row[other - 1] + 1, before + (letter != seen)),
            )
    return row[-1] / len(wanted)
