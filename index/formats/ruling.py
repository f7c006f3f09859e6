"""Ruling: the drawn lines of a table in a scan, which Tesseract takes for letters or loses the words between.

They are long dark runs, thin across, that cross each other; a picture without any that cross stays as it is.
"""

import threading
from typing import TYPE_CHECKING

from PIL import Image, ImageChops, ImageFilter, ImageStat

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

Box = tuple[int, int, int, int]

# Lines are looked for in a picture of half the size; a point of it is dark from this grey on.
_SMALLER, _DARK = 2, 176
# How long a run is no letter's, by the picture's width: half an inch of a page; and how thick no line's is.
_LONG, _THICK = 1 / 17, 8
# How much of a page its tables' lines cover at most: the ruling of gazettes covers .08, dirt that runs together .4.
_MOST_COVERED = 0.25
# A worker reads as many pages at once as there are cores, and has little memory beside them.
_MOST_POINTS, _STRIP = 50_000_000, 256
_one_at_a_time = threading.Lock()


def take_out(picture: "Picture") -> Box | None:
    """Take the lines of its tables out of a picture in grey, and give the box around them; None if there are none."""
    length = round(picture.width / _SMALLER * _LONG)
    if length <= 2 * _THICK or picture.width * picture.height > _MOST_POINTS:
        return None  # a stroke of a letter is as long, or memory too short
    with _one_at_a_time:
        small = picture.reduce(_SMALLER).point([0 if grey < _DARK else 255 for grey in range(256)])
        level, upright = (_thin(_runs(small, length, way), way) for way in ((1, 0), (0, 1)))
        if ImageChops.lighter(_grown(level), _grown(upright)).getextrema()[0]:
            return None
        lines = ImageChops.invert(_grown(ImageChops.darker(level, upright)))
        if ImageStat.Stat(lines).mean[0] > 255 * _MOST_COVERED:
            return None
        for top in range(0, lines.height, _STRIP):
            strip = lines.crop((0, top, lines.width, min(top + _STRIP, lines.height)))
            mask = strip.resize((strip.width * _SMALLER, strip.height * _SMALLER), Image.Resampling.NEAREST)
            picture.paste(255, (0, top * _SMALLER), mask)
        return _around(upright)


def _around(upright: "Picture") -> Box | None:
    """The box around upright lines, since a level one may stand below a heading."""
    box = ImageChops.invert(upright).getbbox()
    return box and (box[0] * _SMALLER, box[1] * _SMALLER, box[2] * _SMALLER, box[3] * _SMALLER)


def _runs(picture: "Picture", length: int, way: tuple[int, int]) -> "Picture":
    """Its dark runs of at least that length, the way that is given."""
    return _spread(_spread(picture, length, way, dark=False), length, way, dark=True)


def _thin(lines: "Picture", way: tuple[int, int]) -> "Picture":
    """Those lines that are no thicker than lines are drawn; a dark picture is none."""
    thick = _runs(lines, _THICK, (way[1], way[0]))
    return ImageChops.lighter(lines, ImageChops.invert(thick))


def _grown(picture: "Picture") -> "Picture":
    """The picture, what is dark in it grown by a point each way."""
    return picture.filter(ImageFilter.MinFilter(3))


def _spread(picture: "Picture", length: int, way: tuple[int, int], *, dark: bool) -> "Picture":
    """Each point as dark as the darkest of so many that end there, or as light as the lightest that begin there."""
    join, sign = (ImageChops.darker, 1) if dark else (ImageChops.lighter, -1)
    done = 1
    while done < length:
        step = min(done, length - done)
        moved = Image.new("L", picture.size, 255)
        moved.paste(picture, (sign * step * way[0], sign * step * way[1]))
        picture = join(picture, moved)
        done += step
    return picture
