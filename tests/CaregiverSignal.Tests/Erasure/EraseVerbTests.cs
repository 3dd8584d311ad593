using System.Text;
using CaregiverSignal.Tests.Support;

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
        Assert.Contains(
            "All that is stored about 1 goes, for good: 1 check-in with 0 answers",
            error,
            StringComparison.Ordinal
        );
        Assert.EndsWith("Type yes: Nothing was erased.\n", error, StringComparison.Ordinal);
        Assert.Equal(["1", "2"], People());
        Assert.Equal((1, "", "erase: 3: is not in the store\n"), program.Run("erase", "3", "--yes"));
    }

    [Fact]
    public void A_backup_of_before_that_is_put_back_brings_nobody_back()
    {
        var backup = program.Path("backup.zip");
        Assert.Equal(0, program.Run("backup", backup).Code);

        var (code, output, _) = program.Run("erase", "1", "--yes");

        Assert.Equal(0, code);
        Assert.StartsWith("1 is erased: ", output, StringComparison.Ordinal);
        Assert.Equal(["2"], People());
        Assert.Single(program.Mails);
        Directory.Delete(program.Data, recursive: true);
        Assert.Equal(0, program.Run("restore", backup, "--yes").Code);
        Assert.Equal(["1", "2"], People());
        program.Run("tick");
        Assert.Equal(["2"], People());
    }

    private IReadOnlyList<string> People() => program.Query("select person from caregiver order by person");
}
