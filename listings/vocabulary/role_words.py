"""Words that tell a role. Titles are matched flattened: lower case, no accents, every mark but . + # & a space.

A table gives each role its patterns; `docs/roles.md` says why a word stands where it stands.
"""

import re


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile(r"(?<![^\W_])(?:" + "|".join(patterns) + r")(?![^\W_])")


_BUILDER = r"(?:engineer\w*|develop\w*|software|programm\w*|architect\w*|services?|applications?|intern|entwickl\w*)"

# Another trade, whatever else the title names: "Machine Learning Product Manager" builds no models.
ANOTHER_TRADE = _any(
    r"(?:product|program|programme|account|marketing|community|delivery) manage(?:r|rs|ment)",
    r"project managers?|tpm",
    r"traders?",
    r"quant(?:s|itative)?(?: \w+){0,2}? (?:research\w*|trad\w+|analy\w+|strat\w*|risk|financ\w+)"
    r"(?! (?:developer|dev$))",
    r"(?:pre)?sales? (?:\w+ )?engineer\w*|solutions? (?:engineer\w*|architect\w*|consult\w*)",
    r"customer (?:\w+ )?engineer\w*",
    r"(?:technical|it|customer|desktop|application|product|tech) support",
    r"(?:software|developer|production) support intern\w*|support (?:engineer\w*|analyst|specialist)",
    r"help ?desk|service desk|technical advisor|technical writ\w+|technical documentation",
    r"(?:developer|developper) (?:advoca\w+|relations|evangeli\w+)|recruiters?|talent acquisition",
    r"(?:ux|ui|user experience|product|graphic|visual|interaction|industrial|instructional) (?:ui )?"
    r"(?:design(?:er)?|research\w*)",
    r"digital transformation|change management|qa (?:tester|analyst)|software tester",
)

FULL_STACK = _any(
    r"full ?stack",
    rf"web (?:app|apps|application|applications|{_BUILDER})",
    r"webentwickl\w*|developpeu[rs]e? web|desarroll\w* web",
)

BACK_END = _any(
    r"back ?ends?|server ?side|\w*(?:バックエンド|后端)\w*",
    r"apis?|middleware|micro ?services?|web services?|distributed systems?",
    rf"servers? {_BUILDER}",
    rf"databases?(?! (?:admin\w*|analyst|market\w*))|sql {_BUILDER}",
    r"java(?! ?script)|j2ee|spring ?boot|\.net|asp\.net|golang|ruby|rails|php|laravel|django|node ?\.?js",
    rf"(?:go|node) {_BUILDER}",
)

FRONT_END = _any(
    r"(?<!rf )(?<!analog )(?<!optical )(?<!soc )front ?ends?(?! (?:office|module))|client ?side",
    r"\w*(?:フロントエンド|前端)\w*",
    r"ui|user interface\w*|ux engineer\w*|ux develop\w*|user experience|design systems?",
    r"react(?:\.?js)?(?! native)|angular(?:\.?js)?|vue(?:\.?js)?",
    rf"(?:javascript|typescript|html5?) {_BUILDER}",
)

MOBILE = _any(
    r"ios|android|flutter|react native|swift|kotlin|\w*モバイル\w*",
    r"mobile(?! (?:robot\w*|network\w*|devices?|manipulat\w*|mapping|core|crane\w*|communicat\w*|radio|systems?"
    r"|processors?|computers?|al(?:abama)?))",
    r"mobil(?:entwickl\w*|e app)",
)

SECURITY = _any(
    r"(?:(?:ai|ml|data|cloud|embedded|network|it|information|info) )?(?:cyber ?security|security)",
    r"cyber\w*|infosec|appsec|devsecops|red team\w*|penetration test\w*|pen ?test\w*|vulnerabilit\w+|malware",
    r"reverse engineer\w*",
    r"cryptograph\w*|threat\w*|privacy engineer\w*|identity and access|iam",
)

EMBEDDED = _any(
    r"(?<!non )embedded|firmware|device drivers?|drivers? develop\w*|linux kernel|rtos|bsp|bare metal",
    r"micro ?controllers?",
    r"bios|uefi|iot (?:\w+ )?(?:software|engineer\w*|develop\w*|devices?)|software iot|flight software",
    r"avionics software",
)

MACHINE_LEARNING = _any(
    r"machine learning|maschinelles lernen|deep learning|robot learning|reinforcement learning|federated learning",
    r"ml|ai|a\.i\.?|aiml|mlops|mle|artificial intelligence|llms?|gen ?ai|generative|nlp|natural language|webml",
    r"computer vision|perception|neural|foundation models?|language models?|world models?|multi ?modal|diffusion",
    r"agentic|chat ?bots?|prompt engineer\w*|(?:machine|embodied) intelligence|inference",
    r"applied scien\w+|speech|recommend(?:ation|er)s?|autonomous (?:vehicles?|driving)",
    r"\w*(?:人工智能|机器学习|機械学習)\w*",
    r"research\w* (?:\w+ ){0,3}?(?:models?|inference|training|reasoning|vision)",
)

