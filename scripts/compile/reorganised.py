"""Districts that were joined into new ones from 2019 to 2023, and what they became."""

BECAME: dict[str, tuple[str, int, tuple[str, ...]]] = {
    "E06000058": (
        "Bournemouth, Christchurch and Poole",
        2019,
        ("E06000028", "E06000029", "E07000048"),
    ),
    "E06000059": (
        "Dorset",
        2019,
        ("E07000049", "E07000050", "E07000051", "E07000052", "E07000053"),
    ),
    "E06000060": (
        "Buckinghamshire",
        2020,
        ("E07000004", "E07000005", "E07000006", "E07000007"),
    ),
    "E06000061": (
        "North Northamptonshire",
        2021,
        ("E07000150", "E07000152", "E07000153", "E07000156"),
    ),
    "E06000062": ("West Northamptonshire", 2021, ("E07000151", "E07000154", "E07000155")),
    "E06000063": ("Cumberland", 2023, ("E07000026", "E07000028", "E07000029")),
    "E06000064": ("Westmorland and Furness", 2023, ("E07000027", "E07000030", "E07000031")),
    "E06000065": (
        "North Yorkshire",
        2023,
        (
            "E07000163",
            "E07000164",
            "E07000165",
            "E07000166",
            "E07000167",
            "E07000168",
            "E07000169",
        ),
    ),
    # Taunton Deane and West Somerset were joined first (E07000246, 2019), then all of Somerset.
    "E06000066": (
        "Somerset",
        2023,
        ("E07000187", "E07000188", "E07000189", "E07000190", "E07000191", "E07000246"),
    ),
    "E07000244": ("East Suffolk", 2019, ("E07000205", "E07000206")),
    "E07000245": ("West Suffolk", 2019, ("E07000201", "E07000204")),
}
"""New code: (name, year of the change, the codes it took in)."""

NEW_CODE: dict[str, str] = {old: new for new, (_, _, olds) in BECAME.items() for old in olds}
"""Old code to new code."""

GONE_COUNTIES: dict[str, str] = {
    "E10000002": "Buckinghamshire, now the single district E06000060",
    "E10000006": "Cumbria, now the districts E06000063 and E06000064",
    "E10000009": "Dorset, now the districts E06000058 and E06000059",
    "E10000021": "Northamptonshire, now the districts E06000061 and E06000062",
    "E10000023": "North Yorkshire, now the single district E06000065",
    "E10000027": "Somerset, now the single district E06000066",
}
"""Counties that no longer exist, and what to write instead."""


def now_called(district: str) -> str:
    """The code a district has since April 2023.

    >>> now_called("E07000026"), now_called("E08000019")
    ('E06000063', 'E08000019')
    """
    return NEW_CODE.get(district, district)


def taken_in_by(district: str) -> tuple[str, ...]:
    """The 2018 codes that make up a district of 2023, itself included.

    >>> taken_in_by("E06000063")
    ('E07000026', 'E07000028', 'E07000029', 'E06000063')
    """
    return (*BECAME.get(district, ("", 0, ()))[2], district)
