namespace CaregiverSignal.Tests.Commands;

/// <summary>
/// Files that the verbs write tell who is how badly off: they are for their owner, and a spreadsheet runs nothing in
/// them.
/// </summary>
public sealed class WrittenFilesTests : IDisposable
{
    private readonly ProgramFolder program = new(isBare: true);

    public void Dispose() => program.Dispose();

    [Fact]
    public void A_replay_guards_its_table_follows_no_link_and_lets_only_its_owner_read_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links and rights are others there.");
        program.Write("in/people.csv", "person,enrolled\n=HYPERLINK(1),2026-01-05\n＝cmd,2026-01-05\n");
        program.Write(
            "in/events.csv",
            "person,date,kind,by,note\n=HYPERLINK(1),2026-03-10,RequestForContact,caregiver,\n＝cmd,2026-03-10,RequestForContact,caregiver,\n"
        );
        program.Write("in/asked.csv", "person,date,instruments\n");
        program.Write("in/answers.csv", "person,date,instrument,item,value\n");
        var precious = program.Write("precious", "mine");
        File.CreateSymbolicLink(program.Path("sig.csv.part"), precious);

        var (code, _, error) = program.Run("replay", "in", "--out", "sig.csv");

        Assert.True(code == 0, error);
        Assert.Equal("mine", File.ReadAllText(precious));
        var rows = File.ReadAllLines(program.Path("sig.csv"))[1..];
        Assert.Equal(["'=HYPERLINK(1)", "'＝cmd"], rows.Select(row => row.Split(',')[0]).Order(StringComparer.Ordinal));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(program.Path("sig.csv")));
    }

    [Fact]
    public void A_table_of_scores_guards_the_ids_and_takes_the_guard_of_a_table_that_has_it_away()
    {
        var answers = program.Write("answers.csv", "id,burden\n=HYPERLINK(1),50\n'＝cmd,60\n-3,70\n");

        var csv = program.Run("score", "srb", "--in", answers, "--format", "csv");
        var json = program.Run("score", "srb", "--in", answers);

        Assert.Equal(
            ["'=HYPERLINK(1)", "'＝cmd", "-3"],
            csv.Output.TrimEnd().Split('\n').Skip(1).Select(row => row.Split(',')[0])
        );
        Assert.Has("{\"id\":\"＝cmd\"", json.Output);
    }
}
