using CaregiverSignal.Import;
using CaregiverSignal.Scores;

namespace CaregiverSignal.Tests.Questionnaires;

/// <summary>What was answered or scored with stays as it was.</summary>
public sealed class UsedFilesTests : IDisposable
{
    private const string WordsChanged =
        "has been answered and has changed since. Put the old file back, or give the new one another name in 'wording'.";

    private readonly OwnInstallation own = new();

    private OwnQuestionnaires Files => own.Questionnaires;

    public void Dispose() => own.Dispose();

    [Fact]
    public async Task Words_that_were_answered_stop_the_program_when_they_change_under_the_same_name()
    {
        await Answer("opening.going", 3);
        Files.Change("opening-v1.wording.json", "?", "??");

        Assert.Equal($"opening-v1.wording.json: wording: 'own-2' {WordsChanged}", Stopped());
    }

    [Fact]
    public async Task An_overlays_words_that_were_answered_stop_it_too_and_the_file_in_the_overlay_is_named()
    {
        Files.LayWording("opening-v1", "nl-1", "?", "? (1)");
        await Answer("opening.going", 3);
        Files.LayWording("opening-v1", "nl-1", "?", "? (2)");

        Assert.Equal($"overlay/opening-v1.wording.json: wording: 'nl-1' {WordsChanged}", Stopped());
    }

    [Fact]
    public async Task Words_with_pictures_that_were_answered_stop_it_too()
    {
        using (var site = own.Start())
        {
            var (_, link) = await site.AskByLink(await site.AddCaregiver(), "opening");
            var browser = await site.NewBrowser().Open(link + "?beeld=ja");
            await browser.Choose("Hoe gaat het", "Goed").Press(Dutch("Everywhere.Send"));
        }

        Restarts();
        Files.Change("opening-v1.pictures.json", "?", "??");

        Assert.Equal($"opening-v1.pictures.json: wording: 'pictures-1' {WordsChanged}", Stopped());
    }

    [Fact]
    public async Task Words_that_nobody_answered_may_change()
    {
        await Answer("srb.burden", 30);
        Files.Change("opening-v1.wording.json", "?", "??");

        Restarts();
    }

    [Fact]
    public async Task Words_under_another_name_and_words_that_are_gone_are_fine()
    {
        Files.LayWording("opening-v1", "nl-1", "?", "? (1)");
        await Answer("opening.going", 3);
        Files.LayWording("opening-v1", "nl-2", "?", "? (2)");
        Restarts();
        Files.Remove("overlay/opening-v1.wording.json");

        Restarts();
    }

    [Fact]
    public async Task Numbers_that_were_scored_with_stop_the_program_when_they_change_under_the_same_name()
    {
        Files.Lay("overlay/carerqol-v1.scales.json", OwnQuestionnaires.Tariff);
        await Answer("carerqol.happiness", 5);
        Files.Change("overlay/carerqol-v1.scales.json", "7.4", "7.5");

        Assert.Equal(
            "overlay/carerqol-v1.scales.json: set: 'test-1' has been scored with and has changed since. Put the old file back, or give the new one another name in 'set'.",
            Stopped()
        );
    }

    [Fact]
    public async Task Numbers_under_another_name_and_numbers_that_are_gone_are_fine()
    {
        Files.Lay("overlay/carerqol-v1.scales.json", OwnQuestionnaires.Tariff);
        await Answer("carerqol.happiness", 5);
        Files.Lay(
            "overlay/carerqol-v1.scales.json",
            OwnQuestionnaires.Tariff.Replace("test-1", "test-2").Replace("7.4", "7.5")
        );
        Restarts();
        Files.Remove("overlay/carerqol-v1.scales.json");

        Restarts();
    }

    [Fact]
    public async Task Everything_that_changed_is_told_at_once()
    {
        Files.Lay("overlay/carerqol-v1.scales.json", OwnQuestionnaires.Tariff);
        await Answer("carerqol.happiness", 5);
        Files.Change("overlay/carerqol-v1.scales.json", "7.4", "7.5");
        Files.Change("carerqol-v1.wording.json", "Bent u somber", "Bent u vaak somber");
        Files.Change("carerqol-v1.json", "cite Brouwer 2006", "cite Brouwer, 2006");

        var lines = Stopped().Split('\n');

        Assert.Equal(
            ["carerqol-v1.json", "overlay/carerqol-v1.scales.json", "carerqol-v1.wording.json"],
            lines.Select(line => line.Split(':')[0])
        );
    }

    [Fact]
    public async Task A_score_knows_the_numbers_it_was_made_with_and_the_words_that_were_asked()
    {
        Files.Lay("overlay/carerqol-v1.scales.json", OwnQuestionnaires.Tariff);
        using var site = own.Start();
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await site.AddAnswered(anna, new DateOnly(2026, 2, 2), "no", ("carerqol.happiness", 5));

        var stored = await site.Read(transaction => ScoreTable.Of(transaction, anna));

        Assert.Equal(
            [("sum", null, "own-1"), ("tariff", "test-1", "own-1"), ("vas", null, "own-1")],
            stored.Select(score => (score.Scale, score.SuppliedSet, score.Wording))
        );
    }

    [Fact]
    public async Task Numbers_are_used_from_the_day_on_which_older_answers_come_in_by_a_second_import()
    {
        Files.Lay("overlay/carerqol-v1.scales.json", OwnQuestionnaires.Tariff);
        using var site = own.Start();
        using var folder = new TemporaryFolder();
        folder.Write("people.csv", "person,enrolled,status\np1,2026-02-01,\n");
        folder.Write("asked.csv", "person,date,instruments\np1,2026-02-25,carerqol\n");
        await Import();
        folder.Write("answers.csv", "person,date,instrument,item,value\np1,2026-02-26,carerqol,happiness,5\n");

        await Import();

        Assert.Equal(
            await site.Value<string>("select first_used_at from used_file where kind = 'definition'"),
            await site.Value<string>("select first_used_at from used_file where kind = 'set'")
        );

        async Task Import()
        {
            var (all, plan) = (site.Installation.Instruments, site.Installation.Plan);
            var read = FolderReader.Read(folder.Name, all, out _)!;
            var imports = new Imports(site.Database, site.Installation.Settings, all, plan, site.Time);
            var result = await imports.StoreAsync(read, false);
            Assert.Empty(result.Faults);
        }
    }

    private async Task Answer(string item, int value)
    {
        using var site = own.Start();
        await site.AddAnswered(
            await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1)),
            new DateOnly(2026, 2, 2),
            "no",
            (item, value)
        );
        await site.RunJobs();
    }

    private void Restarts() => Assert.Null(Xunit.Record.Exception(() => own.Start().Dispose()));

    private string Stopped() => Assert.Throws<StorageException>(() => own.Start()).Message;
}
