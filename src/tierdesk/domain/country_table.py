"""The countries as data: names, M49 sub-region, currency, time zone. Generated; not for hand work.

Made with Babel 2.18 (CLDR 48: English and Chinese names, alpha-3 codes, the tender of 2026) and
tzdata 2026.6: `iso3166.tab` gives the codes (XK added), `zone.tab` the zones; a country has a
zone here when all its zones showed the same clock from 2026 to 2030, and then the first of the
file. The sub-region is the UN's M49 code (unstats.un.org/unsd/methodology/m49), compared with
the package countryinfo 1.0.1. Set by hand: short names of HK, MO, PS, MM, CD, CG and GS; BG uses
EUR since 2026; ZW USD; CN keeps Beijing time as its only legal one, UA Kyiv time, XK Belgrade's.

One line a country: alpha-2, alpha-3, English, Chinese, M49 sub-region, currency, zone. It is
read by `countries` on first use, and knows no rule.
"""

TABLE = """\
AD|AND|Andorra|安道尔|039|EUR|Europe/Andorra
AE|ARE|United Arab Emirates|阿拉伯联合酋长国|145|AED|Asia/Dubai
AF|AFG|Afghanistan|阿富汗|034|AFN|Asia/Kabul
AG|ATG|Antigua and Barbuda|安提瓜和巴布达|029|XCD|America/Antigua
AI|AIA|Anguilla|安圭拉|029|XCD|America/Anguilla
AL|ALB|Albania|阿尔巴尼亚|039|ALL|Europe/Tirane
AM|ARM|Armenia|亚美尼亚|145|AMD|Asia/Yerevan
AO|AGO|Angola|安哥拉|017|AOA|Africa/Luanda
AQ|ATA|Antarctica|南极洲|||
AR|ARG|Argentina|阿根廷|005|ARS|America/Argentina/Buenos_Aires
AS|ASM|American Samoa|美属萨摩亚|061|USD|Pacific/Pago_Pago
AT|AUT|Austria|奥地利|155|EUR|Europe/Vienna
AU|AUS|Australia|澳大利亚|053|AUD|
AW|ABW|Aruba|阿鲁巴|029|AWG|America/Aruba
AX|ALA|Åland Islands|奥兰群岛|154|EUR|Europe/Mariehamn
AZ|AZE|Azerbaijan|阿塞拜疆|145|AZN|Asia/Baku
BA|BIH|Bosnia and Herzegovina|波斯尼亚和黑塞哥维那|039|BAM|Europe/Sarajevo
BB|BRB|Barbados|巴巴多斯|029|BBD|America/Barbados
BD|BGD|Bangladesh|孟加拉国|034|BDT|Asia/Dhaka
BE|BEL|Belgium|比利时|155|EUR|Europe/Brussels
BF|BFA|Burkina Faso|布基纳法索|011|XOF|Africa/Ouagadougou
BG|BGR|Bulgaria|保加利亚|151|EUR|Europe/Sofia
BH|BHR|Bahrain|巴林|145|BHD|Asia/Bahrain
BI|BDI|Burundi|布隆迪|014|BIF|Africa/Bujumbura
BJ|BEN|Benin|贝宁|011|XOF|Africa/Porto-Novo
BL|BLM|St. Barthélemy|圣巴泰勒米|029|EUR|America/St_Barthelemy
BM|BMU|Bermuda|百慕大|021|BMD|Atlantic/Bermuda
BN|BRN|Brunei|文莱|035|BND|Asia/Brunei
BO|BOL|Bolivia|玻利维亚|005|BOB|America/La_Paz
BQ|BES|Caribbean Netherlands|荷属加勒比区|029|USD|America/Kralendijk
BR|BRA|Brazil|巴西|005|BRL|
BS|BHS|Bahamas|巴哈马|029|BSD|America/Nassau
BT|BTN|Bhutan|不丹|034|INR|Asia/Thimphu
BV|BVT|Bouvet Island|布韦岛|005|NOK|
BW|BWA|Botswana|博茨瓦纳|018|BWP|Africa/Gaborone
BY|BLR|Belarus|白俄罗斯|151|BYN|Europe/Minsk
BZ|BLZ|Belize|伯利兹|013|BZD|America/Belize
CA|CAN|Canada|加拿大|021|CAD|
CC|CCK|Cocos (Keeling) Islands|科科斯（基林）群岛|053|AUD|Indian/Cocos
CD|COD|Congo (Kinshasa)|刚果（金）|017|CDF|
CF|CAF|Central African Republic|中非共和国|017|XAF|Africa/Bangui
CG|COG|Congo (Brazzaville)|刚果（布）|017|XAF|Africa/Brazzaville
CH|CHE|Switzerland|瑞士|155|CHF|Europe/Zurich
CI|CIV|Côte d'Ivoire|科特迪瓦|011|XOF|Africa/Abidjan
CK|COK|Cook Islands|库克群岛|061|NZD|Pacific/Rarotonga
CL|CHL|Chile|智利|005|CLP|
CM|CMR|Cameroon|喀麦隆|017|XAF|Africa/Douala
CN|CHN|China|中国|030|CNY|Asia/Shanghai
CO|COL|Colombia|哥伦比亚|005|COP|America/Bogota
CR|CRI|Costa Rica|哥斯达黎加|013|CRC|America/Costa_Rica
CU|CUB|Cuba|古巴|029|CUP|America/Havana
CV|CPV|Cape Verde|佛得角|011|CVE|Atlantic/Cape_Verde
CW|CUW|Curaçao|库拉索|029|XCG|America/Curacao
CX|CXR|Christmas Island|圣诞岛|053|AUD|Indian/Christmas
CY|CYP|Cyprus|塞浦路斯|145|EUR|Asia/Nicosia
CZ|CZE|Czechia|捷克|151|CZK|Europe/Prague
DE|DEU|Germany|德国|155|EUR|Europe/Berlin
DJ|DJI|Djibouti|吉布提|014|DJF|Africa/Djibouti
DK|DNK|Denmark|丹麦|154|DKK|Europe/Copenhagen
DM|DMA|Dominica|多米尼克|029|XCD|America/Dominica
DO|DOM|Dominican Republic|多米尼加共和国|029|DOP|America/Santo_Domingo
DZ|DZA|Algeria|阿尔及利亚|015|DZD|Africa/Algiers
EC|ECU|Ecuador|厄瓜多尔|005|USD|
EE|EST|Estonia|爱沙尼亚|154|EUR|Europe/Tallinn
EG|EGY|Egypt|埃及|015|EGP|Africa/Cairo
EH|ESH|Western Sahara|西撒哈拉|015|MAD|Africa/El_Aaiun
ER|ERI|Eritrea|厄立特里亚|014|ERN|Africa/Asmara
ES|ESP|Spain|西班牙|039|EUR|
ET|ETH|Ethiopia|埃塞俄比亚|014|ETB|Africa/Addis_Ababa
FI|FIN|Finland|芬兰|154|EUR|Europe/Helsinki
FJ|FJI|Fiji|斐济|054|FJD|Pacific/Fiji
FK|FLK|Falkland Islands|福克兰群岛|005|FKP|Atlantic/Stanley
FM|FSM|Micronesia|密克罗尼西亚|057|USD|
FO|FRO|Faroe Islands|法罗群岛|154|DKK|Atlantic/Faroe
FR|FRA|France|法国|155|EUR|Europe/Paris
GA|GAB|Gabon|加蓬|017|XAF|Africa/Libreville
GB|GBR|United Kingdom|英国|154|GBP|Europe/London
GD|GRD|Grenada|格林纳达|029|XCD|America/Grenada
GE|GEO|Georgia|格鲁吉亚|145|GEL|Asia/Tbilisi
GF|GUF|French Guiana|法属圭亚那|005|EUR|America/Cayenne
GG|GGY|Guernsey|根西岛|154|GBP|Europe/Guernsey
GH|GHA|Ghana|加纳|011|GHS|Africa/Accra
GI|GIB|Gibraltar|直布罗陀|039|GIP|Europe/Gibraltar
GL|GRL|Greenland|格陵兰|021|DKK|
GM|GMB|Gambia|冈比亚|011|GMD|Africa/Banjul
GN|GIN|Guinea|几内亚|011|GNF|Africa/Conakry
GP|GLP|Guadeloupe|瓜德罗普|029|EUR|America/Guadeloupe
GQ|GNQ|Equatorial Guinea|赤道几内亚|017|XAF|Africa/Malabo
GR|GRC|Greece|希腊|039|EUR|Europe/Athens
GS|SGS|South Georgia|南乔治亚和南桑威奇群岛|005|GBP|Atlantic/South_Georgia
GT|GTM|Guatemala|危地马拉|013|GTQ|America/Guatemala
GU|GUM|Guam|关岛|057|USD|Pacific/Guam
GW|GNB|Guinea-Bissau|几内亚比绍|011|XOF|Africa/Bissau
GY|GUY|Guyana|圭亚那|005|GYD|America/Guyana
HK|HKG|Hong Kong|香港|030|HKD|Asia/Hong_Kong
HM|HMD|Heard and McDonald Islands|赫德岛和麦克唐纳群岛|053|AUD|
HN|HND|Honduras|洪都拉斯|013|HNL|America/Tegucigalpa
HR|HRV|Croatia|克罗地亚|039|EUR|Europe/Zagreb
HT|HTI|Haiti|海地|029|HTG|America/Port-au-Prince
HU|HUN|Hungary|匈牙利|151|HUF|Europe/Budapest
ID|IDN|Indonesia|印度尼西亚|035|IDR|
IE|IRL|Ireland|爱尔兰|154|EUR|Europe/Dublin
IL|ISR|Israel|以色列|145|ILS|Asia/Jerusalem
IM|IMN|Isle of Man|马恩岛|154|GBP|Europe/Isle_of_Man
IN|IND|India|印度|034|INR|Asia/Kolkata
IO|IOT|British Indian Ocean Territory|英属印度洋领地|014|USD|Indian/Chagos
IQ|IRQ|Iraq|伊拉克|145|IQD|Asia/Baghdad
IR|IRN|Iran|伊朗|034|IRR|Asia/Tehran
IS|ISL|Iceland|冰岛|154|ISK|Atlantic/Reykjavik
IT|ITA|Italy|意大利|039|EUR|Europe/Rome
JE|JEY|Jersey|泽西岛|154|GBP|Europe/Jersey
JM|JAM|Jamaica|牙买加|029|JMD|America/Jamaica
JO|JOR|Jordan|约旦|145|JOD|Asia/Amman
JP|JPN|Japan|日本|030|JPY|Asia/Tokyo
KE|KEN|Kenya|肯尼亚|014|KES|Africa/Nairobi
KG|KGZ|Kyrgyzstan|吉尔吉斯斯坦|143|KGS|Asia/Bishkek
KH|KHM|Cambodia|柬埔寨|035|KHR|Asia/Phnom_Penh
KI|KIR|Kiribati|基里巴斯|057|AUD|
KM|COM|Comoros|科摩罗|014|KMF|Indian/Comoro
KN|KNA|St. Kitts and Nevis|圣基茨和尼维斯|029|XCD|America/St_Kitts
KP|PRK|North Korea|朝鲜|030|KPW|Asia/Pyongyang
KR|KOR|South Korea|韩国|030|KRW|Asia/Seoul
KW|KWT|Kuwait|科威特|145|KWD|Asia/Kuwait
KY|CYM|Cayman Islands|开曼群岛|029|KYD|America/Cayman
KZ|KAZ|Kazakhstan|哈萨克斯坦|143|KZT|Asia/Almaty
LA|LAO|Laos|老挝|035|LAK|Asia/Vientiane
LB|LBN|Lebanon|黎巴嫩|145|LBP|Asia/Beirut
LC|LCA|St. Lucia|圣卢西亚|029|XCD|America/St_Lucia
LI|LIE|Liechtenstein|列支敦士登|155|CHF|Europe/Vaduz
LK|LKA|Sri Lanka|斯里兰卡|034|LKR|Asia/Colombo
LR|LBR|Liberia|利比里亚|011|LRD|Africa/Monrovia
LS|LSO|Lesotho|莱索托|018|ZAR|Africa/Maseru
LT|LTU|Lithuania|立陶宛|154|EUR|Europe/Vilnius
LU|LUX|Luxembourg|卢森堡|155|EUR|Europe/Luxembourg
LV|LVA|Latvia|拉脱维亚|154|EUR|Europe/Riga
LY|LBY|Libya|利比亚|015|LYD|Africa/Tripoli
MA|MAR|Morocco|摩洛哥|015|MAD|Africa/Casablanca
MC|MCO|Monaco|摩纳哥|155|EUR|Europe/Monaco
MD|MDA|Moldova|摩尔多瓦|151|MDL|Europe/Chisinau
ME|MNE|Montenegro|黑山|039|EUR|Europe/Podgorica
MF|MAF|St. Martin|法属圣马丁|029|EUR|America/Marigot
MG|MDG|Madagascar|马达加斯加|014|MGA|Indian/Antananarivo
MH|MHL|Marshall Islands|马绍尔群岛|057|USD|Pacific/Majuro
MK|MKD|North Macedonia|北马其顿|039|MKD|Europe/Skopje
ML|MLI|Mali|马里|011|XOF|Africa/Bamako
MM|MMR|Myanmar|缅甸|035|MMK|Asia/Yangon
MN|MNG|Mongolia|蒙古|030|MNT|
MO|MAC|Macao|澳门|030|MOP|Asia/Macau
MP|MNP|Northern Mariana Islands|北马里亚纳群岛|057|USD|Pacific/Saipan
MQ|MTQ|Martinique|马提尼克|029|EUR|America/Martinique
MR|MRT|Mauritania|毛里塔尼亚|011|MRU|Africa/Nouakchott
MS|MSR|Montserrat|蒙特塞拉特|029|XCD|America/Montserrat
MT|MLT|Malta|马耳他|039|EUR|Europe/Malta
MU|MUS|Mauritius|毛里求斯|014|MUR|Indian/Mauritius
MV|MDV|Maldives|马尔代夫|034|MVR|Indian/Maldives
MW|MWI|Malawi|马拉维|014|MWK|Africa/Blantyre
MX|MEX|Mexico|墨西哥|013|MXN|
MY|MYS|Malaysia|马来西亚|035|MYR|Asia/Kuala_Lumpur
MZ|MOZ|Mozambique|莫桑比克|014|MZN|Africa/Maputo
NA|NAM|Namibia|纳米比亚|018|ZAR|Africa/Windhoek
NC|NCL|New Caledonia|新喀里多尼亚|054|XPF|Pacific/Noumea
NE|NER|Niger|尼日尔|011|XOF|Africa/Niamey
NF|NFK|Norfolk Island|诺福克岛|053|AUD|Pacific/Norfolk
NG|NGA|Nigeria|尼日利亚|011|NGN|Africa/Lagos
NI|NIC|Nicaragua|尼加拉瓜|013|NIO|America/Managua
NL|NLD|Netherlands|荷兰|155|EUR|Europe/Amsterdam
NO|NOR|Norway|挪威|154|NOK|Europe/Oslo
NP|NPL|Nepal|尼泊尔|034|NPR|Asia/Kathmandu
NR|NRU|Nauru|瑙鲁|057|AUD|Pacific/Nauru
NU|NIU|Niue|纽埃|061|NZD|Pacific/Niue
NZ|NZL|New Zealand|新西兰|053|NZD|
OM|OMN|Oman|阿曼|145|OMR|Asia/Muscat
PA|PAN|Panama|巴拿马|013|PAB|America/Panama
PE|PER|Peru|秘鲁|005|PEN|America/Lima
PF|PYF|French Polynesia|法属波利尼西亚|061|XPF|
PG|PNG|Papua New Guinea|巴布亚新几内亚|054|PGK|
PH|PHL|Philippines|菲律宾|035|PHP|Asia/Manila
PK|PAK|Pakistan|巴基斯坦|034|PKR|Asia/Karachi
PL|POL|Poland|波兰|151|PLN|Europe/Warsaw
PM|SPM|St. Pierre and Miquelon|圣皮埃尔和密克隆群岛|021|EUR|America/Miquelon
PN|PCN|Pitcairn Islands|皮特凯恩群岛|061|NZD|Pacific/Pitcairn
PR|PRI|Puerto Rico|波多黎各|029|USD|America/Puerto_Rico
PS|PSE|Palestine|巴勒斯坦|145|ILS|Asia/Gaza
PT|PRT|Portugal|葡萄牙|039|EUR|
PW|PLW|Palau|帕劳|057|USD|Pacific/Palau
PY|PRY|Paraguay|巴拉圭|005|PYG|America/Asuncion
QA|QAT|Qatar|卡塔尔|145|QAR|Asia/Qatar
RE|REU|Réunion|留尼汪|014|EUR|Indian/Reunion
RO|ROU|Romania|罗马尼亚|151|RON|Europe/Bucharest
RS|SRB|Serbia|塞尔维亚|039|RSD|Europe/Belgrade
RU|RUS|Russia|俄罗斯|151|RUB|
RW|RWA|Rwanda|卢旺达|014|RWF|Africa/Kigali
SA|SAU|Saudi Arabia|沙特阿拉伯|145|SAR|Asia/Riyadh
SB|SLB|Solomon Islands|所罗门群岛|054|SBD|Pacific/Guadalcanal
SC|SYC|Seychelles|塞舌尔|014|SCR|Indian/Mahe
SD|SDN|Sudan|苏丹|015|SDG|Africa/Khartoum
SE|SWE|Sweden|瑞典|154|SEK|Europe/Stockholm
SG|SGP|Singapore|新加坡|035|SGD|Asia/Singapore
SH|SHN|St. Helena|圣赫勒拿|011|SHP|Atlantic/St_Helena
SI|SVN|Slovenia|斯洛文尼亚|039|EUR|Europe/Ljubljana
SJ|SJM|Svalbard and Jan Mayen|斯瓦尔巴和扬马延|154|NOK|Arctic/Longyearbyen
SK|SVK|Slovakia|斯洛伐克|151|EUR|Europe/Bratislava
SL|SLE|Sierra Leone|塞拉利昂|011|SLE|Africa/Freetown
SM|SMR|San Marino|圣马力诺|039|EUR|Europe/San_Marino
SN|SEN|Senegal|塞内加尔|011|XOF|Africa/Dakar
SO|SOM|Somalia|索马里|014|SOS|Africa/Mogadishu
SR|SUR|Suriname|苏里南|005|SRD|America/Paramaribo
SS|SSD|South Sudan|南苏丹|014|SSP|Africa/Juba
ST|STP|São Tomé and Príncipe|圣多美和普林西比|017|STN|Africa/Sao_Tome
SV|SLV|El Salvador|萨尔瓦多|013|USD|America/El_Salvador
SX|SXM|Sint Maarten|荷属圣马丁|029|XCG|America/Lower_Princes
SY|SYR|Syria|叙利亚|145|SYP|Asia/Damascus
SZ|SWZ|Eswatini|斯威士兰|018|SZL|Africa/Mbabane
TC|TCA|Turks and Caicos Islands|特克斯和凯科斯群岛|029|USD|America/Grand_Turk
TD|TCD|Chad|乍得|017|XAF|Africa/Ndjamena
TF|ATF|French Southern Territories|法属南部领地|014|EUR|Indian/Kerguelen
TG|TGO|Togo|多哥|011|XOF|Africa/Lome
TH|THA|Thailand|泰国|035|THB|Asia/Bangkok
TJ|TJK|Tajikistan|塔吉克斯坦|143|TJS|Asia/Dushanbe
TK|TKL|Tokelau|托克劳|061|NZD|Pacific/Fakaofo
TL|TLS|Timor-Leste|东帝汶|035|USD|Asia/Dili
TM|TKM|Turkmenistan|土库曼斯坦|143|TMT|Asia/Ashgabat
TN|TUN|Tunisia|突尼斯|015|TND|Africa/Tunis
TO|TON|Tonga|汤加|061|TOP|Pacific/Tongatapu
TR|TUR|Türkiye|土耳其|145|TRY|Europe/Istanbul
TT|TTO|Trinidad and Tobago|特立尼达和多巴哥|029|TTD|America/Port_of_Spain
TV|TUV|Tuvalu|图瓦卢|061|AUD|Pacific/Funafuti
TW|TWN|Taiwan|台湾|030|TWD|Asia/Taipei
TZ|TZA|Tanzania|坦桑尼亚|014|TZS|Africa/Dar_es_Salaam
UA|UKR|Ukraine|乌克兰|151|UAH|Europe/Kyiv
UG|UGA|Uganda|乌干达|014|UGX|Africa/Kampala
UM|UMI|U.S. Outlying Islands|美国本土外小岛屿|057|USD|
US|USA|United States|美国|021|USD|
UY|URY|Uruguay|乌拉圭|005|UYU|America/Montevideo
UZ|UZB|Uzbekistan|乌兹别克斯坦|143|UZS|Asia/Samarkand
VA|VAT|Vatican City|梵蒂冈|039|EUR|Europe/Vatican
VC|VCT|St. Vincent and Grenadines|圣文森特和格林纳丁斯|029|XCD|America/St_Vincent
VE|VEN|Venezuela|委内瑞拉|005|VES|America/Caracas
VG|VGB|British Virgin Islands|英属维尔京群岛|029|USD|America/Tortola
VI|VIR|U.S. Virgin Islands|美属维尔京群岛|029|USD|America/St_Thomas
VN|VNM|Vietnam|越南|035|VND|Asia/Ho_Chi_Minh
VU|VUT|Vanuatu|瓦努阿图|054|VUV|Pacific/Efate
WF|WLF|Wallis and Futuna|瓦利斯和富图纳|061|XPF|Pacific/Wallis
WS|WSM|Samoa|萨摩亚|061|WST|Pacific/Apia
XK|XKX|Kosovo|科索沃|039|EUR|Europe/Belgrade
YE|YEM|Yemen|也门|145|YER|Asia/Aden
YT|MYT|Mayotte|马约特|014|EUR|Indian/Mayotte
ZA|ZAF|South Africa|南非|018|ZAR|Africa/Johannesburg
ZM|ZMB|Zambia|赞比亚|014|ZMW|Africa/Lusaka
ZW|ZWE|Zimbabwe|津巴布韦|014|USD|Africa/Harare
"""
