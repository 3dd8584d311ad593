namespace CaregiverSignal.Tests.Import;

/// <summary>A list of somebody's own comes in by columns that the browser remembered.</summary>
public sealed class ListVerbTests : IDisposable, IAsyncLifetime
{
    private readonly ProgramFolder program = new();
    private string list = null!;

    public async ValueTask InitializeAsync()
    {
        program.Run("import", program.WritePeople(1, "2026-03-02"));
        using (var database = await Database.OpenAsync(program.Database))
            await database.WriteAsync(transaction =>
                transaction.Execute(
                    $$"""
                    insert into list_mapping (name, sheet, columns, headings, kept_by, kept_at)
                    select 'zorgsysteem', '', {{"""{"Naam":"name","Tel":"phone"}"""}}, '', min(id), {{Some.Time().Now}}
                    from coordinator
                    """
                )
            );
        list = program.Write("lijst.csv", "Naam;Tel;Los\nAnna de Vries;06 12345678;x\nBert Jansen;06 87654321;\n");
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose() => program.Dispose();

    [Fact]
    public void Its_people_come_in_once()
    {
        var (code, output, _) = program.Run("import", list, "--map", "zorgsysteem", "--dry-run");
        Assert.Equal(
            (0, "Would store: people 2 new, 0 changed, 0 unchanged; 0 check-ins, 0 answers, 0 events.\n"),
            (code, output)
        );

        program.Run("import", list, "--map", "zorgsysteem");
        (code, output, _) = program.Run("import", list, "--map", "zorgsysteem");

        Assert.Equal(
            (0, "Stored: people 0 new, 0 changed, 2 unchanged; 0 check-ins, 0 answers, 0 events.\n"),
            (code, output)
        );
        Assert.Equal(
            ["Anna de Vries 06 12345678", "Bert Jansen 06 87654321"],
            program.Query(
                "select first_name || ' ' || last_name || ' ' || phone from caregiver where id > 1 order by id"
            )
        );
    }

    [Fact]
    public void What_cannot_be_read_says_what_to_do_and_stores_nothing()
    {
        var other = program.Write("other.csv", "Naam;Mail\nAnna de Vries;anna@example.org\n");
        var wrong = program.Write("wrong.csv", "Naam;Tel\nAnna de Vries;06 12345678\nBert Jansen;\n");
        var page = program.Write("page.xls", "<html>");
        var gone = program.Write(
            "gone.csv",
            "Naam;Tel;Einddatum\nAnna de Vries;06 12345678;1-2-2026\nBert Jansen (geen contact);06 87654321;\n"
        );
        var answers = program.Write("answers.csv", "id;submitdate;lastpage;G01Q01\n1;2026-03-01;4;3\n");

        Assert.Equal(
            $"{list}: is a file; name a folder, or the columns of a list with --map NAME\n",
            Refused("import", list)
        );
        Assert.Equal(
            "--map: 'zorg' is not remembered; remembered are 'zorgsysteem'. Choose the columns once in the browser, at Mensen, Lijst inlezen\n",
            Refused("import", list, "--map", "zorg")
        );
        Assert.Equal(
            $"{other}: lacks 'Tel', which 'zorgsysteem' has; there are 'Naam', 'Mail'\n",
            Refused("import", other, "--map", "zorgsysteem")
        );
        Assert.Equal(
            "wrong.csv: row 3: has no phone, mail address or postal address; fill one in, or take the row out\n",
            Refused("import", wrong, "--map", "zorgsysteem")
        );
        Assert.Equal(
            $"{page}: is neither a workbook nor text; save it as xlsx or CSV\n",
            Refused("import", page, "--map", "zorgsysteem")
        );
        Assert.Equal(
            "gone.csv: column 'Einddatum' says of somebody that they left or want no mail; say in the browser what it means\n"
                + "gone.csv: row 3, column Naam: 'Bert Jansen (geen contact)' says that somebody left or wants no mail; take the row out, or read the list in the browser\n",
            Refused("import", gone, "--map", "zorgsysteem")
        );
        Assert.StartsWith(
            $"{answers}: lacks 'Naam'",
            Refused("import", answers, "--map", "zorgsysteem"),
            StringComparison.Ordinal
        );
        Assert.Single(program.Query("select person from caregiver"));
    }

    private string Refused(params string[] arguments)
    {
        var (code, output, error) = program.Run(arguments);
        Assert.Equal((1, ""), (code, output));
        return error;
    }
}
