"""What an .xlsx file is made of, with the place of everything in its bytes: for filling other people's forms.

openpyxl loses what it does not know when it saves, so a form is never saved by it. It lends its knowledge of number
formats and of how formulas are written.
"""
