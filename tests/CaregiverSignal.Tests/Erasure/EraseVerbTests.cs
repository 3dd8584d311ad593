namespace CaregiverSignal.Tests.Erasure;

/// <summary>The verb as an operator uses it, also after a backup of before was put back.</summary>
public sealed class EraseVerbTests : IDisposable
{
    private readonly ProgramFolder program = new();

    public EraseVerbTests()
    {
        program.Settings.AddRange(["--Mail:Window=00:00-24:00", "--Mail:Days=Mon-Sun"]);
        program.Run("import", program.WritePeople(2, "2026-03-02"));
        program.Run("tick");
    }

    public void Dispose() => program.Dispose();

    [Fact]
    public void It_shows_what_goes_and_does_nothing_without_a_yes()
    {
        program.Input = Encoding.ASCII.GetBytes("no\n");

        var (code, output, error) = program.Run("erase", "1");

        Assert.Equal((1, ""), (code, output));
        Assert.Has("All that is stored about 1 goes, for good: 1 check-in with 0 questionnaires", error);
        Assert.Ends("Type yes: Nothing was erased.\n", error);
        Assert.Equal(["1", "2"], People());
        Assert.Equal((1, "", "erase: 3: is not in the store\n"), program.Run("erase", "3", "--yes"));
    }

    [Theory]
    [InlineData("y")]
    [InlineData(" Yes ")]
    public void A_y_is_a_yes(string typed)
    {
        program.Input = Encoding.ASCII.GetBytes(typed + "\n");

        Assert.Equal(0, program.Run("erase", "1").Code);

        Assert.Equal(["2"], People());
    }

    [Fact]
    public void A_backup_of_before_that_is_put_back_brings_nobody_back()
    {
        var backup = program.Path("one.backup");
        Assert.Equal(0, program.Run("backup", backup).Code);

        var (code, output, _) = program.Run("erase", "1", "--yes");

        Assert.Equal(0, code);
        Assert.Begins("1 is erased: ", output);
        Assert.Equal(["2"], People());
        Assert.Single(program.Mails);
        Directory.Delete(program.Data, recursive: true);
        Assert.Equal(0, program.Run("restore", backup, "--yes").Code);
        Assert.Equal(["1", "2"], People());
        program.Run("tick");
        Assert.Equal(["2"], People());
    }

    [Fact]
    public void The_same_list_does_not_bring_them_back_and_says_why_under_their_code_and_their_address()
    {
        program.Run("erase", "1", "--yes");
        program.Write("other/people.csv", "person,enrolled,email\n7,2026-03-02,Persoon1@example.org\n");

        Assert.Equal((1, "", Fault("person", "1")), program.Run("import", "import"));
        Assert.Equal((1, "", Fault("email", "Persoon1@example.org")), program.Run("import", "other"));
        program.Write("hyphen/people.csv", "person,enrolled\nP\u201112,2026-03-02\n");
        program.Write("import/people.csv", "person,enrolled\nP-12,2026-03-02\n");
        Assert.Equal(0, program.Run("import", "import").Code);
        Assert.Equal(0, program.Run("erase", "P-12", "--yes").Code);
        Assert.Equal((1, "", Fault("person", "P\u201112")), program.Run("import", "hyphen"));
        program.Write("hyphen/people.csv", "person,enrolled\nP-\u20601\uff12,2026-03-02\n");
        Assert.Equal(1, program.Run("import", "hyphen").Code);
        Assert.Equal(["2"], People());

        static string Fault(string column, string value) =>
            $"people.csv: row 2, column {column}: '{value}' is of somebody who was erased; take the row out, or add them by hand if they want to come back\n";
    }

    private IReadOnlyList<string> People() => program.Query("select person from caregiver order by person");
}
