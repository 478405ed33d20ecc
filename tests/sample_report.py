"""An invented report for tests: real names, centres and populations of 66 hromadas, invented figures from a small counter-based mixer.

Centres and populations of 1.1.2022: KSE Agrocenter, "KSE Loc Data Hub" (MIT, DOI 10.5281/zenodo.15267573), after Ukrstat.
"""

# The rows below read best as rows.
# ruff: noqa: E501
from __future__ import annotations

from dataclasses import replace

from zhyto.report.data import (
    Checks,
    Example,
    FindingRow,
    Fund,
    FundExtra,
    FundGroup,
    FundRule,
    FundSource,
    GuaranteeRow,
    Hardship,
    HardshipReasonRow,
    HromadaRow,
    LawFact,
    MissingFact,
    NotComputed,
    NotJudged,
    Reading,
    ReportData,
    Step,
)

PLACES = """
UA18020010000059904 Андрушівська Бердичівський 50.030 29.022 19530
UA18020030000035625 Бердичівська Бердичівський 49.894 28.581 74257
UA18020050000058053 Вчорайшенська Бердичівський 49.869 29.147 4997
UA18020070000083539 Гришковецька Бердичівський 49.934 28.596 9463
UA18020090000092001 Краснопільська Бердичівський 49.834 28.053 7406
UA18020110000026941 Райгородоцька Бердичівський 49.827 28.377 6898
UA18020130000096761 Ружинська Бердичівський 49.722 29.205 19416
UA18020150000084693 Семенівська Бердичівський 49.871 28.662 4991
UA18020170000036711 Червоненська Бердичівський 49.950 28.869 5362
UA18020190000022756 Швайківська Бердичівський 49.996 28.513 4099
UA18040010000031446 Андрушківська Житомирський 49.887 29.329 3767
UA18040030000089649 Березівська Житомирський 50.315 28.439 9026
UA18040050000049937 Брусилівська Житомирський 50.283 29.519 13986
UA18040070000059677 Високівська Житомирський 50.406 28.809 2303
UA18040090000077574 Вишевицька Житомирський 50.628 29.399 3077
UA18040110000034222 Вільшанська Житомирський 50.019 28.144 6327
UA18040130000075048 Волицька Житомирський 50.083 29.099 5334
UA18040150000019024 Глибочицька Житомирський 50.279 28.776 10829
UA18040170000089964 Городоцька Житомирський 50.593 29.453 3597
UA18040190000029215 Житомирська Житомирський 50.260 28.669 263237
UA18040210000044466 Квітнева Житомирський 49.994 29.518 3981
UA18040230000036046 Корнинська Житомирський 50.097 29.540 5336
UA18040250000068141 Коростишівська Житомирський 50.320 29.058 29318
UA18040270000050167 Курненська Житомирський 50.454 28.095 7802
UA18040290000063354 Любарська Житомирський 49.923 27.749 25297
UA18040310000093693 Миропільська Житомирський 50.110 27.697 6932
UA18040330000027310 Новоборівська Житомирський 50.693 28.640 8150
UA18040350000040746 Новогуйвинська Житомирський 50.207 28.692 23675
UA18040370000055940 Оліївська Житомирський 50.344 28.685 8145
UA18040390000055900 Попільнянська Житомирський 49.945 29.459 16071
UA18040410000025491 Потіївська Житомирський 50.620 28.977 3359
UA18040430000080827 Пулинська Житомирський 50.469 28.271 13809
UA18040450000079138 Радомишльська Житомирський 50.496 29.229 25033
UA18040470000074046 Романівська Житомирський 50.147 27.921 18355
UA18040490000014752 Станишівська Житомирський 50.218 28.723 16766
UA18040510000013419 Старосілецька Житомирський 50.408 28.999 4978
UA18040530000045696 Тетерівська Житомирський 50.237 28.575 9610
UA18040550000062361 Харитонівська Житомирський 50.285 29.016 1793
UA18040570000099817 Хорошівська Житомирський 50.596 28.445 17575
UA18040590000064402 Черняхівська Житомирський 50.453 28.666 19560
UA18040610000049084 Чуднівська Житомирський 50.052 28.115 19405
UA18060010000047628 Білокоровицька Коростенський 51.107 28.015 5683
UA18060030000039943 Гладковицька Коростенський 51.338 28.897 4706
UA18060050000027575 Горщиківська Коростенський 50.898 28.309 2718
UA18060070000095797 Іршанська Коростенський 50.750 28.721 8913
UA18060090000061708 Коростенська Коростенський 51.006 28.588 71498
UA18060110000061631 Лугинська Коростенський 51.079 28.398 15104
UA18060130000061781 Малинська Коростенський 50.768 29.241 36723
UA18060150000038188 Народицька Коростенський 51.204 29.091 9282
UA18060170000069581 Овруцька Коростенський 51.326 28.803 36374
UA18060190000071101 Олевська Коростенський 51.223 27.649 34193
UA18060210000083283 Словечанська Коростенський 51.378 28.358 10875
UA18060230000071114 Ушомирська Коростенський 50.863 28.589 9382
UA18060250000078729 Чоповицька Коростенський 50.827 28.947 5757
UA18080010000090720 Баранівська Звягельський 50.294 27.667 24837
UA18080030000019784 Барашівська Звягельський 50.713 28.029 6600
UA18080050000083590 Брониківська Звягельський 50.576 27.767 7721
UA18080070000029133 Городницька Звягельський 50.806 27.314 8113
UA18080090000055832 Довбиська Звягельський 50.371 27.986 8693
UA18080110000095378 Дубрівська Звягельський 50.347 27.413 3661
UA18080130000032098 Ємільчинська Звягельський 50.872 27.805 21095
UA18080150000022496 Звягельська Звягельський 50.592 27.607 61105
UA18080170000023999 Піщівська Звягельський 50.605 27.322 3790
UA18080190000029932 Стриївська Звягельський 50.526 27.625 4870
UA18080210000038722 Чижівська Звягельський 50.668 27.619 6737
UA18080230000071226 Ярунська Звягельський 50.547 27.462 7750
"""
LETTERS = "a b v h g d e zh z y i i k l m n o p r s t u f kh ts ch sh shch ie i iu ia"
_LATIN = dict(
    zip("абвгґдежзиійклмнопрстуфхцчшщєїюя", LETTERS.split(), strict=True)
)
_FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}


