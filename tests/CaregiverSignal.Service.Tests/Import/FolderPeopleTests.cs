using CaregiverSignal.Import;
using CaregiverSignal.Signals.Hindsight;

namespace CaregiverSignal.Tests.Import;

/// <summary>
/// What a folder's rows come to when the rules look back over them: somebody can go on for a week, and asks to be
/// called two months later.
/// </summary>
public sealed class FolderPeopleTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("Diagnosis,caregiver", "level;request")]
    [InlineData("Paused,caregiver", "level;request")]
    [InlineData("Stopped,caregiver", "level;request")]
    [InlineData("Admission,coordinator", "request")]
    [InlineData("Death,coordinator", "request")]
    public void After_the_end_of_care_old_answers_are_not_told_beside_what_is_new(string happened, string kinds)
    {
        Assert.Equal(["2026-01-05 level", $"2026-03-10 {kinds}"], Told("active", happened).Take(2));
    }

    [Theory]
    [InlineData("ended")]
    [InlineData("aftercare")]
    [InlineData("paused")]
    public void How_somebody_is_now_says_nothing_of_the_days_before(string status)
    {
        Assert.Equal(Told("active", "Diagnosis,caregiver"), Told(status, "Diagnosis,caregiver"));
    }

    [Fact]
    public void Looking_back_on_the_answers_of_somebody_under_18_is_not_refused()
    {
        folder.Write(
            "people.csv",
            "person,enrolled,born,email,channel\np1,2026-01-05,2015-01-01,kim@example.org,email\n"
        );

        Assert.Equal(["p1"], Look(history => history.Person));
    }

    [Theory]
    [InlineData("p1,2026-01-06,volhoudtijd,time,2", "p1,2026-01-08,srb,burden,70")]
    [InlineData("p1,2026-01-08,srb,burden,70", "p1,2026-01-06,volhoudtijd,time,2")]
    public void A_check_in_that_was_answered_on_two_days_was_half_known_in_between(string first, string second)
    {
        Folder("p1,2026-01-05,volhoudtijd;srb", first, second);

        var wave = Assert.Single(Look(history => Assert.Single(history.History.Waves)));

        Assert.Equal((Some.Date("2026-01-08"), Some.Date("2026-01-06")), (wave.AnsweredOn, wave.Before!.AnsweredOn));
        Assert.Equal(["srb 70", "volhoudtijd 2"], Values(wave));
        Assert.Equal(["volhoudtijd 2"], Values(wave.Before));
        Assert.Null(wave.Before.Before);
    }

    [Theory]
    [InlineData("p1", "p2")]
    [InlineData("p2", "p1")]
    public void What_is_thrown_about_somebody_comes_through_as_it_is(string first, string second)
    {
        folder.Write("people.csv", "person,enrolled\np1,2026-01-05\np2,2026-01-05\n");
        folder.Write("asked.csv", $"person,date,instruments\n{first},2026-01-06,csi\n{second},2026-01-06,csi\n");

        Assert.Throws<IOException>(() => Look<string>(history => throw new IOException(history.Person)));
    }

    [Fact]
    public void Answers_that_the_newest_version_does_not_have_are_scored_by_the_version_that_has_all()
    {
        var old = Some.Instruments.Newest("volhoudtijd");
        var newer = old with
        {
            Version = 2,
            Items = [.. old.Items.Select(item => item with { Codes = [.. item.Codes.Where(code => code.Value > 1)] })],
        };
        Folder(
            "p1,2026-01-05,volhoudtijd\np1,2026-02-05,volhoudtijd",
            "p1,2026-01-06,volhoudtijd,time,1",
            "p1,2026-02-06,volhoudtijd,time,5"
        );

        var seen = FolderPeople.Look(
            folder.Name,
            new Instruments([old, newer]),
            Some.Plan,
            history => history.History.Waves.SelectMany(wave => wave.Values),
            out var faults
        );

        Assert.Empty(faults);
        Assert.Equal(
            [(1, 1.0), (1, 5.0)],
            seen!.Single().Select(measured => (measured.Version, measured.Value.Value!.Value))
        );
    }

    private static IEnumerable<string> Values(Wave wave) =>
        wave.Values.Select(measured => $"{measured.Instrument} {measured.Value.Value}");

    private void Folder(string asked, params string[] answers)
    {
        folder.Write("people.csv", "person,enrolled\np1,2026-01-05\n");
        folder.Write("asked.csv", $"person,date,instruments\n{asked}\n");
        folder.Write(
            "answers.csv",
            "person,date,instrument,item,value\n" + string.Concat(answers.Select(row => row + "\n"))
        );
    }

    private List<string> Told(string status, string happened)
    {
        folder.Write("people.csv", $"person,enrolled,status\np1,2026-01-05,{status}\n");
        folder.Write("asked.csv", "person,date,instruments\np1,2026-01-05,volhoudtijd\n");
        folder.Write("answers.csv", "person,date,instrument,item,value\np1,2026-01-05,volhoudtijd,time,2\n");
        folder.Write(
            "events.csv",
            $"person,date,kind,by,note\np1,2026-02-10,{happened},\np1,2026-03-10,RequestForContact,caregiver,\n"
        );
        return Assert.Single(
            Look(person =>
                Replay
                    .Of(person.History, new RuleSettings(), FollowUp.None)
                    .Signals.Select(told => $"{told.Day:yyyy-MM-dd} {Kinds.Join(told.Kinds)}")
                    .ToList()
            )
        );
    }

    private List<T> Look<T>(Func<PersonHistory, T> look)
        where T : class
    {
        var seen = FolderPeople.Look(folder.Name, Some.Instruments, Some.Plan, look, out var faults);
        Assert.Empty(faults);
        return [.. seen!];
    }
}
