using CaregiverSignal.Tests.Crash;

namespace CaregiverSignal.Tests.WholePath;

/// <summary>
/// From a list of people to a closed case: the real program as a process, on a real store.
/// </summary>
public sealed class WholePathTests : IAsyncDisposable
{
    private const string Anna = "anna@example.org";
    private const string Marja = "marja@example.org";

    private readonly StageRelay relay = new();
    private readonly ProgramFolder folder = new();
    private string? postgres;

    public WholePathTests() => folder.Settings.AddRange(relay.Settings);

    public async ValueTask DisposeAsync()
    {
        await relay.DisposeAsync();
        folder.Dispose();
        if (postgres is not null)
            TestPostgres.Drop(postgres);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Somebody_who_can_no_longer_cope_is_asked_answers_and_is_called_and_the_case_is_closed(
        bool isPostgres
    )
    {
        Assert.SkipUnless(!isPostgres || LongRun.IsLarge, LongRun.Left);
        if (isPostgres)
            UsePostgres();
        await folder.RunAsync("import", WriteHistory());
        await folder.RunAsync("tick");
        var invitation = await MailAsync(Anna, "");
        // From nine in the morning on the support point hears too that Marja never came in.
        Assert.Single(Mails, mail => mail.Header("To").Contains(Anna));

        var link = (await folder.RunAsync("invite-coordinator", Marja, "--name", "Marja")).Trim();
        await AnswerAndPullThePlug(invitation.Links[0]);
        await folder.RunAsync("tick");
        var alert = await MailAsync(Marja, "nieuwe melding");
        AssertSaysNothing(alert);

        var (service, address) = await folder.ServeAsync();
        using (service)
        using (var marja = new Browser(address))
        {
            await marja.Open(link);
            await marja.Press(Dutch("SignInModel.Title"));
            await TakeUpCallAndClose(marja);
        }

        if (!isPostgres)
        {
            Assert.Equal(["ok"], folder.Query("pragma integrity_check"));
            Assert.Empty(folder.Query("pragma foreign_key_check"));
        }

        Assert.Equal(
            ["Contacted", "SignalClosed"],
            Query("select kind from event where reported_by = 'coordinator' order by id")
        );
        await folder.RunAsync("tick");
        Assert.Single(Mails, mail => mail.Header("To").Contains(Anna));
        Assert.Single(Mails, mail => mail.Subject == alert.Subject);
    }

    private List<ReadMail> Mails => [.. relay.Deliveries.Select(mail => ReadMail.From(mail.Bytes))];

    /// <summary>The first mail to an address with this in its subject, as soon as it is there.</summary>
    private async Task<ReadMail> MailAsync(string to, string subject) =>
        ReadMail.From(
            (
                await relay.Server.MailAsync(mail =>
                    mail.To == to && ReadMail.From(mail.Bytes).Subject.Contains(subject)
                )
            ).Bytes
        );

    private void UsePostgres()
    {
        postgres = TestPostgres.EmptyDatabase();
        folder.Settings.AddRange(["--Storage:Provider=postgres", $"--Storage:Connection={postgres}"]);
    }

    private IReadOnlyList<string> Query(string sql) =>
        postgres is null ? folder.Query(sql) : TestPostgres.Query(postgres, sql);

    /// <summary>Two people: one with answers of earlier months, one who is phoned.</summary>
    private string WriteHistory()
    {
        folder.WriteLines(
            "import/people.csv",
            "person,enrolled,first_name,last_name,email,phone,relation,hours_per_week,condition,channel,coordinator",
            $"P-001,2024-01-05,Anna,Verzonnen,{Anna},06 12345678,partner,40,dementia,email,{Marja}",
            $"P-002,2024-01-05,Bert,Bedacht,,06 87654321,child,10,,phone,{Marja}"
        );
        folder.WriteLines(
            "import/asked.csv",
            "person,date,instruments",
            "P-001,2024-01-05,srb;volhoudtijd",
            "P-001,2024-02-05,srb;volhoudtijd"
        );
        return folder.WriteLines(
            "import/answers.csv",
            "person,date,instrument,item,value",
            "P-001,2024-01-05,srb,burden,30",
            "P-001,2024-01-05,volhoudtijd,time,6",
            "P-001,2024-02-06,srb,burden,50",
            "P-001,2024-02-06,volhoudtijd,time,5"
        );
    }

    /// <summary>Fills in the form by its own HTML; the service is killed as soon as it has said thank you.</summary>
    private async Task AnswerAndPullThePlug(string link)
    {
        var (service, address) = await folder.ServeAsync();
        using (service)
        using (var anna = new Browser(address))
        {
            await anna.Open(link);
            await anna.Press(Dutch("CheckInPageModel.Start"));
            while (anna.Heading != Dutch("LastPage.Title"))
            {
                foreach (var question in anna.Questions)
                    anna.Choose(question, HeaviestOf(anna.LabelsOf(question)));
                await anna.Press(Dutch("QuestionsPage.Next"));
            }

            await anna.Write(Dutch("LastPage.OwnWords"), "Ik slaap niet meer.").SendAnswers(Dutch("LastPage.Call.yes"));
            Assert.Equal(Dutch("ResultModel.Thanks", "Anna"), anna.Heading);
            service.Kill();
        }
    }

    private static string HeaviestOf(IReadOnlyList<string> labels) =>
        labels.FirstOrDefault(label =>
            label is "Heel slecht" or "Ja" or "Korter dan een week" || label.StartsWith("100", StringComparison.Ordinal)
        ) ?? labels[0];

    /// <summary>
    /// A mail lies open on a desk: it tells that there is something to see, and not what or about whom.
    /// </summary>
    private static void AssertSaysNothing(ReadMail alert)
    {
        foreach (
            var word in new[]
            {
                "Anna",
                "Verzonnen",
                "P-001",
                "06 12",
                "zorg",
                "zwaar",
                "slaap",
                "score",
                "rood",
                "bellen maar",
            }
        )
        {
            Assert.DoesNotContain(word, alert.Subject + alert.Text + alert.Html, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Ends("/werklijst", Assert.Single(alert.Links));
    }

    private static async Task TakeUpCallAndClose(Browser marja)
    {
        Assert.Equal(Dutch("Everywhere.Worklist"), marja.Heading);
        Assert.Equal("1 vandaag", marja.TextsOf(".stat")[0]);
        var rows = marja.TextsOf("table.worklist tbody tr").ToList();
        foreach (var words in new[] { "Anna V.", Dutch("WorklistModel.Tag.Request"), "Ik slaap niet meer." })
            Assert.Has(words, rows[0]);
        Assert.Has("Niets nodig van Anna V.", marja.Text);
        Assert.Has("Bert B", rows[1]);
        Assert.Has(Dutch("WorklistModel.Kind.ask"), rows[1]);

        await marja.Follow("Anna V.");
        Assert.Equal("Ik slaap niet meer.", marja.Page.QuerySelector("blockquote.own-words")!.TextContent.Trim());
        var reasons = marja.Page.QuerySelector(".reasons")!.TextContent;
        foreach (var words in new[] { "om gebeld te worden", "minder dan een week" })
            Assert.Has(words, reasons);
        Assert.NotEmpty(marja.Page.QuerySelectorAll("figure.trend"));

        await marja.Press(Dutch("Everywhere.TakeUp"));
        Assert.Has(Dutch("CaseModel.Saved.TakenUp"), marja.Text);
        // On a weekend a week on is after she says that she can no longer go on: the next working day never is.
        var next = marja.LabelsOf(Dutch("CaseModel.When"))[1];
        await marja
            .Contact("spoken", next)
            .Write(Dutch("CaseModel.Contact.Note"), "Zus komt een week.")
            .Press(Dutch("CaseModel.SaveContact"));
        Assert.Has("Gesproken. Weer kijken op", marja.Text);

        await (await marja.ToClose())
            .Choose(Dutch("ClosingModel.Outcome"), Dutch("CaseModel.Outcome.help-arranged"))
            .ChooseFirst(Dutch("ClosingModel.Look"))
            .Write(Dutch("ClosingModel.Day"), $"{TimeProvider.System.GetUtcNow().AddDays(5):yyyy-MM-dd}")
            .Write(Dutch("ClosingModel.Note"), "Logeerhuis gevonden.")
            .Press(Dutch("ClosingModel.Close"));
        // The last answers are red, so that a day to look again stays.
        Assert.Has(DutchPart("Everywhere.State.Again"), marja.Text);
        var timeline = string.Concat(marja.TextsOf("ol.timeline"));
        foreach (
            var line in new[]
            {
                "Afgesloten: Er is hulp of rust geregeld",
                "Logeerhuis gevonden.",
                "Gesproken",
                "Zus komt een week.",
                "door Marja",
            }
        )
        {
            Assert.Has(line, timeline);
        }

        // The talk read what Anna wrote before it: the day to look again stays, and nothing else.
        Assert.Lacks("Niets nodig van Anna V.", (await marja.Open("/werklijst")).Text);
        Assert.Has("Anna V.", marja.Text);
    }
}
