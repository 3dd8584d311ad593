using CaregiverSignal.Import;

namespace CaregiverSignal.Tests.WholePath;

/// <summary>A questionnaire gets a second version while people are answering the first.</summary>
public sealed class NewVersionTests : IDisposable
{
    private static readonly DateOnly January = new(2026, 1, 5),
        February = new(2026, 2, 3),
        March = new(2026, 3, 2),
        June = new(2026, 6, 2);

    private readonly OwnInstallation own = new();

    public void Dispose() => own.Dispose();

    [Fact]
    public async Task Old_answers_keep_value_and_band_new_ones_follow_the_new_version_and_the_chart_shows_the_seam()
    {
        var anna = await AnswerTheFirstVersion();
        own.Questionnaires.AddCsiWithoutMoney();
        using var site = own.Start(March);

        var first = await OwnInstallation.FillIn(site, anna, "Ja", "csi");
        await site.RunJobs();
        site.Clock.AdjustTime(site.Time.At(June, new TimeOnly(10, 0)));
        await OwnInstallation.FillIn(site, anna, "Nee", "csi");
        await site.RunJobs();

        Assert.Equal(12, first.Count);
        Assert.DoesNotContain(first, question => question.Contains("geld"));
        Assert.Equal(
            ["1 6 low", "1 13 high", "2 12 high", "2 0 low"],
            await Rows(
                site,
                $"select version || ' ' || cast(value as integer) || ' ' || band from {site.Scores} join response on response.id = response_id order by answered_on"
            )
        );
        var page = (await (await site.SignedIn()).Open($"/zaak/{anna}")).Page;
        var chart = page.QuerySelector("figure.trend")!;
        Assert.Has("2 maart 2026: de vragen zijn veranderd", chart.QuerySelector(".trend-events")!.TextContent);
        Assert.Equal(
            [
                "6, onder de grens, eerste keer",
                "13, zwaar, duidelijk minder goed dan in het begin",
                "12, zwaar, eerste keer, de vragen zijn veranderd",
                "0, onder de grens, duidelijk beter dan in het begin",
            ],
            chart
                .NextElementSibling!.QuerySelector("table")!
                .QuerySelectorAll("tbody tr td:nth-of-type(1)")
                .Select(cell => cell.TextContent)
        );
    }

    [Fact]
    public async Task What_was_answered_before_and_not_yet_scored_is_scored_by_its_own_version()
    {
        long anna;
        using (var site = own.Start(January))
        {
            anna = await site.AddCaregiver(enrolledOn: January, nextDueOn: June.AddYears(1));
            await site.AddAnswered(anna, January, "no", site.Csi(13));
        }

        own.Questionnaires.AddCsiWithoutMoney();
        using var again = own.Start(March);
        await again.RunJobs();

        Assert.Equal(
            ["1 13 high"],
            await Rows(
                again,
                $"select version || ' ' || cast(value as integer) || ' ' || band from {again.Scores} join response on response.id = response_id"
            )
        );
    }

    [Fact]
    public async Task A_form_begun_on_the_old_version_is_finished_on_it()
    {
        long anna;
        using (var site = own.Start(March))
        {
            anna = await site.AddCaregiver(enrolledOn: January, nextDueOn: June.AddYears(1));
            var (_, link) = await site.AskByLink(anna, "csi");
            var reader = own.Reader(site);
            await reader.Open(link);
            await reader.Press(Dutch("CheckInPageModel.Start"));
            await reader.ChooseEverywhere("Ja").Press(Dutch("QuestionsPage.Next"));
        }

        own.Questionnaires.AddCsiWithoutMoney();
        using var again = own.Start(March);
        var back = own.Reader(again);
        await back.Open("/vragen");
        Assert.Equal("/vragen/2", back.Path);
        var rest = await OwnInstallation.FillIn(back, "Ja");
        await again.RunJobs();

        Assert.Contains(rest, question => question.Contains("geld"));
        Assert.Has("13", back.Text);
        Assert.Equal(
            ["1 13 high"],
            await Rows(
                again,
                $"select version || ' ' || cast(value as integer) || ' ' || band from {again.Scores} join response on response.id = response_id"
            )
        );
    }

    [Fact]
    public async Task A_folder_of_old_answers_is_imported_by_the_version_that_has_all_its_items_and_again_changes_nothing()
    {
        own.Questionnaires.AddCsiWithoutMoney();
        using var site = own.Start(June);
        using var folder = new TemporaryFolder();
        folder.Write("people.csv", "person,enrolled,email\np1,2026-01-05,p1@example.org\n");
        folder.Write("asked.csv", "person,date,instruments\np1,2026-01-05,csi\np1,2026-02-05,csi\n");
        var rows = site.Instruments.Get("csi", 1).Items.Select(item => item.Key).ToList();
        folder.Write(
            "answers.csv",
            "person,date,instrument,item,value\n"
                + string.Concat(rows.Select(item => $"p1,2026-01-05,csi,{item},1\n"))
                + string.Concat(rows.Where(item => item != "financial").Select(item => $"p1,2026-02-05,csi,{item},0\n"))
        );

        Assert.Equal(25, (await Import(site, folder)).Answers);
        await site.RunJobs();
        Assert.Equal(0, (await Import(site, folder)).Answers);

        Assert.Equal(
            ["1 13 13 high", "1 0 1 low"],
            await Rows(
                site,
                $"select version || ' ' || cast(low as integer) || ' ' || cast(high as integer) || ' ' || band from {site.Scores} join response on response.id = response_id order by answered_on"
            )
        );
    }

    [Fact]
    public async Task A_removed_old_version_stops_the_program_although_a_newer_one_is_there()
    {
        await AnswerTheFirstVersion();
        own.Questionnaires.AddCsiWithoutMoney();
        own.Questionnaires.Remove("csi-v1.json");
        own.Questionnaires.Remove("csi-v1.wording.json");

        var stopped = Assert.Throws<StorageException>(() => own.Start());

        Assert.Equal(
            "csi-v1.json: has been answered and is gone. Put it back: what was answered is scored by it.",
            stopped.Message
        );
    }

    /// <summary>Twice, by the first version: 6 and 13.</summary>
    private async Task<long> AnswerTheFirstVersion()
    {
        using var site = own.Start(March);
        var anna = await site.AddCaregiver(enrolledOn: January, nextDueOn: June.AddYears(1));
        await site.AddAnswered(anna, January, "no", site.Csi(6));
        await site.AddAnswered(anna, February, "no", site.Csi(13));
        await site.RunJobs();
        return anna;
    }

    private static async Task<ImportCounts> Import(TestInstallation site, TemporaryFolder folder)
    {
        var read = FolderReader.Read(folder.Name, site.Instruments, out var faults);
        Assert.Empty(faults);
        var imports = new Imports(
            site.Database,
            site.Installation.Settings,
            site.Instruments,
            site.Installation.Plan,
            site.Time
        );
        var result = await imports.StoreAsync(read!, dryRun: false);
        Assert.Empty(result.Faults);
        return result.Counts;
    }

    private static Task<IReadOnlyList<string>> Rows(TestInstallation site, string sql) =>
        site.Read(transaction => transaction.All<string>(sql));
}
