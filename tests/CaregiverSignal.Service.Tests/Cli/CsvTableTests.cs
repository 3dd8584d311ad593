using CaregiverSignal.Files;

namespace CaregiverSignal.Tests.Commands;

public class CsvTableTests
{
    private readonly List<Fault> faults = [];

    [Theory]
    [InlineData("person,note\na,x\nb,y\n")]
    [InlineData("person,note\r\na,x\r\nb,y")]
    [InlineData("\uFEFFperson,note\na,x\nb,y\n")]
    [InlineData("person;note\na;x\nb;y\n")]
    [InlineData("\uFEFFperson;note\r\na;x\r\nb;y\r\n")]
    [InlineData("note,person\nx,a\ny,b\n")]
    [InlineData("\"person\",\"note\"\n\"a\",\"x\"\nb,\"y\"\n")]
    [InlineData("person,note\n a , x \nb,y\n")]
    public void Marks_line_ends_separators_quotes_and_column_order_make_no_difference(string text)
    {
        var rows = Read(text);

        Assert.Empty(faults);
        Assert.Equal([(2, "a", "x"), (3, "b", "y")], rows);
    }

    [Fact]
    public void A_quoted_cell_may_hold_separators_quotes_and_line_breaks()
    {
        var rows = Read("person,note\na,\"one, \"\"two\"\"\r\nthree\"\nb,y\n");

        Assert.Equal([(2, "a", "one, \"two\"\r\nthree"), (3, "b", "y")], rows);
    }

    [Fact]
    public void A_semicolon_in_a_cell_does_not_make_it_the_separator()
    {
        Assert.Equal([(2, "a", "opening;srb")], Read("person,note\na,opening;srb\n"));
    }

    [Fact]
    public void Blank_lines_are_passed_over_and_still_counted()
    {
        Assert.Equal([(2, "a", "x"), (5, "b", "y")], Read("person,note\na,x\n\n\nb,y\n\n"));
        Assert.Empty(faults);
    }

    [Fact]
    public void An_optional_column_may_be_left_out()
    {
        using var table = CsvTable.Open(Stream("person\na\n"), "people.csv", ["person"], ["note"], faults.Add)!;

        Assert.False(table.Has("note"));
        Assert.Equal("", table.Rows().Single()["note"]);
    }

    [Theory]
    [InlineData("person,colour\n", "row 1, column colour", "is not known; known are person, note")]
    [InlineData("note\n", "row 1, column person", "is missing")]
    [InlineData("person,note,note\n", "row 1, column note", "is there twice")]
    [InlineData("person,,note\n", "row 1, column 2", "is not known")]
    [InlineData("Person,note\n", "row 1, column Person", "is not known")]
    [InlineData("", "row 1", "is missing; a header is needed with person, note")]
    [InlineData("person,no\"te\n", "row 1", "quote in the wrong place")]
    public void A_wrong_header_is_refused_by_name(string text, string place, string message)
    {
        Assert.Null(CsvTable.Open(Stream(text), "people.csv", ["person"], ["note"], faults.Add));

        Assert.Contains(
            faults,
            fault => fault.Where == "people.csv" && fault.Place == place && fault.Message.Contains(message)
        );
    }

    [Theory]
    [InlineData("person,note\na,x\nb\nc,z\n", "row 3", "has 1 cells; the header has 2")]
    [InlineData("person,note\na,x\nb,y,1\nc,z\n", "row 3", "has 3 cells; the header has 2")]
    [InlineData("person,note\na,x\nb,\"y\"1\nc,z\n", "row 3", "quote in the wrong place")]
    public void A_broken_row_is_named_and_the_others_are_read(string text, string place, string message)
    {
        var rows = Read(text);

        Assert.Equal([(2, "a", "x"), (4, "c", "z")], rows);
        var fault = Assert.Single(faults);
        Assert.Equal(("people.csv", place), (fault.Where, fault.Place));
        Assert.Has(message, fault.Message);
    }

    [Theory]
    [InlineData("b,y\"1\nc,z\n")]
    [InlineData("b,5\" to 6\"\n")]
    [InlineData("b, \"y\"\n")]
    public void A_quote_within_a_cell_is_named(string row)
    {
        Assert.Equal([(2, "a", "x")], Read("person,note\na,x\n" + row));

        Assert.Has("row 3: has a quote in the wrong place", Assert.Single(faults).ToString());
    }