DATA = _any(
    r"data(?! (?:cent(?:er|re)s?|acquisition|structures?|entry))|big ?data|etl|bioinformatic\w*|datenanaly\w*",
    r"business intelligence|bi (?:develop\w*|engineer\w*|analyst|intern)|power bi|tableau|decision scien\w*",
    r"statistic\w*|analytics engineer\w*|reporting analyst",
)
# A software engineer for "Chassis Analytics" writes software; without that word analytics is the work itself.
ANALYTICS = _any(r"analytics|business analytics|insights")

# Names of the trade itself, on a par with the others; the weaker words below yield to every other role.
INFRASTRUCTURE = _any(
    r"sre|(?:site|software|production|service) reliability|dev ?ops|mlops infrastructure|platform engineer\w*",
    r"systems? development engineer\w*|production engineer\w*|(?:system|systems|linux) admin\w*|sysadmin",
    r"(?:cloud|sys|tech|fin) ?ops",
)
INFRASTRUCTURE_WEAK = _any(
    r"infrastructure\w*|cloud|kubernetes|ci cd|observability|(?:build|release) engineer\w*|virtuali[sz]ation",
    r"network(?:ing|s)? (?:engineer\w*|analyst|admin\w*|operations|automation|reliability)|database admin\w*",
    r"(?<!software )developer (?:productivity|experience|platforms?|infrastructure)|engineering productivity",
    r"linux (?:systems?|engineer\w*)",
    r"^platform (?:intern(?:ship)?|co op|software|developer)",
    r"(?:engineer(?:ing)?|developer|development)(?: (?:intern(?:ship)?|co op))? platforms?$",
)

SOFTWARE = _any(
    r"softwares?|swe|sde|sdet|sw|develop(?:er|ers)|dev|programmer",
    r"(?<!social )(?<!current )(?<!show )programming|coding",
    r"(?:apps?|applications?|games?|systems?|solutions?|tools?|web|it|simulation) development(?! program)",
    r"quant(?:s|itative)? (?:software |research )?(?:develop\w*|dev|engineer\w*|technolog\w*)",
    r"computer scien\w+|compilers?|graphics (?:engineer\w*|programm\w*)|(?:video )?games? (?:\w+ )?engineer\w*",
    r"gameplay",
    r"computer graphics|rendering|(?:augmented|virtual|mixed) reality|ar vr|hpc|high performance computing|sdei",
    r"(?:qa|test|quality) (?:automation )?(?:develop\w*|sdet)|test automation",
    r"(?:qa|quality assurance) (?:\w+ ){0,2}?engineer\w*|python|c\+\+",
    r"web|websites?|mainframe|(?:salesforce|servicenow) engineer\w*|softwareentwickl\w*|entwickler\w*",
    r"informatik\w*|developpe(?:ur|use|ment)s?|ingenieur logiciel",
    r"desarroll(?:o|ador|adora)|sviluppat\w+|desenvolv\w+|\w*(?:ソフトウェア|エンジニア|软件|开发)\w*",
)
# "Software" beside these is sold, bought or tried out rather than written.
NOT_WRITTEN = _any(
    r"software (?:\w+ )?(?:sales|licens\w+|procurement|asset|marketing|account\w*)", r"(?:business|sales) develop\w*"
)

# No software is named, another field is.
ANOTHER_FIELD = _any(
    r"hardware|asic|vlsi|rtl|fpga|soc|analog|mixed signal|circuits?|silicon|ic|pcb|ssd|photonic\w*",
    r"optic\w*|rf|antenna\w*",
    r"semiconductor\w*|physical design|design (?:verification|engineer\w*)|packaging|power|signal integrity",
    r"validation",
    r"mechanical|electrical|electronics?|chemical|civil|structural|aerospace|nuclear|materials?|thermal|hvac|plc",
    r"manufactur\w*|industrial|process|quality|reliability|controls?|automation|robotic\w*|test engineer\w*",
    r"integration",
    r"applications? engineer\w*|field \w*engineer\w*|systems? engineer\w*|gtm|instrumentation|cim",
    r"geospatial|bio\w*",
    r"lab(?:oratory)?|medical|clinical|pharma\w*|supply chain|logistics|procurement|construction|datacent\w+",
    r"data cent\w+",
    r"business|consult\w*|market(?:s|ing)?|financ\w*|invest\w*|trading|quant(?:s|itative)?|equity|risk",
    r"actuar\w*|account(?:ing|ant|s)?",
    r"audit\w*|tax|compliance|legal|policy|regulatory|treasury|bank\w*|insurance|wealth|sales|customer|client",
    r"advis\w+",
    r"product|project\w*|scrum|agile|strategy|campaign|content|communications?|social|media|brand|design\w*|ux",
    r"analysts?|administrat\w*|it|information (?:technology|systems?)|qa|human resources|hr|people|teach\w*",
    r"education",
    r"trade|transformation|innovation|sustainability|energy",
    r"recruiting|wafer\w*|metrology|fiber|telecom\w*|motion planning|localization|calibration|linguist\w*|animation",
    r"computer architecture|audio|acoustics?|imaging|informational technology|desktop",
)
