"""One file of each kind, all telling the same story: two subs on a day, cakes, a grant, and the hire of a room."""

from datetime import date
from io import BytesIO

from openpyxl import Workbook

TODAY = date(2026, 5, 3)

STORY = [
    (date(2026, 4, 1), 200, "Jo Brown subs", 10_200),
    (date(2026, 4, 1), 200, "Jo Brown subs", 10_400),
    (date(2026, 4, 15), -1_250, "Corner Cakes, High St", 9_150),
    (date(2026, 4, 16), 123_456, "Area Fund grant", 132_606),
    (date(2026, 4, 17), -3_000, "Room hire", 129_606),
]
"""Day, pence, words, balance: the oldest first."""

BARCLAYS = """Number,Date,Account,Amount,Subcategory,Memo
\t ,17/04/2026,20-12-34 12345678,-30.00,Standing Order,Room              hire
\t ,16/04/2026,20-12-34 12345678,1234.56,Counter Credit,Area Fund grant
\t ,15/04/2026,20-12-34 12345678,-12.50,Card Purchase,"Corner Cakes,           High St"
\t ,01/04/2026,20-12-34 12345678,2.00,Funds Transfer,Jo Brown subs
\t ,01/04/2026,20-12-34 12345678,2.00,Funds Transfer,Jo Brown subs

"""
_LLOYDS_HEADINGS = ",".join(
    [
        *("Transaction Date", "Transaction Type", "Sort Code", "Account Number", "Transaction Description"),
        *("Debit Amount", "Credit Amount", "Balance"),
    ]
)
LLOYDS = f"""{_LLOYDS_HEADINGS},
17/04/2026,SO,'30-12-34,12345678,Room hire,30.00,,1296.06,
16/04/2026,BGC,'30-12-34,12345678,Area Fund grant,,1234.56,1326.06,
15/04/2026,DEB,'30-12-34,12345678,"Corner Cakes, High St",12.50,,91.50,
01/04/2026,FPI,'30-12-34,12345678,Jo Brown subs,,2.00,104.00,
01/04/2026,FPI,'30-12-34,12345678,Jo Brown subs,,2.00,102.00,
"""
NATWEST = """
Date, Type, Description, Value, Balance, Account Name, Account Number
17 Apr 2026,S/O,"'Room hire",-30.00,1296.06,"'THE GROUP","'601234-12345678",
16 Apr 2026,BAC,"'Area Fund grant",1234.56,1326.06,"'THE GROUP","'601234-12345678",
15 Apr 2026,POS,"'Corner Cakes, High St",-12.50,91.50,"'THE GROUP","'601234-12345678",
01 Apr 2026,BAC,"'Jo Brown subs",2.00,104.00,"'THE GROUP","'601234-12345678",
01 Apr 2026,BAC,"'Jo Brown subs",2.00,102.00,"'THE GROUP","'601234-12345678",
"""
HSBC = """17/04/2026,Room hire,-30.00
16/04/2026,Area Fund grant,"1,234.56"
15/04/2026,"Corner Cakes, High St",-12.50
01/04/2026,Jo Brown subs,£2.00
01/04/2026,Jo Brown subs,£2.00
"""
HSBC_BUSINESS = """Date,Type,Description,Paid out,Paid in,Balance
01 Apr 26,CR,Jo Brown subs,,2.00,
01 Apr 26,CR,Jo Brown subs,,2.00,104.00
15 Apr 26,VIS,"Corner Cakes, High St",12.50,,91.50
16 Apr 26,CR,Area Fund grant,,"1,234.56","1,326.06"
17 Apr 26,SO,Room hire,30.00,,"1,296.06"
"""
NATIONWIDE = """"Account Name:","Community ****12345"
"Account Balance:","£1296.06"
"Available Balance: ","£1296.06"

"Date","Transaction type","Description","Paid out","Paid in","Balance"
"01 Apr 2026","Bank credit","Jo Brown subs","","£2.00","£102.00"
"01 Apr 2026","Bank credit","Jo Brown subs","","£2.00","£104.00"
"15 Apr 2026","Visa purchase","Corner Cakes, High St","£12.50","","£91.50"
"16 Apr 2026","Bank credit","Area Fund grant","","£1,234.56","£1,326.06"
"17 Apr 2026","Standing order","Room hire","£30.00","","£1,296.06"
"""
COOPERATIVE = """Date,Description,Type,Money In,Money Out,Balance
2026-04-17,Room hire,STANDING ORDER,,30.00,1296.06
2026-04-16,Area Fund grant,CREDIT,1234.56,,1326.06
2026-04-15,Corner Cakes, High St,CARD,,12.50,91.50
2026-04-01,Jo Brown subs,CREDIT,2.00,,104.00
2026-04-01,Jo Brown subs,CREDIT,2.00,,102.00
"""
SANTANDER = """From: 01/04/2026 to 30/04/2026

Account: XXXX XXXX XXXX 1234

Date: 17/04/2026
Description: Room hire
Amount: -30.00 GBP
Balance: 1296.06 GBP

Date: 16/04/2026
Description: Area Fund grant
Amount: 1234.56 GBP
Balance: 1326.06 GBP

Date: 15/04/2026
Description: Corner Cakes, High St
Amount: -12.50 GBP
Balance: 91.50 GBP

Date: 01/04/2026
Description: Jo Brown subs
Amount: 2.00 GBP
Balance: 104.00 GBP

Date: 01/04/2026
Description: Jo Brown subs
Amount: 2.00 GBP
Balance: 102.00 GBP
""".replace(": ", ":\xa0")
SANTANDER_BUSINESS = """Date,Narrative,Transaction Type,Debit,Credit,Current Balance
17/04/2026,Room hire,SO,30.00,0.00,1296.06
16/04/2026,Area Fund grant,BGC,0.00,1234.56,1326.06
15/04/2026,"Corner Cakes, High St",POS,12.50,0.00,91.50
01/04/2026,Jo Brown subs,FPI,0.00,2.00,104.00
01/04/2026,Jo Brown subs,FPI,0.00,2.00,102.00
"""
_MONZO_HEADINGS = (
    "Transaction ID,Date,Time,Type,Name,Emoji,Category,Amount,Currency,Local amount,Local currency,"
    "Notes and #tags,Address,Receipt,Description,Category split,Money Out,Money In"
)
MONZO = f"""{_MONZO_HEADINGS}
tx_1,01/04/2026,09:00:00,Faster payment,Jo Brown subs,,Income,2.00,GBP,2.00,GBP,,,,Jo Brown subs,,,2.00
tx_2,01/04/2026,09:01:00,Faster payment,Jo Brown subs,,Income,2.00,GBP,2.00,GBP,,,,Jo Brown subs,,,2.00
tx_3,15/04/2026,10:00:00,Card payment,"Corner Cakes, High St",🍰,Eating,-12.50,GBP,-12.50,GBP,,,,,,-12.50,
tx_4,16/04/2026,11:00:00,Faster payment,Area Fund grant,,Income,1234.56,GBP,1234.56,GBP,,,,,,,1234.56
tx_5,17/04/2026,12:00:00,Faster payment,Room hire,,Bills,-30.00,GBP,-30.00,GBP,,,,,,-30.00,
"""
MONZO_BALANCE = "\n".join(
    f"{line},{after}" if line else line
    for line, after in zip(
        MONZO.split("\n"),
        ["Balance,Balance currency", "102.00,GBP", "104.00,GBP", "91.50,GBP", "1326.06,GBP", "1296.06,GBP", ""],
        strict=True,
    )
)
STARLING = """Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP),Spending Category,Notes
01/04/2026,Jo Brown,subs,FASTER PAYMENT,2.00,102.00,INCOME,
01/04/2026,Jo Brown,subs,FASTER PAYMENT,2.00,104.00,INCOME,
15/04/2026,"Corner Cakes, High St",,CHIP & PIN,-12.50,91.50,EATING_OUT,
16/04/2026,Area Fund,grant,FASTER PAYMENT,1234.56,1326.06,INCOME,
17/04/2026,Room hire,Room hire,STANDING ORDER,-30.00,1296.06,BILLS,
"""
METRO = """Date,Details,Transaction Type,In,Out,Balance
17/04/2026,Room hire,Standing order,0.00,30.00,1296.06
16/04/2026,Area Fund grant,Inward Payment,1234.56,0.00,1326.06
15/04/2026,"Corner Cakes, High St",Card Purchase,0.00,12.50,91.50
01/04/2026,Jo Brown subs,Inward Payment,2.00,0.00,104.00
01/04/2026,Jo Brown subs,Inward Payment,2.00,0.00,102.00
"""
METRO_OTHER = """Date,Transaction type,Description,Money out,Money in,Balance
01/04/2026,Inward Payment,Jo Brown subs,,2.00,102.00
01/04/2026,Inward Payment,Jo Brown subs,,2.00,104.00
15/04/2026,Card Purchase,"Corner Cakes, High St",12.50,,91.50
16/04/2026,Inward Payment,Area Fund grant,,1234.56,1326.06
17/04/2026,Standing order,Room hire,30.00,,1296.06
"""
VIRGIN = """2026/04/01,x,82-12-34 12345678,x,GBP,BGC,Jo Brown subs,2.00,
2026/04/01,x,82-12-34 12345678,x,GBP,BGC,Jo Brown,2.00,subs
2026/04/15,x,82-12-34 12345678,x,GBP,DEB,"Corner Cakes, High St",-12.50,
2026/04/16,x,82-12-34 12345678,x,GBP,BGC,Area Fund,1234.56,grant
2026/04/17,x,82-12-34 12345678,x,GBP,SO,Room hire,-30.00,
"""
OFX_SGML = """OFXHEADER:100
DATA:OFXSGML
VERSION:102
SECURITY:NONE
ENCODING:USASCII
CHARSET:1252

<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><LANGUAGE>ENG</SONRS></SIGNONMSGSRSV1>
<BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>GBP
<BANKACCTFROM><BANKID>301234<ACCTID>12345678<ACCTTYPE>CHECKING</BANKACCTFROM>
<BANKTRANLIST><DTSTART>20260401<DTEND>20260430
<STMTTRN><TRNTYPE>SO<DTPOSTED>20260417120000[0:GMT]<TRNAMT>-30.00<FITID>5<NAME>Room hire</STMTTRN>
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260416<TRNAMT>+1234.56<FITID>4<NAME>Area Fund<MEMO>grant</STMTTRN>
<STMTTRN><TRNTYPE>POS<DTPOSTED>20260415<TRNAMT>-12,50<FITID>3<NAME>Corner<MEMO>Corner Cakes, High St</STMTTRN>
<STMTTRN>
<TRNTYPE>CREDIT
<DTPOSTED>20260401
<TRNAMT>2.00
<FITID>1
<NAME>Jo Brown subs
</STMTTRN>
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260401<TRNAMT>2.00<FITID>1<NAME>Jo Brown subs</STMTTRN>
</BANKTRANLIST><LEDGERBAL><BALAMT>1296.06<DTASOF>20260430</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
"""
OFX_XML = """<?xml version="1.0" encoding="UTF-8"?>
<?OFX OFXHEADER="200" VERSION="211" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>
<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>GBP</CURDEF>
<BANKACCTFROM><BANKID>301234</BANKID><ACCTID>12345678</ACCTID><ACCTTYPE>CHECKING</ACCTTYPE></BANKACCTFROM>
<BANKTRANLIST>
<STMTTRN><DTPOSTED>20260401000000</DTPOSTED><TRNAMT>2.00</TRNAMT><FITID>1</FITID><NAME>Jo Brown subs</NAME></STMTTRN>
<STMTTRN><DTPOSTED>20260401000000</DTPOSTED><TRNAMT>2.00</TRNAMT><FITID>2</FITID><NAME>Jo Brown subs</NAME></STMTTRN>
<STMTTRN><DTPOSTED>20260415</DTPOSTED>
<TRNAMT>-12.50</TRNAMT><FITID>3</FITID><NAME>Corner Cakes, High St</NAME></STMTTRN>
<STMTTRN><DTPOSTED>20260416</DTPOSTED><TRNAMT>1234.56</TRNAMT><FITID>4</FITID><NAME>Area Fund grant</NAME></STMTTRN>
<STMTTRN><DTPOSTED>20260417</DTPOSTED><TRNAMT>-30.00</TRNAMT><FITID>5</FITID><NAME>Room hire</NAME></STMTTRN>
</BANKTRANLIST><LEDGERBAL><BALAMT>1296.06</BALAMT></LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
"""
QIF = """!Type:Bank
D17/04'26
T-30.00
PRoom hire
^
D16/ 4/26
T1,234.56
PArea Fund
Mgrant
^
D15/04/2026
T-12.50
PCorner Cakes, High St
^
D1/4/26
T2.00
PJo Brown subs
^
D1/4/26
T2.00
PJo Brown subs
^
"""


