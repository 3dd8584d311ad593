using CaregiverSignal.Files;

namespace CaregiverSignal.Tests.Import;

public class SpreadsheetCellTests
{
    [Theory]
    [InlineData("=HYPERLINK(1)")]
    [InlineData("@SUM(A1)")]
    [InlineData("+cmd|x")]
    [InlineData("-2+3+cmd|' /C calc'!A0")]
    [InlineData("＝HYPERLINK(1)")]
    [InlineData("＠SUM(A1)")]
    [InlineData("＋cmd|x")]
    [InlineData("－cmd|x")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    [InlineData("\n=1")]
    [InlineData("'=1")]
    public void What_a_spreadsheet_would_run_gets_an_apostrophe_and_comes_back_as_it_was(string text)
    {
        var cell = SpreadsheetCell.Guarded(text);

        Assert.Equal("'" + text, cell);
        Assert.Equal(text, SpreadsheetCell.Unguarded(cell));
    }

    [Theory]
    [InlineData("")]
    [InlineData("p1")]
    [InlineData("-3.5")]
    [InlineData("+31 6 12345678")]
    [InlineData("'s ochtends")]
    [InlineData("één")]
    public void Anything_else_stays_as_it_is(string text)
    {
        Assert.Equal((text, text), (SpreadsheetCell.Guarded(text), SpreadsheetCell.Unguarded(text)));
    }
}
