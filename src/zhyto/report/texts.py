"""What the page says, in Ukrainian and English. `{names}` are filled in by the page."""

from __future__ import annotations

from typing import Final

from zhyto.report.markup import Safe, fill
from zhyto.texts.spoken import Lang

# Ukrainian: one, few, many; English: one, other.
NOUNS: Final[dict[str, dict[Lang, tuple[str, ...]]]] = {
    "resident": {"uk": ("мешканець", "мешканці", "мешканців"), "en": ("resident", "residents")},
    "person": {"uk": ("особа", "особи", "осіб"), "en": ("person", "persons")},
    "household": {"uk": ("домогосподарство", "домогосподарства", "домогосподарств"), "en": ("household", "households")},
    "to_household": {"uk": ("домогосподарству", "домогосподарствам", "домогосподарствам"), "en": ("household", "households")},
    "to_recipient": {"uk": ("одержувачу", "одержувачам", "одержувачам"), "en": ("recipient", "recipients")},
    "of_household": {"uk": ("домогосподарства", "домогосподарств", "домогосподарств"), "en": ("household", "households")},
    "payment": {"uk": ("виплата", "виплати", "виплат"), "en": ("payment", "payments")},
    "of_holder": {
        "uk": ("особи чи домогосподарства", "осіб і домогосподарств", "осіб і домогосподарств"),
        "en": ("person or household", "persons and households"),
    },
}