def a_workbook(rows: list[list[object]]) -> bytes:
    """An .xlsx with these rows on its only sheet."""
    book, out = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def lloyds_saved_by_excel() -> bytes:
    """The same file, opened and saved again: days are days, figures are numbers, noughts in front are gone."""
    headings = LLOYDS.splitlines()[0].split(",")
    rows = [
        [day, "BGC", 301234, 12345678, words, -pence / 100 if pence < 0 else None, pence / 100 if pence > 0 else None]
        for day, pence, words, _balance in STORY
    ]
    return a_workbook([headings, *([*row, one[3] / 100] for row, one in zip(rows, STORY, strict=True))])


SAMPLES: dict[str, tuple[bytes, str, bool, str]] = {
    "barclays.csv": (BARCLAYS.encode(), "barclays", False, "5678"),
    "lloyds.csv": (LLOYDS.encode("utf-8-sig"), "lloyds", True, "5678"),
    "lloyds.xlsx": (lloyds_saved_by_excel(), "lloyds", True, "5678"),
    "natwest.csv": (NATWEST.replace("\n", "\r\n").encode(), "natwest", True, "5678"),
    "hsbc.csv": (HSBC.encode(), "hsbc", False, ""),
    "hsbc_business.csv": (HSBC_BUSINESS.encode(), "hsbc", True, ""),
    "nationwide.csv": (NATIONWIDE.encode("cp1252"), "nationwide", True, "2345"),
    "cooperative.csv": (COOPERATIVE.encode("utf-8-sig"), "cooperative", True, ""),
    "santander.txt": (SANTANDER.encode("latin-1"), "santander", True, "1234"),
    "santander_business.csv": (SANTANDER_BUSINESS.encode(), "santander", True, ""),
    "monzo.csv": (MONZO.encode(), "monzo", False, ""),
    "monzo_balance.csv": (MONZO_BALANCE.encode(), "monzo", True, ""),
    "starling.csv": (STARLING.encode(), "starling", True, ""),
    "metro.csv": (METRO.encode(), "metro", True, ""),
    "metro_other.csv": (METRO_OTHER.encode("utf-16"), "metro", True, ""),
    "virgin.csv": (VIRGIN.encode(), "virgin", False, "5678"),
    "sgml.ofx": (OFX_SGML.encode(), "ofx", False, "5678"),
    "xml.qfx": (OFX_XML.encode(), "ofx", False, "5678"),
    "bank.qif": (QIF.encode(), "qif", False, ""),
}
"""By file name: its bytes, the layout that reads it, whether it has balances, and the end of the account number."""
