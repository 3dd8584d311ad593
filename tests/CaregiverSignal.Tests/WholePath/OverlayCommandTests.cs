using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.WholePath;

/// <summary>The operator's own words, with the real program: stopped, words laid, and started again.</summary>
public sealed class OverlayCommandTests : IDisposable
{
    private readonly ProgramFolder folder = new();
    private readonly OwnQuestionnaires questionnaires;

    public OverlayCommandTests()
    {
        questionnaires = new OwnQuestionnaires(Path.Combine(folder.Name, "questionnaires"));
        questionnaires.Lay(
            "plan.json",
            """
            { "windowDays": 14, "reminderAfterDays": 7, "source": "test", "instruments": [ { "key": "zbi-12", "everyMonths": 1, "source": "test" } ] }
            """
        );
        folder.Settings.AddRange(["--Mail:Window=00:00-24:00", "--Mail:Days=Mon-Sun", "--Mail:PerMinute=0"]);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Without_its_words_a_planned_questionnaire_stops_the_program_and_the_file_to_lay_is_named()
    {
        using var program = folder.Start("tick");
        var (code, _, error) = await program.EndAsync();

        Assert.Equal(1, code);
        Assert.Equal(
            "plan.json: instruments[0].key: 'zbi-12' has no wording yet and cannot be asked; put zbi-12-v1.wording.json in the overlay folder",
            error.Trim()
        );
    }

    [Fact]
    public async Task A_form_half_done_when_the_words_change_is_finished_in_the_new_ones_and_nothing_is_lost()
    {
        questionnaires.LayInventedZbi();
        await folder.RunAsync("import", folder.WritePeople(1, "2024-01-05"));
        await folder.RunAsync("tick");
        var link = TestInstallation.LinkIn(File.ReadAllText(folder.Mails.Single()));
        var (service, address) = await folder.ServeAsync();
        using var anna = new Browser(address);
        using (service)
        {
            await anna.Open(link);
            await anna.Press("Begin met de vragen");
            Assert.Contains("Verzonnen zin 1?", anna.Questions);
            await anna.ChooseEverywhere("trap 4").Press("Bewaar en ga verder");
            anna.ChooseEverywhere("trap 4");
        }

        questionnaires.LayInventedZbi("test-2", "regel");
        using (var again = folder.Start($"--Urls={address}"))
        {
            await again.LineAsync("The pages are open at");
            await anna.Press("Bewaar en ga verder");
            Assert.Contains("Verzonnen regel 9?", anna.Questions);
            await OwnInstallation.FillIn(anna, "trap 4");
        }

        await folder.RunAsync("tick");
        Assert.Equal(
            ["test-1+test-2|1|48"],
            folder.Query(
                "select wording, finished_at is not null, cast(value as integer) from response join score on response_id = response.id"
            )
        );
        Assert.Equal(
            ["definition|", "wording|test-1", "wording|test-2"],
            folder.Query("select kind, name from used_file order by kind, name")
        );

        questionnaires.LayInventedZbi("test-2", "kop");
        using var stopped = folder.Start("tick");
        var (code, _, error) = await stopped.EndAsync();
        Assert.Equal(
            (
                1,
                "overlay/zbi-12-v1.wording.json: wording: 'test-2' has been answered and has changed since. Put the old file back, or give the new one another name in 'wording'."
            ),
            (code, error.Trim())
        );
        using var check = folder.Start("check", "--all");
        Assert.Contains(
            "FAIL  store          overlay/zbi-12-v1.wording.json: wording: 'test-2'",
            (await check.EndAsync()).Output,
            StringComparison.Ordinal
        );
        questionnaires.LayInventedZbi("test-2", "regel");
        await folder.RunAsync("tick");
    }
}
