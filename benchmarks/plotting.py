"""The table and the plot of a run of scale.py."""

from collections.abc import Mapping, Sequence
from pathlib import Path

Figures = dict[str, float | int | str]
Row = Mapping[str, float | int | str]

_LABELS = {
    "ours": "Wenbao",
    "bm25s": "bm25s (numba)",
    "tantivy": "tantivy",
    "rank-bm25": "rank-bm25",
}


def table(rows: Sequence[Row]) -> str:
    """A Markdown table: a line for each figure, a column for each size."""
    names = list(dict.fromkeys(name for row in rows for name in row if name != "passages"))
    lines = [
        "| passages | " + " | ".join(f"{row['passages']:,}" for row in rows) + " |",
        "|---" * (len(rows) + 1) + "|",
    ]
    for name in names:
        lines.append(f"| {name} | " + " | ".join(_cell(row.get(name)) for row in rows) + " |")
    return "\n".join(lines) + "\n"


def plot(rows: Sequence[Row], path: Path) -> None:
    """Search time, and memory and disk, against size, on log scales."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot

    figure, (times, sizes) = pyplot.subplots(1, 2, figsize=(11, 4.2), layout="constrained")
    for name, label in _LABELS.items():
        points = [(r["passages"], r[f"{name} p50 ms"]) for r in rows if f"{name} p50 ms" in r]
        if points:
            times.plot(*zip(*points, strict=True), marker="o", label=label)
    answers = [(row["passages"], row["answer p50 ms"]) for row in rows]
    times.plot(*zip(*answers, strict=True), marker="s", ls="--", label="Wenbao, whole answer")
    times.set(xscale="log", yscale="log", xlabel="passages", ylabel="ms, median")
    times.set_title("Search, ten best passages")
    for name, label in (("text bytes", "text"), ("disk bytes", "index on disk")):
        sizes.plot(
            [row["passages"] for row in rows],
            [float(row[name]) / 1e6 for row in rows],
            marker="o",
            label=label,
        )
    memory = [float(row["anonymous MB"]) for row in rows]
    sizes.plot([row["passages"] for row in rows], memory, marker="s", label="private memory")
    sizes.set(xscale="log", yscale="log", xlabel="passages", ylabel="MB")
    sizes.set_title("Disk and memory")
    for axes in (times, sizes):
        axes.grid(True, which="both", alpha=0.2)
        axes.legend(frameon=False)
    figure.savefig(path, dpi=150)


def _cell(value: float | int | str | None) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:,.3g}" if value < 100 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) else value