    [Fact]
    public void A_quote_that_is_never_closed_is_named()
    {
        Read("person,note\na,x\nb,\"y\nc,z\n");

        Assert.Equal(
            "people.csv: row 3: has a quote that is not closed before the end of the file",
            Assert.Single(faults).ToString()
        );
    }

    [Fact]
    public void A_quote_that_is_never_closed_in_a_large_file_does_not_fill_the_memory()
    {
        Read("person,note\na,\"" + string.Concat(Enumerable.Repeat("x,y\n", 5_000_000)));

        Assert.Has("row 2: is longer than 16777216 characters", Assert.Single(faults).ToString());
    }

    [Theory]
    [InlineData("person,note\na,x\nb,Ren", ",y\nc,z\n", "row 3")]
    [InlineData("person,note\na,x\nb,y\n", "c,z\n", "row 4")]
    [InlineData("person,note\na,x\nb,y\n\"c", "\",z\n", "row 4")]
    [InlineData("person,note\na,x\nb,y\nc,", "", "row 4")]
    public void Text_that_is_not_utf8_is_refused_at_its_row(string before, string after, string place)
    {
        using var stream = new MemoryStream([
            .. Encoding.UTF8.GetBytes(before),
            0xE9,
            .. Encoding.UTF8.GetBytes(after),
        ]);
        using var table = CsvTable.Open(stream, "people.csv", ["person"], ["note"], faults.Add)!;

        var rows = table.Rows().Select(row => row.Number).ToList();

        Assert.Equal(Enumerable.Range(2, rows.Count), rows);
        var fault = Assert.Single(faults);
        Assert.Equal((place, rows.Count + 2), (fault.Place, int.Parse(place[4..], CultureInfo.InvariantCulture)));
        Assert.Begins("is not UTF-8", fault.Message);
    }

    [Theory]
    [InlineData("a,1\0\n")]
    [InlineData("a\0,1\n")]
    [InlineData("a,1\0")]
    public void A_zero_byte_is_no_text_though_a_number_could_be_read_over_it(string broken)
    {
        Assert.Single(Read("person,note\na,1\n" + broken));

        Assert.Begins("people.csv: row 3: is not UTF-8 text", Assert.Single(faults).ToString());
    }

    [Fact]
    public void A_header_that_is_not_utf8_is_refused()
    {
        using var stream = new MemoryStream([(byte)'p', 0xE9, .. "erson,note\na,x\n"u8]);

        Assert.Null(CsvTable.Open(stream, "people.csv", ["person"], ["note"], faults.Add));

        Assert.Begins("people.csv: row 1: is not UTF-8", Assert.Single(faults).ToString());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(65536)]
    public void Characters_of_several_bytes_come_through_however_the_text_is_cut(int part)
    {
        var text = new StringBuilder("\uFEFFperson;note\n");
        for (var n = 0; n < 20_000; n++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"p{n};é€😀\n");
        using var table = CsvTable.Open(
            new Sips(Encoding.UTF8.GetBytes(text.ToString()), part),
            "people.csv",
            ["person"],
            ["note"],
            faults.Add
        )!;

        var rows = table.Rows().Select(row => (row.Number, row["person"], row["note"])).ToList();

        Assert.Empty(faults);
        Assert.Equal(Enumerable.Range(0, 20_000).Select(n => (n + 2, $"p{n}", "é€😀")), rows);
        Assert.Equal(20_000, table.Count);
    }

    [Fact]
    public void Blanks_of_every_kind_around_a_cell_are_left_off()
    {
        Assert.Equal([(2, "a b", "x"), (3, "é", "")], Read("person,note\n\u00A0a b\t,\u2003x \n é ,\u00A0\n"));
    }

    [Fact]
    public void A_file_that_is_not_there_is_a_fault()
    {
        Assert.Null(
            CsvTable.Open(Path.Combine(Path.GetTempPath(), "no-such-folder", "people.csv"), ["person"], [], faults.Add)
        );

        Assert.Has("cannot be read", Assert.Single(faults).Message);
    }

    private List<(int Row, string Person, string Note)> Read(string text)
    {
        using var table = CsvTable.Open(Stream(text), "people.csv", ["person"], ["note"], faults.Add)!;
        return [.. table.Rows().Select(row => (row.Number, row["person"], row["note"]))];
    }

    /// <summary>A pipe that gives so many bytes at a time.</summary>
    private sealed class Sips(byte[] bytes, int part) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) =>
            base.Read(buffer, offset, Math.Min(count, part));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, part)]);
    }

    private static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));
}
