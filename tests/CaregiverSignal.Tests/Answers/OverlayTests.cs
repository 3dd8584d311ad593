namespace CaregiverSignal.Tests.Answers;

/// <summary>
/// Words that an operator lays in the overlay folder: what the form shows and what the response stores.
/// </summary>
public sealed class OverlayTests : IDisposable
{
    private readonly OwnInstallation own = new();

    public void Dispose() => own.Dispose();

    [Fact]
    public async Task Laid_words_are_shown_and_their_name_is_stored()
    {
        using (var site = own.Start())
        {
            var questions = await OwnInstallation.FillIn(site, await Add(site, "1"), "Nee", "csi");
            Assert.Contains("Slaapt u slecht door het zorgen?", questions);
        }

        own.Questionnaires.LayWording(
            "csi-v1",
            "test-1",
            "Slaapt u slecht door het zorgen?",
            "Verzonnen zin over slapen?"
        );
        using var again = own.Start();
        var shown = await OwnInstallation.FillIn(again, await Add(again, "2"), "Nee", "csi");
        await again.RunJobs();

        Assert.Contains("Verzonnen zin over slapen?", shown);
        Assert.DoesNotContain("Slaapt u slecht door het zorgen?", shown);
        Assert.Equal(
            ["own-1", "test-1"],
            await again.Database.ReadAsync(transaction =>
                transaction.All<string>("select wording from response order by id")
            )
        );
        Assert.Equal(2, await again.Count("score", "value = 0 and band = 'low'"));
    }

    [Fact]
    public async Task A_questionnaire_we_may_not_ship_is_asked_and_scored_once_its_words_are_laid()
    {
        own.Questionnaires.LayInventedZbi();
        using var site = own.Start();

        var questions = await OwnInstallation.FillIn(site, await Add(site, "1"), "trap 3", "zbi-12");
        await site.RunJobs();

        Assert.Equal(Enumerable.Range(1, 12).Select(n => $"Verzonnen zin {n}?"), questions);
        Assert.Equal(1, await site.Count("score", "scale = 'total' and value = 36"));
        Assert.Equal(1, await site.Count("response", "instrument = 'zbi-12' and wording = 'test-1'"));
    }

    /// <summary>Two lines with few labels stand on one page; with a label for every step each has its own.</summary>
    [Fact]
    public async Task New_words_that_divide_the_questions_otherwise_lose_no_answer_of_an_open_page()
    {
        own.Questionnaires.Lay(
            "small-v1.json",
            Some.SmallFile.Replace(
                """{ "key": "heavy", "answers": "line" }""",
                """{ "key": "heavy", "answers": "line" }, { "key": "light", "answers": "line" }"""
            )
        );
        var words = Some.SmallWording.Replace("\"heavy\": {", "\"light\": { \"text\": \"Hoe licht?\" }, \"heavy\": {");
        own.Questionnaires.Lay("small-v1.wording.json", words);
        IReadOnlyList<KeyValuePair<string, string>> fields;
        using (var site = own.Start())
        {
            var reader = own.Reader(site);
            await reader.Open((await site.AskByLink(await Add(site, "1"), "small")).Link);
            await reader.Press(Dutch("CheckInPageModel.Start"));
            await reader.ChooseEverywhere("ja").Press(Dutch("QuestionsPage.Next"));
            Assert.Equal(["Hoe zwaar?", "Hoe licht?"], reader.Questions);
            fields = reader.ChooseEverywhere("tien").Fields;
        }

        var steps = string.Join(
            ", ",
            Enumerable.Range(1, 9).Select(step => $$"""{ "value": {{step}}, "label": "{{step}}" }""")
        );
        own.Questionnaires.Lay(
            "overlay/small-v1.wording.json",
            words.Replace("\"own-1\"", "\"test-1\"").Replace("""{ "value": 10,""", steps + """, { "value": 10,""")
        );
        using var again = own.Start();
        var back = own.Reader(again);
        await back.Post("/vragen/2", fields);

        Assert.Equal("/vragen/3", back.Path);
        Assert.Equal(
            ["glad 3", "heavy 10", "light 10", "tired 3"],
            await again.Database.ReadAsync(transaction =>
                transaction.All<string>($"select item || ' ' || value from {again.Answers:sql} order by item")
            )
        );
        Assert.Equal(1, await again.Count("response", "wording = 'own-1+test-1'"));
    }

    private static Task<long> Add(TestInstallation site, string person) =>
        site.AddCaregiver(person, enrolledOn: new DateOnly(2026, 1, 1), nextDueOn: new DateOnly(2027, 1, 1));
}
