"""Legacy Vietnamese encodings (TCVN3, VNI, VISCII, VIQR, Windows-1258): found, and turned into Unicode."""

from index.encodings.detect import BOMS, Decoded, convert, decode, repair
from index.encodings.run import Repaired
from index.encodings.tables import Encoding, by_font

__all__ = ["BOMS", "Decoded", "Encoding", "Repaired", "by_font", "convert", "decode", "repair"]