def latin(name: str) -> str:
    """A Ukrainian name in Latin letters by the official table."""
    low = name.casefold().replace("зг", "zgh")
    letters = [_FIRST.get(c, _LATIN.get(c, c)) if at == 0 else _LATIN.get(c, "" if c in "ь’" else c) for at, c in enumerate(low)]
    return "".join(letters).capitalize()


def both(name: str) -> dict[str, str]:
    return {"uk": name, "en": latin(name)}


def two(uk: str, en: str) -> dict[str, str]:
    return {"uk": uk, "en": en}


def mixed(*key: int) -> int:
    """A number from 0 to 999 that looks random and is always the same for a key."""
    value = 2166136261
    for part in key:
        value = (value ^ part) * 16777619 % 2**32
        value ^= value >> 15
    return value * 2246822519 % 2**32 // 4294968


STATE, PENSION = two("державний бюджет", "state budget"), two("Пенсійний фонд", "Pension Fund")

# code, names, entity, payer, due per 10,000 residents, kopecks each, unverified, citation, summary, method
LAW = (
    ("housing_subsidy", two("Житлова субсидія", "Housing subsidy"), "household", STATE, 812, 142_637, True, "Постанова 848 від 21.10.1995",
     two("Держава оплачує частину житлово-комунальних послуг понад посильну для домогосподарства частку.",
         "The state pays the part of housing and utility costs above what the household can bear."),
     two("Посильна частка = середній дохід на особу ÷ прожитковий мінімум ÷ 2 × 15 %. Субсидія — вартість послуг у межах норм мінус ця частка доходу.",
         "The bearable share is income per person ÷ subsistence minimum ÷ 2 × 15%. The subsidy is the cost within the norms minus that share of income.")),
    ("pension_age_supplement", two("Надбавка до пенсії за вік", "Pension supplement by age"), "person", STATE, 940, 43_100, False,
     "Постанова 168 від 24.02.2023",
     two("Пенсіонери від 70 років з невеликою пенсією отримують щомісячну надбавку без заяви.",
         "Pensioners of 70 and older with a small pension get a monthly supplement without claiming."),
     two("300 грн від 70 років, 456 від 75, 570 від 80, але разом з пенсією не більше від 10 340,35 грн.",
         "UAH 300 from age 70, 456 from 75, 570 from 80, but with the pension no more than UAH 10,340.35.")),
    ("idp_living_aid", two("Допомога на проживання переселенцям", "Living aid for displaced persons"), "household", STATE, 88, 518_000, False,
     "Постанова 332 від 20.03.2022",
     two("Переселенці із вразливих категорій отримують допомогу на проживання.", "Displaced persons of vulnerable categories get aid to live on."),
     two("3 000 грн на дитину чи особу з інвалідністю, 2 000 грн на іншу особу, якщо дохід на особу не більший від чотирьох прожиткових мінімумів.",
         "UAH 3,000 for a child or a person with disability, 2,000 for another, if income per person is at most four subsistence minimums.")),
    ("low_income_family_aid", two("Допомога малозабезпеченим сім’ям", "Aid to low-income families"), "household", STATE, 41, 487_250, True,
     "Закон 1768-III; Постанова 250 від 24.02.2003",
     two("Сім’ї, чий дохід нижчий від прожиткового мінімуму, держава доплачує до гарантованого рівня.",
         "A family whose income is below the subsistence minimum is brought up to a guaranteed level."),
     two("Гарантований мінімум сім’ї мінус її середній місячний дохід за шість місяців, не більше ніж 75 % прожиткового мінімуму сім’ї.",
         "The family's guaranteed minimum less its mean monthly income of six months, at most 75% of its subsistence minimum.")),
    ("disability_aid", two("Допомога особам з інвалідністю з дитинства", "Aid to persons disabled since childhood"), "person", STATE, 63, 231_400, False,
     "Закон 2109-III",
     two("Особи з інвалідністю з дитинства та діти з інвалідністю отримують щомісячну допомогу.",
         "Persons disabled since childhood and children with a disability get a monthly aid."),
     two("100, 80 або 60 % прожиткового мінімуму непрацездатних за групою, з надбавкою на догляд.",
         "100, 80 or 60% of the subsistence minimum by group, with a supplement for care.")),
    ("birth_grant", two("Допомога при народженні дитини", "Birth grant"), "person", STATE, 142, 97_300, False, "Закон 2811-XII; Закон 4681-IX",
     two("Батькам належить виплата на кожну народжену дитину; заявити про неї треба протягом 12 місяців.",
         "Parents are due a payment for each child born; it must be claimed within 12 months."),
     two("Народжені до кінця 2025 року: 860 грн на місяць; народжені з 2026 року: 50 000 грн один раз.",
         "Born by the end of 2025: UAH 860 a month; born from 2026: UAH 50,000 once.")),
    ("third_child_aid", two("Допомога на третю і наступну дитину", "Aid for the third and each next child"), "person", STATE, 47, 210_000, True,
     "Постанова 250 від 13.03.2019",
     two("Багатодітній сім’ї платять на третю і кожну наступну дитину до шести років.",
         "A large family is paid for the third and each next child under six."),
     two("2 100 грн на місяць на кожну таку дитину, доходи не перевіряють.", "UAH 2,100 a month for each such child, with no income test.")),
    ("war_veteran_annual_payment", two("Щорічна виплата ветеранам війни", "Annual payment to war veterans"), "person", PENSION, 0, 0, True,
     "Закон 3551-XII",
     two("Раз на рік, до Дня Незалежності, ветерани отримують виплату.", "Once a year, by Independence Day, veterans get a payment."),
     two("У січні не виплачується.", "Not paid in January.")),
)  # fmt: skip
KINDS = ("missing", "short", "undecided_late", "unclaimed", "over", "undue", "unexplained")
PER_MILLE = {"missing": 14, "short": 9, "undecided_late": 4, "unclaimed": 120, "over": 6, "undue": 4, "unexplained": 1}
PART = {"missing": 100, "short": 31, "undecided_late": 100, "unclaimed": 82, "over": 44, "undue": 90, "unexplained": 100}


