"""PDF files for tests, written by hand."""


def pdf(*pages: str, rotate: int = 0) -> bytes:
    """A PDF file whose pages have these content streams, shown turned by so many degrees.

    Font F1 is Helvetica; in F2 `a` is 一 and `b` is 、, of which only the ink has a place.
    """
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    bodies = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for at, stream in enumerate(pages):
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Rotate {rotate} /Resources <<"
            f" /Font << /F1 3 0 R /F2 {4 + 2 * len(pages)} 0 R >> >> /Contents {5 + 2 * at} 0 R >>"
        )
        bodies.append(_stream(stream))
    bodies += _inked_font(4 + 2 * len(pages))
    data, offsets = "%PDF-1.4\n", []
    for number, body in enumerate(bodies, start=1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    count = len(bodies) + 1
    return (
        f"{data}xref\n0 {count}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {count} /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
    ).encode()


def _inked_font(number: int) -> list[str]:
    """The objects of a font, of which the first has this number."""
    flat, dot = (
        "1000 0 50 350 950 450 d1 50 350 900 100 re f",
        "1000 0 80 0 280 200 d1 80 0 200 200 re f",
    )
    mapped = (
        "begincmap 1 begincodespacerange <00> <FF> endcodespacerange"
        " 2 beginbfchar <61> <4E00> <62> <3001> endbfchar endcmap"
    )
    font = (
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 0 0] /FontMatrix [0.001 0 0 0.001 0 0]"
        f" /CharProcs << /a {number + 1} 0 R /b {number + 2} 0 R >> /Resources << >>"
        " /Encoding << /Type /Encoding /Differences [97 /a /b] >> /FirstChar 97 /LastChar 98"
        f" /Widths [1000 1000] /ToUnicode {number + 3} 0 R >>"
    )
    return [font, *(_stream(text) for text in (flat, dot, mapped))]


def _stream(text: str) -> str:
    return f"<< /Length {len(text)} >>\nstream\n{text}\nendstream"
