"""Bodies: that money comes and goes between those the plan keeps books for."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.base.reading.checks import Folder, check
from commonweal.base.reading.problems import Problem


@check("organisations", "costs", "income")
def body_problems(folder: Folder) -> Iterator[Problem]:
    """Money needs bodies inside the system, and a pound is not paid to oneself."""
    kinds = dict(
        zip(
            folder.tables["organisations"]["organisation"],
            folder.tables["organisations"]["kind"],
            strict=True,
        )
    )
    for name in ("costs", "income"):
        for body, row in folder.tables[name].select("organisation", "row").iter_rows():
            if kinds.get(body) == "outside":
                yield Problem(
                    "X04",
                    f"{name}.csv",
                    row,
                    "organisation",
                    f"'{body}' is outside the system; the plan keeps no books for it",
                    "name the organisation of the system that bears or receives it",
                )
    for body, payer, row in (
        folder.tables["income"].select("organisation", "paid_by", "row").drop_nulls().iter_rows()
    ):
        if body == payer or kinds.get(payer) == "outside":
            yield Problem(
                "X04",
                "income.csv",
                row,
                "paid_by",
                f"'{payer}' " + ("pays itself" if body == payer else "is outside the system"),
                "leave paid_by blank for money from outside the system",
            )
