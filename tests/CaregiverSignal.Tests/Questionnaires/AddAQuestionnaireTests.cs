using System.CommandLine;
using CaregiverSignal.Commands;

namespace CaregiverSignal.Tests.Questionnaires;

/// <summary>
/// Does what docs/add-a-questionnaire.md says, with the very files that are printed there.
/// </summary>
public sealed partial class AddAQuestionnaireTests : IDisposable
{
    private static readonly IReadOnlyList<CodeBlock> Recipe = CodeBlock.In("docs/add-a-questionnaire.md");

    private readonly TemporaryFolder folder = new();

    public AddAQuestionnaireTests()
    {
        foreach (var file in Directory.GetFiles(Some.QuestionnairesFolder, "*.json"))
            File.Copy(file, Path.Combine(folder.Name, Path.GetFileName(file)));
        folder.Write("night-v1.json", Printed("questionnaires/night-v1.json"));
        folder.Write("night-v1.wording.json", Printed("questionnaires/night-v1.wording.json"));
        folder.Write(
            "plan.json",
            PlanEnd().Replace(File.ReadAllText(PlanPath), "},\n" + Printed("questionnaires/plan.json") + "]\n}")
        );
    }

    private string PlanPath => Path.Combine(folder.Name, "plan.json");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Two_files_and_a_line_in_the_plan_are_taken_up()
    {
        var loaded = QuestionnaireFolder.Load(folder.Name);
        Assert.Empty(loaded.Faults);

        var plan = PlanFile.Load(PlanPath, loaded.Instruments!, out var faults);

        Assert.Empty(faults);
        Assert.True(loaded.Instruments!.Newest("night").CanBeAsked);
        Assert.Equal(("night", 3), (plan!.Instruments[^1].Key, plan.Instruments[^1].EveryMonths));
        Assert.Equal(Some.Instruments.All.Count + 1, loaded.Instruments.All.Count);
    }

    [Fact]
    public void The_printed_responses_are_scored()
    {
        var (code, output) = Run(
            ScoreVerb.Create(() => QuestionnaireFolder.Load(folder.Name)),
            "score",
            "night",
            "--in",
            folder.Write("in/answers.csv", Recipe.Single(block => block.Language == "csv").Text)
        );

        Assert.Equal(0, code);
        Assert.Equal(
            """
            {"id":"1","instrument":"night","version":1,"scales":{"total":{"value":4,"low":4,"high":4}},"missing":[]}
            {"id":"2","instrument":"night","version":1,"scales":{"total":{"value":null,"low":2,"high":4}},"missing":["rested"]}

            """,
            output
        );
    }

    [Fact]
    public async Task It_is_asked_answered_stored_and_scored()
    {
        using var site = Some.Installation(("Questionnaires:Folder", folder.Name), ("Questionnaires:Plan", PlanPath))
            .On("2026-03-02");
        await site.AddCaregiver();
        await site.RunJobs();
        var browser = site.NewBrowser();

        await browser.Open(TestInstallation.LinkIn(site.Mails().Single()));
        await browser.Press(Dutch("CheckInPageModel.Start"));
        while (browser.Heading != Dutch("LastPage.Title"))
        {
            if (browser.Questions.Any(question => question.Contains("'s nachts")))
            {
                Assert.Has("Nu twee vragen over uw nachten.", browser.Text);
                browser.Choose("'s nachts", "Vaak").Choose("uitgerust", "Bijna nooit");
            }
            await browser.Press(Dutch("QuestionsPage.Next"));
        }
        await browser.Press(Dutch("LastPage.Send"));
        await site.RunJobs();

        Assert.Equal("/dank", browser.Path);
        Assert.Equal(
            ["1 own-1"],
            await Rows(
                site,
                "select version || ' ' || wording from response where instrument = 'night' and finished_at is not null"
            )
        );
        Assert.Equal(
            ["awake 2", "rested 0"],
            await Rows(
                site,
                $"""
                select item || ' ' || value from {AnswerRows.In(site.Database.Engine)}
                join response on id = response_id
                where instrument = 'night'
                order by item
                """
            )
        );
        Assert.Equal(
            [("total", 4.0, 4.0, 4.0)],
            await site.Read(transaction =>
                transaction.All<(string Scale, double Value, double Low, double High)>(
                    $"""
                    select scale, value, low, high from {ScoreRows.In(
                        site.Database.Engine
                    ):sql} join response on id = response_id
                    where instrument = 'night'
                    """
                )
            )
        );
    }

    /// <summary>The block under the text that names the file.</summary>
    private static string Printed(string file) =>
        Recipe.Single(block => block.Language == "json" && block.Above.Contains($"`{file}`")).Text;

    private static Task<IReadOnlyList<string>> Rows(TestInstallation site, string sql) =>
        site.Read(transaction => transaction.All<string>(sql));

    private static (int Code, string Output) Run(Command verb, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = Awaited.Now(() =>
            CommandLine.RunAsync(
                new RootCommand { verb },
                args,
                new InvocationConfiguration { Output = output, Error = error }
            )
        );
        Assert.Empty(error.ToString());
        return (code, output.ToString());
    }

    [GeneratedRegex(@"\}\s*\]\s*\}\s*$")]
    private static partial Regex PlanEnd();
}