def sample() -> ReportData:
    """A region of 66 hromadas in January 2026."""
    places, found, totals = [], {}, {}
    hardship = {"due_not_paid": 0, "unclaimed": 0, "missed_by_law": 0}
    shortfall = 0
    for at, line in enumerate(PLACES.split("\n")[1:-1]):
        code, name, raion, lat, lon, population = line.split(" ")
        people = int(population)
        due_amount = paid_amount = unpaid = unpaid_amount = unclaimed = unclaimed_amount = 0
        north = 3 if float(lat) > 50.9 else 1
        for order, (guarantee, *_, rate, each, _u, _c, _s, _m) in enumerate(LAW):
            due = people * rate * (800 + mixed(at, order, 1) * 4 // 10) // 10_000_000
            amount = due * each
            lost = 0
            for k, kind in enumerate(KINDS):
                count = due * PER_MILLE[kind] * (300 + mixed(at, order, k, 2)) * (north if kind == "missing" else 1) // 800_000
                money = count * each * PART[kind] // 100
                was = found.get((kind, guarantee), (0, 0))
                found[kind, guarantee] = (was[0] + count, was[1] + money)
                if k < 3:
                    unpaid, unpaid_amount, lost = unpaid + count, unpaid_amount + money, lost + money
                elif kind == "unclaimed":
                    unclaimed, unclaimed_amount = unclaimed + count, unclaimed_amount + money
            # One office in the city sent no payments: what is due there can be neither paid nor not paid.
            unseen = 41_300_000 if (at, guarantee) == (19, "housing_subsidy") else 0
            had = totals.get(guarantee, (0, 0, 0))
            totals[guarantee] = (had[0] + due, had[1] + amount, had[2] + amount - lost - unseen)
            due_amount, paid_amount = due_amount + amount, paid_amount + amount - lost - unseen
        reasons = (
            people * (1 + mixed(at, 5) // 400) * north // 4000,
            people * (3 + mixed(at, 6) // 200) // 2500,
            people * (4 + mixed(at, 7) // 125) * (1 + north) // 4000,
        )
        lack = sum(reasons) * (161_000 + mixed(at, 8) * 90)
        for reason, count in zip(hardship, reasons, strict=True):
            hardship[reason] += count
        shortfall += lack
        places.append(
            HromadaRow(
                code, both(name), both(raion), float(lat), float(lon), people, due_amount, paid_amount, unpaid, unpaid_amount,
                unclaimed, unclaimed_amount, sum(reasons), *reasons, lack, lack * 31 // 100,
            )
        )  # fmt: skip
    rows = []
    for code, label, entity, payer, _rate, _each, unverified, cite, summary, method in LAW:
        due, amount, paid = totals[code]
        count, money = found["unclaimed", code]
        rows.append(GuaranteeRow(code, label, entity, payer, due, amount, paid, count, money, due * 37 // 1000, cite, summary, method, "open" if unverified else "verified"))
    parts = (shortfall * 14 // 100, shortfall * 27 // 100)
    lacks = (*parts, shortfall - sum(parts))
    return ReportData(
        month="2026-01",
        region=two("Житомирська область", "Zhytomyr oblast"),
        currency=two("грн", "UAH"),
        synthetic=True,
        residents=sum(place.population or 0 for place in places),
        households=451_377,
        recipients=sum(row.due for row in rows) * 83 // 100,
        unpaid_recipients=sum(place.unpaid for place in places),
        unclaimed_recipients=sum(place.unclaimed for place in places),
        guarantees=tuple(rows),
        findings=tuple(FindingRow(kind, code, *pair) for (kind, code), pair in found.items() if pair[0]),
        hromadas=tuple(places),
        hardship=Hardship(
            two("Сума прожиткових мінімумів усіх членів домогосподарства: у січні 2026 року це, наприклад, 9 473,00 грн для двох дорослих і малої дитини.",
                "The sum of the subsistence minimums of all members: in January 2026, say, UAH 9,473.00 for two adults and a small child."),
            438_112, 13_265,
            tuple(HardshipReasonRow(reason, count, count * 29 // 10, lack) for (reason, count), lack in zip(hardship.items(), lacks, strict=True)),
        ),
        fund=Fund(
            two("обласна програма підтримки", "regional support programme"), sum(place.fund_share or 0 for place in places), sum(place.fund_share or 0 for place in places), 8140, 3275,
            sum(hardship.values()) * 6 // 10, 412, shortfall, True,
            extras=tuple(FundExtra(two(f"ще {extra} млн грн", f"UAH {extra} million more"), extra * 10**8, 8140 + 310 * extra, 412 + 700 * extra, max(shortfall * 69 // 100 - extra * 10**8, 0)) for extra in (1, 2, 5)),
            sources=(FundSource(two("Обласний бюджет", "Budget of the oblast"), 10**9, 10**9, 900), FundSource(two("Донор", "A donor"), 10**8, 4_000_00, 2)),
            groups=(
                FundGroup((two("Обласний бюджет", "Budget of the oblast"),), 700, 420, 0, 8140, ((two("Обласний бюджет", "Budget of the oblast"),),)),
                FundGroup((two("Обласний бюджет", "Budget of the oblast"), two("Донор", "A donor")), 2, 2, 1, 9055, ()),
                FundGroup((), 40, 0, 0, 7777, ()),
            ),
            rules=(
                FundRule(two("спершу найбідніші", "the worst-off first"), 8140, 1002, 412, 5_000_000, 431),
                FundRule(two("порівну на людину", "equal per head"), 3275, 1400, 2, 5_000_000, 1287),
            ),
        ),
        examples=(_example(),),
        law_facts=(
            LawFact(two("Частка прожиткового мінімуму, липень 2020 року", "Share of the subsistence minimum, July 2020"), two("130 %", "130%"),
                    "2020-07-01", "remembered", two("", ""), ("low_income_family_aid",)),
            LawFact(two("Розмір допомоги на третю дитину", "Amount of aid for the third child"), two("2 100 грн", "UAH 2,100"), "2021-01-01",
                    "remembered", two("з пам’яті, висока певність", "from memory, high confidence"), ("third_child_aid",)),
            LawFact(two("Норма опалення газом", "Norm of gas for heating"), two("не відомо", "not known"), "2021-05-01", "missing", two("", ""),
                    ("housing_subsidy",)),
            LawFact(two("Опалювальний період", "Heating season"), two("жовтень–квітень", "October–April"), "2020-10-01", "assumption", two("", ""),
                    ("housing_subsidy",)),
        ),
        readings=(
            Reading(two("Вік особи", "Age of a person"), "1", two("Вік рахуємо на 1-ше число місяця.", "Age is counted on the 1st of the month."),
                    two("На останній день місяця або за днями.", "On the last day of the month, or by days."), ("pension_age_supplement",)),
            Reading(two("Місяці доходу", "Months of income"), "", two("Шість місяців — це два цілі квартали, що закінчилися до місяця перед заявою.",
                        "Six months are the two whole quarters that ended before the month before the claim."),
                    two("Шість місяців підряд перед заявою.", "Six months in a row before the claim."), ("low_income_family_aid",)),
        ),
        not_implemented=(
            NotComputed(two("Надбавка на догляд за самотнім пенсіонером", "Care supplement for a lonely pensioner"), "2020-01-01", "",
                        two("розміру не знайдено", "the amount was not found"), ("pension_age_supplement",)),
        ),
        missing_facts=(
            MissingFact(two("площа житла", "floor area of the dwelling"), two("технічний паспорт житла", "technical passport of the dwelling"),
                        ("housing_subsidy",), 2914),
            MissingFact(two("дохід за один із шести місяців", "income of one of the six months"), two("довідка про доходи", "certificate of income"),
                        ("low_income_family_aid", "idp_living_aid"), 1107),
            MissingFact(two("посвідчення багатодітної сім’ї", "large-family certificate"), two("посвідчення батьків багатодітної сім’ї", "the certificate"),
                        ("third_child_aid",), 2),
        ),
        not_judged=(
            NotJudged("housing_subsidy", 640, 41_300_000, two("установа не передала виплат за січень", "the office sent no payments for January")),
        ),
        gaps=(two("Виплати за листопад 2025 року надійшли лише з 61 громади.", "Payments for November 2025 came from 61 hromadas only."),),
        checks=Checks(
            "sha256:9c1c5f0e6f0b4e0d8a52f3a9c1d47a5be19b0a3f6d3f8b1c6e2a7d5048b1f3aa",
            "sha256:5b02b7a41f7d0c9e3a6bb2d84c1f0e97a8d35e6c2b4f19870d3c5a6e7f8091b2",
            "0.1.0", "zhyto demo --seed 1", "2026-02-15", 1,
        ),
    )  # fmt: skip


def _example() -> Example:
    minimum = Step(two("прожитковий мінімум сім’ї", "subsistence minimum of the family"), two("9 473,00 грн", "UAH 9,473.00"), "Закон про Держбюджет, ст. 7",
                   steps=(Step(two("двоє дорослих", "two adults"), two("2 × 3 328,00 грн", "2 × UAH 3,328.00")),
                          Step(two("дитина 4 років", "child of 4"), two("2 817,00 грн", "UAH 2,817.00"))))  # fmt: skip
    level = Step(two("гарантований мінімум", "guaranteed minimum"), two("8 078,25 грн", "UAH 8,078.25"), "Закон про Держбюджет, ст. 9", unverified=True,
                 steps=(Step(two("двоє дорослих, 60 %", "two adults, 60%"), two("3 993,60 грн", "UAH 3,993.60")),
                        Step(two("дитина, 145 %", "child, 145%"), two("4 084,65 грн", "UAH 4,084.65"))))  # fmt: skip
    income = Step(two("середній місячний дохід", "mean monthly income"), two("5 200,00 грн", "UAH 5,200.00"), "Постанова 250, п. 10")
    tree = Step(two("допомога за місяць", "aid for the month"), two("2 878,25 грн", "UAH 2,878.25"), "Закон 1768-III, ст. 5", steps=(minimum, level, income))
    return Example("low_income_family_aid", two("двоє дорослих і дитина 4 років", "two adults and a child of 4"), tree)


def tiny() -> ReportData:
    """Two hromadas, no fund, almost nothing found: what a first spreadsheet may give."""
    data = sample()
    row = replace(data.guarantees[0], due=5, due_amount=500_00, paid_amount=400_00, claimable=0, claimable_amount=0, unknown=1)
    some = [replace(p, due_amount=250_00, paid_amount=250_00, unpaid=0, unpaid_amount=0, unclaimed=0, unclaimed_amount=0, hardship=0,
                    hardship_due_not_paid=0, hardship_unclaimed=0, hardship_missed_by_law=0, shortfall=0, fund_share=None)
            for p in data.hromadas[:2]]  # fmt: skip
    some[0] = replace(some[0], paid_amount=150_00, unpaid=1, unpaid_amount=100_00)
    return replace(
        data, synthetic=False, residents=12, households=5, recipients=5, unpaid_recipients=1, unclaimed_recipients=0, guarantees=(row,),
        findings=(FindingRow("missing", row.code, 1, 100_00),), hromadas=tuple(some), hardship=Hardship(data.hardship.line, 5, 0, ()), fund=None,
        examples=(), law_facts=(), readings=(), not_implemented=(), missing_facts=(), gaps=(),
    )  # fmt: skip
