namespace CaregiverSignal.Tests.Crash;

/// <summary>
/// An import is ended at any moment: whoever came in is there whole, and the same folder brings the others.
/// </summary>
public class KilledImportTests
{
    /// <summary>Three parts.</summary>
    private const int People = 1600;
    private const int Rounds = 20;

    private const string Whole = $"""
        select (select count(*) from caregiver), (select count(*) from check_in), (select count(*) from {AnswerRows.OnSqlite}),
            (select count(*) from event), (select count(*) from check_in where closed_at is null)
        """;

    [LargeFact]
    public async Task Whoever_came_in_before_the_program_was_killed_is_there_whole_and_the_same_folder_brings_the_others()
    {
        using var empty = new ProgramFolder();
        await empty.RunAsync("tick");
        var list = WriteList(empty);
        using var undisturbed = new ProgramFolder();
        undisturbed.TakeData(empty);
        var events = await FileEvents.CountAsync(undisturbed, "import", list);
        Assert.Equal([$"{People}|{People}|{2 * People}|{People}|0"], undisturbed.Query(Whole));
        var random = new Random(20260302);

        var (killed, cut) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            using var folder = new ProgramFolder();
            folder.TakeData(empty);
            killed += await FileEvents.KillAsync(folder, random.Next(1, events), "import", list) ? 1 : 0;

            var people = long.Parse(
                folder.Query("select count(*) from caregiver").Single(),
                CultureInfo.InvariantCulture
            );
            Assert.Equal([$"{people}|{people}|{2 * people}|{people}|0"], folder.Query(Whole));
            cut += people is > 0 and < People ? 1 : 0;

            await folder.RunAsync("import", list);
            Assert.Equal(undisturbed.Query(Whole), folder.Query(Whole));
            Assert.Equal(["ok"], folder.Query("pragma integrity_check"));
        }

        Assert.True(killed >= Rounds / 4 && cut > 0, $"{killed} of {Rounds} were killed, {cut} between two parts.");
    }

    private static string WriteList(ProgramFolder folder)
    {
        string Lines(string head, Func<int, string> line) =>
            string.Concat(Enumerable.Range(1, People).Select(line).Prepend(head));
        folder.Write(
            "import/asked.csv",
            Lines("person,date,instruments\n", number => $"{number},2026-03-02,volhoudtijd;csi\n")
        );
        folder.Write(
            "import/answers.csv",
            Lines(
                "person,date,instrument,item,value\n",
                number => $"{number},2026-03-02,volhoudtijd,time,3\n{number},2026-03-02,csi,sleep,1\n"
            )
        );
        folder.Write(
            "import/events.csv",
            Lines("person,date,kind,by,note\n", number => $"{number},2026-03-03,Other,caregiver,\n")
        );
        return folder.WritePeople(People, "2026-03-02");
    }
}
