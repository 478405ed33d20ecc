"""Payment of UAH 1,500 in March 2026. That there was one is known, its conditions are not."""

from zhyto.law import not_implemented, not_in_force

not_in_force("payment_1500_march_2026", since="2020-01-01", until="2026-02-28", cite="акт про виплату 1 500 грн (не встановлено)")
not_implemented(
    "payment_1500_march_2026",
    since="2026-03-01",
    until="2026-03-31",
    missing="умови виплати 1 500 грн; шукати акт Кабінету Міністрів за лютий–березень 2026 року / "
    "the conditions of the payment of UAH 1,500; look for the Cabinet act of February–March 2026",
)
not_in_force("payment_1500_march_2026", since="2026-04-01", cite="акт про виплату 1 500 грн (не встановлено)")