TEXTS: Final[dict[str, tuple[str, str]]] = {
    # page
    "skip": ("Перейти до змісту", "Skip to the content"),
    "title": ("Що належить людям і що вони отримали", "What people are due, and what they received"),
    "where_when": ("{region} · {month} · {residents}", "{region} · {month} · {residents}"),
    "synthetic_tag": ("Вигадані дані.", "Invented data."),
    "synthetic": (
        "Усіх людей, їхні доходи й виплати на цій сторінці створила програма, щоб показати й перевірити обчислення. "
        "Висновків про справжніх людей чи установи робити не можна.",
        "A program made up every person, income and payment on this page, to show and test the computation. "
        "Nothing here may be concluded about real people or offices.",
    ),
    "contents": ("Зміст", "Contents"),
    "read_h": ("Як читати цю сторінку", "How to read this page"),
    "read_unverified": (
        "Знак {sign} біля числа або назви: серед того, на що це спирається в законі, є число чи правило, якого ми не звірили з офіційним "
        "текстом, або місце, яке можна прочитати по-різному. Усі вони — в {link}.",
        "The sign {sign} beside a figure or a name: among what it rests on in the law there is a figure or a rule that we have not checked "
        "against the official text, or a place that can be read in two ways. All of them are in {link}.",
    ),
    "read_findings": (
        "Знахідки — це питання до перевірки, а не звинувачення: ні людей, ні установ.",
        "Findings are questions to check, not accusations: neither of people nor of offices.",
    ),
    "read_decides": (
        "«Жито» лише готує рішення. Вирішує і підписує названа посадова особа, і вона може вирішити інакше.",
        "Zhyto only prepares decisions. A named official decides and signs, and may decide otherwise.",
    ),
    "read_repeat": (
        "Кожне число можна обчислити знову: як це зробити, сказано в {link}.",
        "Every figure can be computed again: {link} says how.",
    ),
    "unverified": ("спирається на неперевірене в законі", "rests on something unverified in the law"),
    "section_8": ("розділі 8", "section 8"),
    "section_10": ("розділі 10", "section 10"),
    "small_note": (
        "Щоб нікого не можна було впізнати, кількості від 1 до {most} показано як «{range}», а суми біля них приховано; «{more}» або "
        "«приховано» стоїть і там, де точне число дало б змогу вирахувати сусіднє.",
        "So that no one can be recognised, counts from 1 to {most} are shown as “{range}” and the amounts beside them are hidden; "
        "“{more}” or “hidden” also stands where the exact number would let a neighbouring one be worked out.",
    ),
    "hidden": ("приховано", "hidden"),
    "made_by": (
        "Обчислено програмою «Жито» {version}. Дані: {data}.",
        "Computed by Zhyto {version}. Data: {data}.",
    ),
    "all": ("Разом", "Total"),
    "nothing": ("Таких немає.", "There are none."),
    "more": ("і ще {number}", "and {number} more"),
    "quiet": ("Цього місяця нікому не належать і ні від чого не залежать:", "Due to nobody this month, claimable by nobody, unknown for nobody:"),
    "guarantee": ("Гарантія", "Guarantee"),
    # 1
    "h1": ("Головне за п’ять речень", "The main thing in five sentences"),
    "due_big": ("належить щомісяця за законом", "due each month by law"),
    "due_text": (
        "За {month} закон дає {to_recipients} {due}. З цього виплачено {paid} ({share}).",
        "For {month} the law gives {due} to {to_recipients}. Of this, {paid} was paid ({share}).",
    ),
    "due_once_text": (
        "За {month} закон дає {to_recipients} {due} щомісячних виплат і {once} таких, що платять один раз. Виплачено {paid}, "
        "це {share} належного за місяць.",
        "For {month} the law gives {to_recipients} {due} of monthly payments and {once} that is paid once. {paid} was paid, "
        "{share} of what is due for the month.",
    ),
    "unpaid_big": ("не виплачено", "not paid"),
    "unpaid_text": (
        "Не виплачено {amount}, що належать {to_recipients}. Це питання, які слід перевірити в установах, що призначають і платять.",
        "{amount} that is due to {to_recipients} was not paid. These are questions to check with the offices that decide and pay.",
    ),
    "unpaid_none": ("Невиплачених належних сум не знайдено.", "Nothing due was found not paid."),
    "unclaimed_big": ("на місяць не заявлено", "a month not claimed"),
    "unclaimed_text": (
        "Заяв немає від {of_holders}, хоча право є: щомісяця їм платили б ще {amount}. Порушення тут немає: людям слід про це право розповісти.",
        "There is no claim from {of_holders}, though there is a right: they would be paid {amount} more each month. No one broke a rule here: "
        "people should be told of the right.",
    ),
    "unclaimed_once_text": (
        "Крім того, одразу (за минулі місяці або один раз) вони отримали б {amount}.",
        "Besides, they would be paid {amount} at once (for past months, or once).",
    ),
    "unclaimed_none": ("Прав, про які не заявили, не знайдено.", "No unclaimed rights were found."),
    "hardship_big": ("нижче від межі, і закон більше нічого не дає", "below the line, and the law gives nothing more"),
    "hardship_text": (
        "Достаток {of_households} нижчий від межі, разом їм бракує {shortfall}. Для {missed} із них закон більше нічого не дає: навіть "
        "з усім, що їм належить і що можна отримати за заявою, вони нижче від межі.",
        "The resources of {of_households} are below the line, {shortfall} short in all. To {missed} of them the law gives nothing more: "
        "even with all they are due and all they could claim, they stay below.",
    ),
    "hardship_none": (
        "Серед тих, кого можна порівняти з межею, нижче від неї нікого не знайдено.",
        "Of those that can be compared with the line, none was found below it.",
    ),
    "fund_big": ("щонайменше стільки матиме кожне з них завдяки фонду", "the least that each of these has, with the fund"),
    "fund_text": (
        "Фонд {amount} дає кошти {to_households} з тих, кому закон більше нічого не дає: найбідніші піднімаються щонайменше до {level}. "
        "Це закриває {share} їхньої нестачі.",
        "A fund of {amount} gives money to {to_households} of those to whom the law gives nothing more: the poorest rise to at least "
        "{level}. This closes {share} of what they lack.",
    ),
    "fund_text_full": (
        "Фонду {amount} вистачає всім, кому закон більше нічого не дає: {to_households} потрібно {given}, тоді кожне дійде до межі. "
        "Лишається {left}.",
        "The fund of {amount} is enough for all to whom the law gives nothing more: {to_households} need {given}, and then each reaches "
        "the line. {left} remain.",
    ),
    "no_fund_big": ("бракує до межі", "short of the line"),
    "no_fund_text": (
        "Фонду для цього розрахунку не задано. Щоб піднести всіх до межі, потрібно {shortfall} на місяць.",
        "No fund was given for this computation. To lift everyone to the line takes {shortfall} a month.",
    ),
    "bar_caption": ("Що виплачено з належного, і що ще можна отримати", "What was paid of what is due, and what can still be claimed"),
    "bar_paid": ("виплачено", "paid"),
    "bar_unpaid": ("не виплачено", "not paid"),
    "bar_open": ("ще не можна сказати", "cannot be said yet"),
    "bar_unclaimed": ("понад це: щомісяця не заявлено", "beyond this: not claimed, each month"),
    "law_known": (
        "Із належного {share} цілком спирається на перевірений закон: {read} — на прочитане в самих актах, {verified} — на звірене також за "
        "сторінками. Ще {assumed} — на прочитане чи звірене й на прочитання, яке ми припускаємо; за рештою, {open}, стоїть хоча б одне правило "
        "чи число, яке ми пам’ятаємо. Ці дві частини мають знак {sign}, про перші сказано в {link}.",
        "Of what is due, {share} rests wholly on law that is known: {read} on what was read in the acts themselves, {verified} on what was also "
        "verified on pages. A further {assumed} rests on such law and on a reading that is assumed; behind the rest, {open}, is at least one rule "
        "or figure that is remembered. These two parts bear the sign {sign}; {link} tells of the first.",
    ),
    "section_2": ("розділі 2", "section 2"),
    "standing_read": ("закон прочитано в акті", "law read in the act"),
    "standing_verified": ("закон звірено за сторінкою", "law verified on a page"),
    # 2
    "h2": ("Що належить за законом", "What is due by law"),
    "p2": (
        "Право має один із чотирьох станів: належить; належатиме, якщо подати заяву; не належить; невідомо, бо бракує факту. "
        "Невідоме ніколи не рахується як нуль.",
        "A right is in one of four states: due; due once claimed; not due; unknown, because a fact is missing. Unknown is never counted "
        "as zero.",
    ),
    "note2": (
        "«Разом» рахує кожну особу й кожне домогосподарство один раз, навіть якщо їм належить кілька гарантій. Із тих, хто міг би заявити, "
        "до розділу 3 не входять як «не заявили» ті, чия заява ще в строку, кому відмовили або кому щось уже виплачено.",
        "“Total” counts each person and each household once, even where several guarantees are due. Of those who could claim, "
        "section 3 does "
        "not count as “not claimed” those whose claim is still in time, was refused, or who were paid something.",
    ),
    "note2_apart": (
        "«Разом» менше за суму рядків. Деяких виплат не дають одночасно. Із таких «Разом» рахує лише ті, що дають домогосподарству "
        "найбільше, без того, що вони замінять.",
        "“Total” is less than the sum of the rows. Some rights are not given together. Of these it counts only those that give the household "
        "most, less what they would replace.",
    ),
    "caption2": ("Що належить за {month}, за гарантіями ({currency})", "What is due for {month}, by guarantee ({currency})"),
    "due_count": ("Кому належить", "Due to"),
    "due_amount": ("Належить за місяць", "Due for the month"),
    "claimable_count": ("Могли б заявити", "Could claim"),
    "claimable_amount": ("Щомісяця", "Each month"),
    "at_once_amount": ("Одразу", "At once"),
    "due_monthly_amount": ("Належить щомісяця", "Due each month"),
    "due_once_amount": ("Один раз", "Once"),
    "unknown_count": ("Невідомо", "Unknown"),
    "payer": ("Хто платить", "Who pays"),
    "persons": ("осіб", "persons"),
    "households": ("домогосподарств", "households"),
    # 3
    "h3": ("Чого не виплачено", "What was not paid"),
    "p3": (
        "Це питання до перевірки, а не звинувачення: причиною може бути й помилка в даних. Докази до кожного — у таблиці знахідок "
        "(findings), яка не публікується.",
        "These are questions to check, not accusations: an error in the data may be the reason too. The table of findings, which is "
        "not published, holds the "
        "evidence for each.",
    ),
    "h3a": ("Належить, але установа не виплатила", "Due, but the office did not pay"),
    "h3b": ("Право є, але його не заявили", "There is a right, but nobody claimed it"),
    "h3c": ("Інші розбіжності", "Other differences"),
    "caption3a": (
        "Не виплачено установами: кількість одержувачів і сума ({currency})",
        "Not paid by offices: recipients and amount ({currency})",
    ),
    "caption3b": (
        "Не заявлені права: кількість і сума за місяць ({currency})",
        "Rights not claimed: count and amount for the month ({currency})",
    ),
    "caption3c": (
        "Інші розбіжності: кількість одержувачів і різниця ({currency})",
        "Other differences: recipients and difference ({currency})",
    ),
    "p3b": (
        "Тут установи нічого не порушили. Людині потрібен лист: на що вона має право, до якого дня та куди звернутися. "
        "У таблиці пораховано права: хто має два, того враховано двічі. З прав, яких не дають одночасно, тут лише ті, що дають "
        "домогосподарству найбільше.",
        "No office broke a rule here. The resident needs a letter: what the right is, until when and where to claim it. "
        "The table counts rights: whoever has two is counted twice. Of rights that are not given together, only those are here that give "
        "the household most.",
    ),
    "p3c": (
        "Виплачено більше, ніж належить; виплачено без права, яке видно з даних; або записи суперечать одне одному. Перш ніж щось "
        "повертати, "
        "потрібно перевірити: документ могли внести пізніше, ніж зроблено виплату.",
        "More was paid than is due; paid without a right seen in the data; or records contradict each other. Check before asking for "
        "anything back: "
        "a document may have been recorded after the payment was made.",
    ),
    "missing": ("Не виплачено зовсім", "Not paid at all"),
    "short": ("Виплачено менше", "Paid less"),
    "undecided_late": ("Рішення прострочено", "Decision overdue"),
    "unclaimed": ("Не заявили", "Not claimed"),
    "over": ("Виплачено більше", "Paid more"),
    "undue": ("Права не видно", "No right seen"),
    "unexplained": ("Записи суперечать", "Records contradict"),
    "sum": ("Сума", "Amount"),
    "of_due": ("Частка належного", "Share of what is due"),
    # 4
    "h4": ("Де не виплачено", "Where it was not paid"),
    "p4": (
        "Кожне коло — громада біля свого центру: що більше людей, то більше коло; що темніше, то частіше тут не виплачено належне. "
        "У великих колах стоїть це число на 1\u00a0000 мешканців.",
        "Each circle is a hromada near its centre: the more people, the larger; the darker, the more often what is due was not paid. "
        "Large circles show that number per 1,000 residents.",
    ),
    "map_title": ("Карта громад: не виплачено на 1\u00a0000 мешканців", "Map of hromadas: not paid per 1,000 residents"),
    "map_desc": ("Усі числа карти є в таблиці під нею.", "All figures of the map are in the table below it."),
    "spot": (
        "{name}: {residents}; не виплачено одержувачам: {unpaid} ({rate} на 1\u00a0000), {amount}",
        "{name}: {residents}; recipients not paid: {unpaid} ({rate} per 1,000), {amount}",
    ),
    "key_rate": ("Не виплачено одержувачам на 1\u00a0000 мешканців", "Recipients not paid per 1,000 residents"),
    "key_size": ("Мешканців", "Residents"),
    "key_range": ("{low}–{high}", "{low}–{high}"),
    "key_places": ("громад: {count}", "hromadas: {count}"),
    "no_rate": ("кількість приховано або мешканців не відомо", "count hidden, or residents not known"),
    "not_drawn": ("Не показано на карті, бо не відомо, де центр: {names}.", "Not on the map, because the centre is not known: {names}."),
    "most_rate": ("Найчастіше не виплачено", "Most often not paid"),
    "per_thousand": ("на 1\u00a0000", "per 1,000"),
    "caption4": ("Громади: належне, виплачене й незаявлене ({currency})", "Hromadas: due, paid and not claimed ({currency})"),
    "hromada": ("Громада", "Hromada"),
    "raion": ("район", "raion"),
    "residents": ("Мешканців", "Residents"),
    "paid_amount": ("Виплачено", "Paid"),
    "unpaid_count": ("Скільком не виплачено", "Not paid to"),
    "unpaid_amount": ("Не виплачено", "Not paid"),
    "unclaimed_count": ("Скільки не заявили", "Have not claimed"),
    "unclaimed_amount": ("Не заявлено щомісяця", "Not claimed, each month"),
    "elsewhere": ("Громада невідома", "Hromada unknown"),
    # 5
    "h5": ("Кому не вистачає на життя", "Who does not have enough to live on"),
    "line_is": ("Межа", "The line"),
    "p5": (
        "Достаток — доходи всіх членів домогосподарства за місяць разом із допомогами. Майна, заощаджень і боргів тут не видно.",
        "Resources are the incomes of all members of the household in the month, aids included. Property, savings and debts are not "
        "seen here.",
    ),
    "p5b": (
        "З межею порівняно {judged}. Про інші ({unknown}) сказати не можна, бо не всі їхні доходи, права чи виплати відомі.",
        "Compared with the line: {judged}. Of the others ({unknown}) nothing can be said: not all their incomes, rights or payments "
        "are known.",
    ),
    "caption5": ("Чому домогосподарства нижче від межі ({currency} за місяць)", "Why households are below the line ({currency} a month)"),
    "reason": ("Причина", "Reason"),
    "reason_due_not_paid": ("Належне не виплачено", "What is due was not paid"),
    "reason_unclaimed": ("Право не заявлено", "A right was not claimed"),
    "reason_missed_by_law": ("Закон більше нічого не дає", "The law gives nothing more"),
    "why_due_not_paid": ("якби установа виплатила належне, дійшли б до межі", "would reach the line if the office paid what is due"),
    "why_unclaimed": ("дійшли б до межі, якби заявили про своє право", "would reach the line if they claimed their right"),
    "why_missed_by_law": ("нижче навіть з усім, що належить і що можна заявити", "below even with all that is due and could be claimed"),
    "members": ("Людей у них", "People in them"),
    "shortfall": ("Бракує до межі", "Short of the line"),
    "most_hardship": (
        "Де найчастіше закон більше нічого не дає: домогосподарств на 1\u00a0000 мешканців",
        "Where the law most often gives nothing more: households per 1,000 residents",
    ),
    "caption5b": (
        "Громади: домогосподарства нижче від межі ({currency} за місяць)",
        "Hromadas: households below the line ({currency} a month)",
    ),
    "below_line": ("Нижче від межі", "Below the line"),
    "fund_share": ("Дає фонд", "The fund gives"),
    # 6
    "h6": ("Що може фонд", "What the fund can do"),
    "level_line": ("{value} межі", "{value} of the line"),
    "level_person": ("{value} на людину", "{value} a person"),
    "p6_person": (
        "Фонд ділять так: спершу піднімають тих, хто має найменше на людину, доки вони зрівняються з наступними, і так далі. "
        "Отримують лише ті, кому закон більше нічого не дає, і ніхто не отримує понад межу.",
        "The fund is shared so: first those with the least a person are lifted until they draw level with the next, and so on. "
        "Only those to whom the law gives nothing more get a share, and no one gets more than the line.",
    ),
    "p6_line": (
        "Фонд ділять так: спершу піднімають тих, хто має найменшу частку своєї межі, доки вони зрівняються з наступними, і так далі. "
        "Отримують лише ті, кому закон більше нічого не дає, і ніхто не отримує понад межу.",
        "The fund is shared so: first those with the smallest part of their line are lifted until they draw level with the next, and so "
        "on. "
        "Only those to whom the law gives nothing more get a share, and no one gets more than the line.",
    ),
    "no_fund": ("Фонду для цього розрахунку не задано.", "No fund was given for this computation."),
    "fund_name": ("Фонд", "Fund"),
    "fund_from": ("Джерело", "Source"),
    "fund_amount": ("Сума фонду", "Amount of the fund"),
    "fund_level": ("Найменший достаток серед цих домогосподарств", "Least resources among these households"),
    "fund_before": ("до розподілу", "before"),
    "fund_after": ("після розподілу", "after"),
    "fund_helped": ("Скільки домогосподарств отримують частку", "Households that get a share"),
    "fund_lifted": ("З них дійдуть до межі", "Of these, reach the line"),
    "fund_given": ("З нього роздано", "Given out of it"),
    "fund_closed": ("Закрито їхньої нестачі", "Part of their shortfall closed"),
    "fund_proof": ("Доказ, що справедливішого поділу немає", "Proof that no sharing is fairer"),
    "proof_yes": ("✓ перевірено окремою програмою", "✓ verified by a separate check"),
    "proof_no": ("✗ перевірку не пройдено: на цей поділ спиратися не можна", "✗ the check failed: do not rely on this sharing"),
    "proof_none": ("не перевірялося", "not checked"),
    "caption6": ("Що змінили б більше грошей або знята умова ({currency})", "What more money, or a condition lifted, would change ({currency})"),
    "extra": ("Якби", "If"),
    "level": ("Кожному щонайменше", "Everyone at least"),
    "lifted": ("Дійдуть до межі", "Reach the line"),
    "left": ("Бракуватиме ще", "Still short"),
    "as_is": ("як тепер", "as now"),
    "curve": ("Найнижчий рівень залежно від суми фонду", "The lowest level, by money in the fund"),
    "curve_says": ("Крапка — тепер: {amount}, кожному щонайменше {level}.", "The dot is now: {amount}, everyone at least {level}."),
    "caption6b": ("Джерела фонду ({currency})", "Sources of the fund ({currency})"),
    "holds": ("Має", "Holds"),
    "gives": ("Дає", "Gives"),
    "helps": ("Отримають частку", "Get a share"),
    "cost_each": ("На кожне, що дійде", "For each that reaches it"),
    "caption6c": ("Хто з яких джерел може отримати, і як високо кожна група піднялася", "Who may be paid by which sources, and how far each group rose"),
    "may_pay": ("Можуть платити", "May be paid by"),
    "no_source": ("жодне джерело", "no source"),
    "group_size": ("Домогосподарств", "Households"),
    "lowest_here": ("Найнижчий тут", "Lowest here"),
    "ran_out": ("Що скінчилося", "What ran out"),
    "caption6d": ("Ті самі гроші за іншими правилами ({currency})", "The same money by other rules ({currency})"),
    "rule": ("Правило", "Rule"),
    "gini": ("Нерівність (Джині)", "Inequality (Gini)"),
    "rules_note": (
        "Фонд поділено за першим правилом. Решту показано, щоб кожен бачив, що змінив би інший вибір. Нерівність: 0 % — у всіх порівну. "
        "Число для жереба — місяць, тож жереб можна повторити.",
        "The fund is shared by the first rule. The others are shown so that everyone sees what another choice would change. Inequality: 0% — all have "
        "the same. The seed of the lottery is the month, so anyone can draw it again.",
    ),
    "flow": ("Гроші за місяць: надійшло, виплачено, лишилося", "The month's money: in, out, left"),
    "flow_practice": (
        "Це навчальний місяць: отримувачів, посадовців, банк і пошту вигадано; книги, стани виплат і файли — справжні.",
        "This is a month of practice: recipients, officers, bank and post are made up; the books, the states of payments and the files are real ones.",
    ),
    "flow_received": ("Надійшло від джерел", "Received from the sources"),
    "flow_sent": ("Підготовлено виплат", "Payments prepared"),
    "flow_stopped": ("Зупинено: двічі одна особа", "Stopped: one person twice"),
    "flow_refused": ("Банк чи пошта відхилили", "Refused by the bank or the post"),
    "flow_returned": ("Повернулося згодом", "Came back later"),
    "flow_again": ("З них надіслано ще раз", "Of these, sent once more"),
    "flow_paid": ("Виплачено людям", "Paid to people"),
    "flow_left": ("Лишилося на рахунку", "Left on the account"),
    "flow_unshared": ("не розподілено", "not shared"),
    "flow_unpaid": ("не дійшло до людей", "did not reach people"),
    "flow_stopped_money": ("зупинено", "stopped"),
    "flow_back": ("не дійшло й повернуто джерелам", "did not arrive and was given back to the sources"),
    "flow_books": ("Книги", "Books"),
    "flow_sound": ("✓ сходяться між собою і з банком до копійки", "✓ balance, and agree with the bank to the kopeck"),
    "flow_unsound": ("✗ не сходяться: дивіться zhyto fund status --check", "✗ do not agree: see zhyto fund status --check"),
    "log": ("Перевірте самі", "Check it yourself"),
    "log_text": (
        "Кожен рух грошей фонду записано в публічний журнал. Людей у ньому не видно, а змінити чи вилучити запис непомітно не можна.",
        "Every move of the fund's money stands in a public log. People cannot be seen in it, and no entry can be changed or taken out unnoticed.",
    ),
    "log_entries": ("Записів", "Entries"),
    "log_head": ("Відбиток журналу", "Head of the log"),
    "log_witnesses": ("Засвідчили", "Witnessed by"),
    "log_nobody": ("ніхто", "nobody"),
    "log_folder": ("Файли журналу", "Files of the log"),
    "log_check": ("Перевірка журналу й квитанцій", "Check of the log and the receipts"),
    "log_good": ("✓ усе, що вимагалося, доведено", "✓ everything demanded is proven"),
    "log_bad": ("✗ доведено не все: на журнал спиратися не можна", "✗ not everything is proven: do not rely on this log"),
    "log_how": (
        "Перевірити все однією командою, з теки цього звіту (тут ключі взято із самого журналу; справжню перевірку роблять із ключами від свідків):",
        "To check all of it with one command, in the folder of this report (the keys are the log's own here; a real check takes them from the witnesses):",
    ),
    # 7
    "h7": ("Як обчислено кожне число", "How each figure is computed"),
    "p7": (
        "Кожну статтю закону записано окремим правилом, яке юрист може читати поруч із текстом. Гроші рахуються в копійках без похибки. "
        "Належне порівнюється з виплатами за той самий місяць. Посилання подано мовою закону.",
        "Each provision of the law is written as one rule that a lawyer can read beside the text. Money is counted to the kopeck, "
        "without error. "
        "What is due is compared with payments for the same month. Citations are in the language of the law.",
    ),
    "h7b": ("Приклади без імен", "Examples without names"),
    "p7b": (
        "По одному випадку на гарантію, із сумою поблизу середини. Імен, номерів і днів народження немає.",
        "One case for each guarantee, with an amount near the middle. There are no names, numbers or days of birth.",
    ),
    "example": ("{title}", "{title}"),
    "basis": ("Підстава", "Basis"),
    # 8
    "h8": ("Які факти закону не перевірено", "Which law facts are unverified"),
    "p8": (
        "Тут — числа й правила, взяті з пам’яті або припущені, і такі, яких не знайдено. Кожне слід звірити з офіційним текстом. До того "
        "все, що на них спирається, має знак {sign}. S і номер у стовпці «Джерело» — сторінка з переліку джерел, що додається до закону.",
        "Here are figures and rules taken from memory or assumed, and such as were not found. Each must be checked against the "
        "official text. "
        "Until then whatever rests on them bears the sign {sign}. S and a number under “Source” is a page in the list of sources kept with "
        "the law.",
    ),
    "caption8": ("Неперевірені факти закону", "Unverified law facts"),
    "fact": ("Факт", "Fact"),
    "value": ("Значення", "Value"),
    "since": ("Діє з", "In force from"),
    "mark": ("Позначка", "Mark"),
    "source": ("Джерело", "Source"),
    "used_by": ("Впливає на", "Used by"),
    "mark_read": ("прочитано в акті", "read in the act"),
    "mark_verified": ("перевірено", "verified"),
    "mark_remembered": ("з пам’яті", "remembered"),
    "mark_assumption": ("припущення", "assumption"),
    "mark_missing": ("не відомо", "not known"),
    "h8b": ("Де закон можна прочитати по-різному", "Where the law can be read in two ways"),
    "caption8b": ("Відкриті прочитання закону", "Open readings of the law"),
    "about": ("Про що", "About"),
    "question": ("відкрите питання {number}", "open question {number}"),
    "taken": ("Узято тут", "Taken here"),
    "other": ("Можна й так", "Could also be"),
    "not_written": ("не записано", "not written down"),
    "every": ("усі гарантії", "all guarantees"),
    "h8c": ("Що ще не обчислюється", "What is not computed yet"),
    "caption8c": (
        "Норми, які ще не обчислюються (їхній результат — «невідомо», а не нуль)",
        "Provisions not computed yet (their result is unknown, not zero)",
    ),
    "provision": ("Норма", "Provision"),
    "period": ("Період", "Period"),
    "why": ("Чому", "Why"),
    "from_day": ("з {day}", "from {day}"),
    # 9
    "h9": ("Чого ми не знаємо", "What is not known"),
    "p9": (
        "Невідоме тут не рахується ні як «належить», ні як «не належить».",
        "What is unknown is counted neither as due nor as not due.",
    ),
    "caption9": ("Яких фактів бракує і який папір це вирішить", "Which facts are missing, and which paper would settle them"),
    "paper": ("Що допоможе дізнатися", "What would settle it"),
    "waits": ("Скільки чекає", "How many wait"),
    "caption9b": ("Належить, але порівняти з виплатами не можна ({currency})", "Due, but cannot be compared with payments ({currency})"),
    "count": ("Кількість", "Count"),
    "h9b": ("Чого дані не охоплюють", "What the data do not cover"),
    # 10
    "h10": ("Як повторити й перевірити цю сторінку", "How to repeat and check this page"),
    "p10": (
        "Ті самі закон і реєстр дають ту саму сторінку до останнього байта. Хто має їх, може повторити обчислення цією командою:",
        "The same law and register give the same page to the last byte. Whoever has them can repeat the computation with this command:",
    ),
    "command": ("Команда", "Command"),
    "law_digest": ("Відбиток закону", "Digest of the law"),
    "register_digest": ("Відбиток реєстру", "Digest of the register"),
    "version": ("Версія програми", "Version of the program"),
    "data": ("Дані", "Data"),
    "known_on": ("відомі на {day}", "known on {day}"),
    "known_all": ("усе, що є в реєстрі", "all that is on record"),
    "seed": ("Зерно вигаданих даних", "Seed of the invented data"),
}


def say(key: str, lang: Lang, **values: str) -> Safe:
    """The text `key` in a language, with its gaps filled. KeyError: no such text, or a gap without a value."""
    return fill(TEXTS[key][0 if lang == "uk" else 1], **values)
