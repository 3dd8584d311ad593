using CaregiverSignal.Enrolments;
using CaregiverSignal.Tests.Enrolments;
using CaregiverSignal.Tests.OwnPage;
using Microsoft.Playwright;
using Xunit.Sdk;

namespace CaregiverSignal.Tests.WholePath;

/// <summary>
/// Each page and mail for who is not of the staff, held against WCAG 2.2 AA at 320 and 1280 pixels, in letters twice as
/// large, in forced colours and on paper. The addresses come from the program, so that a new one is missed here. The
/// same in Arabic, from the right.
/// </summary>
[Collection(typeof(InABrowser))]
public sealed partial class EveryCaregiverPageTests(Chromium chromium)
    : AtASite(
        "2026-03-02",
        [.. Some.OwnNumber, ("Site:BaseUrl", "http://localhost:5080"), ("SupportPoint:CallingHours", Hours)]
    )
{
    private const string Practice = "praktijk@verzonnen.example";

    /// <summary>Addresses that show nobody but staff a page of their own, and those that show no page.</summary>
    private static readonly string[] Others =
    [
        "/",
        "/agenda/{key}",
        "/eerste/{key}",
        "/i/{key}",
        "/inloggen",
        "/inloggen/organisatie",
        "/inloggen/organisatie/uit",
        "/health/live",
        "/health/ready",
        "/vragen",
    ];

    private const string Hours = "op werkdagen van 9 tot 17 uur";

    private readonly HashSet<string> seen = [];
    private readonly List<string> faults = [];
    private Language language;
    private Translated said = null!;

    [LargeTheory]
    [InlineData(Language.Dutch)]
    [InlineData(Language.Arabic)]
    public async Task Every_page_and_mail_of_theirs_can_be_used_in_every_way(Language ofReaders)
    {
        (language, said) = (ofReaders, new Translated(ofReaders));
        var walk = new Walk(this, new Accessibility(chromium, site.Address));
        await site.Coordinator();
        await Try(ComeIn, walk);
        await Try(AnswerInAMinute, walk);
        await Try(AnswerStepByStep, walk);
        await Try(ReadWhatComesBack, walk);
        await Try(Leave, walk);
        await Try(VisitOwnPage, walk);
        await Try(LookAfterwards, walk);
        if (language == Language.Dutch)
            await Try(ReadAlong, walk);

        foreach (var mail in await site.Read(transaction => transaction.All<string>("select distinct kind from mail")))
        // After a death and an admission, first and later, the subject is the same.
        foreach (
            var readMail in (await site.Mails(mail)).DistinctBy(readMail =>
                readMail.Subject + readMail.Text.Split("\r\n\r\n")[1]
            )
        )
            await walk.Mail(readMail);
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.Empty(
            Pages()
                .Except(Others)
                .Except(seen)
                // What professionals read is in Dutch.
                .Where(page => language == Language.Dutch || !page.StartsWith("/meelezen", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        );
        Assert.Empty(Others.Except(Pages()));
    }

    /// <summary>A part of the walk that breaks off does not hide the next.</summary>
    private async Task Try(Func<Walk, Task> part, Walk walk)
    {
        try
        {
            await part(walk);
        }
        catch (Exception fault) when (fault is PlaywrightException or XunitException or TimeoutException)
        {
            faults.Add($"{part.Method.Name}: {fault.Message}");
        }
    }

    /// <summary>Does what is due, with everybody who is there reading the language.</summary>
    private async Task RunJobs()
    {
        await Choose();
        await site.RunJobs();
    }

    private Task Choose() => site.Sql("update caregiver set language = @tag", new { tag = language.Code() });

    /// <summary>Pages that anybody may open, and enrolling.</summary>
    private async Task ComeIn(Walk walk)
    {
        await walk.Open();
        foreach (var path in new[] { "/privacy", "/aanmelden", "/aanmelden/kaart", "/aanmelden/16", "/nergens" })
            await walk.GoTo(path);
        await walk.GoTo("/zorgen");
        await walk.Press(Dutch("ConcernModel.Send"));
        await walk.Fill(Dutch("ConcernModel.Words"), "Het huis is donker.");
        await walk.Fill("Om wie gaat het", "Kim Verzonnen, Lindelaan 1");
        await walk.Page.Locator("#Minor").CheckAsync();
        await walk.Fill(Dutch("ConcernModel.Phone"), "06 87654321");
        await walk.Press(Dutch("ConcernModel.Send"));
        Assert.Matches(said.Beginning("Dank u, "), await walk.Page.TextContentAsync("h1"));
        await walk.GoTo("/aanmelden/jonger");
        await walk.PressLast();
        await walk.GoTo("/aanmelden/18");
        await walk.Press(Dutch("EnrolModel.Send"));
        await walk.Fill(Dutch("Everywhere.FirstName"), "Noor");
        await walk.Fill(Dutch("EnrolModel.Mail"), SomeEnrolment.Email);
        await walk.Choose(Dutch("ConfirmModel.Yes"));
        site.Advance(TimeSpan.FromSeconds(20));
        await walk.Press(Dutch("EnrolModel.Send"));
        Assert.Ends("/aanmelden/mail", walk.Page.Url);
        await walk.GoTo((await site.OpenedMail()).Path);
        await walk.Press(Dutch("ConfirmModel.Yes"));
    }

    /// <summary>The one page, in words and in pictures, with its fault, and what comes back with a chart.</summary>
    private async Task AnswerInAMinute(Walk walk)
    {
        var anna = await site.AddCaregiver(enrolledOn: new DateOnly(2025, 9, 2), nextDueOn: new DateOnly(2026, 3, 2));
        await site.CaresForPartner(anna);
        for (var month = 0; month < 5; month++)
            await site.AddAnswered(
                anna,
                new DateOnly(2025, 9, 2).AddMonths(month),
                "no",
                [
                    .. site.Csi(3 + month),
                    ("opening.going", 5 - month),
                    ("volhoudtijd.time", 6 - month),
                    ("srb.burden", 20 + (15 * month)),
                ]
            );
        await site.Happened(anna, "2025-11-20", "HelperLost", "caregiver");
        await RunJobs();
        var link = TestInstallation.LinkIn(site.MailsTo("persoon1@example.org").Last());
        await walk.Open();
        await walk.GoTo(link);
        await walk.Press(Dutch("LastPage.Send"));
        await walk.GoTo(link + "?hoe=1");
        await walk.GoTo(link + "?wat=veranderd");
        await walk.GoTo(link + "?beeld=ja");
        await walk.Press(Dutch("Everywhere.Send"));
        await walk.GoTo(link);
        await walk.Choose("Slecht");
        await walk.Press(Dutch("LastPage.Send"));
        await walk.Unfold();
        Assert.Ends("/dank", walk.Page.Url);
        await walk.GoTo(link);
        await walk.GoTo("/bel");
        await walk.Press(Dutch("Shared.CallYes"));
        await walk.GoTo("/klaar");
    }

    /// <summary>A list that is skipped, its last page, saving for later, and the page without a session.</summary>
    private async Task AnswerStepByStep(Walk walk)
    {
        var (_, link) = await site.AskByLink(
            await site.AddCaregiver("3", "Bea", nextDueOn: new DateOnly(2027, 1, 1)),
            "opening",
            "csi",
            "volhoudtijd"
        );
        await walk.Open();
        await walk.GoTo("/vragen/1");
        await walk.GoTo(link);
        await walk.Press(Dutch("CheckInPageModel.Start"));
        await walk.Press("Goed");
        await walk.Press(Dutch("QuestionsPage.StopAndSave"));
        await walk.GoTo(link);
        await walk.PressFirst("Verder waar u was");
        await walk.Choose("Ja");
        while (LastPart().Match(walk.Page.Url).Value.All(char.IsAsciiDigit))
            await walk.Press(
                await walk.Page.Locator(".one-tap").CountAsync() > 0
                    ? Dutch("QuestionsPage.Skip")
                    : Dutch("QuestionsPage.Next")
            );
        await walk.GoTo("/vragen/slot");
        await walk.Fill(Dutch("LastPage.OwnWords"), new string('a', 4010));
        await walk.Press(Dutch("LastPage.Send"));
        await walk.GoTo("/veranderd");
        await walk.Press(Dutch("Everywhere.Send"));
        await walk.Choose(Dutch("EventWords.Choice.Fall"));
        await walk.Press(Dutch("Everywhere.Send"));
    }

    /// <summary>What comes back the first time, from well to far too much.</summary>
    private async Task ReadWhatComesBack(Walk walk)
    {
        (string Going, int Burden, string Time, string Call)[] months =
        [
            ("Heel goed", 0, "Langer dan twee jaar", "Nu niet"),
            ("Slecht", 70, "Een maand tot", "Ik bel zelf wel"),
            ("Heel slecht", 100, "Korter dan", "Ja, bel mij maar"),
        ];
        foreach (var (month, number) in months.Select((month, place) => (month, 20 + place)))
        {
            await site.AddCaregiver($"{number}", "Cor", nextDueOn: new DateOnly(2026, 3, 2));
            await RunJobs();
            await walk.Open();
            var link = TestInstallation.LinkIn(site.MailsTo($"persoon{number}@example.org").Last());
            await walk.GoTo(link);
            foreach (var answer in new[] { month.Going, month.Time, month.Call })
                await walk.Choose(answer);
            await walk.Page.Locator($"label.answer:has(input[value='{month.Burden}'])").ClickAsync();
            await walk.Press(Dutch("LastPage.Send"));
            Assert.Ends("/dank", walk.Page.Url);
            await walk.Press(Dutch("ResultModel.Close"));
            await walk.GoTo(link);
            await walk.Press(Dutch("AnsweredPage.See"));
        }
    }

    /// <summary>A pause and a stop, in the form and behind a mail, each with its way back and its dead link.</summary>
    private async Task Leave(Walk walk)
    {
        var bram = await site.AddCaregiver("4", "Bram", nextDueOn: new DateOnly(2027, 1, 1));
        var (checkIn, link) = await site.AskByLink(bram, "opening");
        var mail = await site.PauseLink(checkIn);
        await walk.Open();
        foreach (var step in new[] { "", "?wat=bellen", "?wat=veranderd" })
            await walk.GoTo(mail + step);
        await walk.GoTo(link);
        await walk.Press(Dutch("CheckInPageModel.Start"));
        await walk.GoTo("/pauze");
        await walk.Press(Dutch("OptOutPage.Save"));
        await walk.Choose(Dutch("OptOutPage.Choice.maand"));
        await walk.Press(Dutch("OptOutPage.Save"));
        await walk.GoTo(mail);
        await walk.GoTo("/stoppen");
        await walk.Choose(Dutch("OptOutPage.Choice.stop"));
        await walk.Press(Dutch("OptOutPage.Save"));
        await walk.GoTo(mail);
        await walk.Press(Dutch("OptOutPage.Rejoin"));
        await walk.GoTo("/v/" + new string('a', 43));
    }

    private async Task VisitOwnPage(Walk walk)
    {
        await walk.Open();
        await walk.GoTo("/mijn/link");
        await walk.Press(Dutch("Everywhere.SendLink"));
        site.Advance(TimeSpan.FromMinutes(20));
        await walk.Fill(Dutch("Everywhere.Email"), "persoon1@example.org");
        await walk.Press(Dutch("Everywhere.SendLink"));
        await RunJobs();
        var link = (await site.Mails("own-page"))[^1].Links[0];
        await walk.GoTo(link);
        await walk.Press(Dutch("EnterModel.Open.Yes"));
        await walk.Unfold();
        foreach (var step in new[] { "veranderd", "bellen", "minder" })
            await walk.GoTo("/mijn?wat=" + step);
        await walk.GoTo("/mijn/code");
        await walk.Fill(Dutch("CodeModel.Typed"), "000000");
        await walk.Press(Dutch("Everywhere.GoOn"));
        await walk.Fill(Dutch("CodeModel.Typed"), await site.CodeFor("persoon1@example.org"));
        await walk.Press(Dutch("Everywhere.GoOn"));
        await walk.Unfold();
        await walk.GoTo("/mijn/afschrift");
        await walk.GoTo("/mijn/plan");
        await walk.GoTo("/mijn/toestemming");
        await walk.Press(Dutch("MyConsentModel.Save"));
        await walk.GoTo("/mijn/kring");
        await walk.Press(Dutch("NetworkShown.Put"));
        await walk.Fill(Dutch("NetworkShown.Name"), "Bea");
        await walk.Choose(Dutch("NetworkShown.Kind.neighbour"));
        await walk.Choose(Dutch("NetworkShown.Ring.near"));
        await walk.Press(Dutch("NetworkShown.Put"));
        await walk.GoTo("/mijn/kring?beeld=lijnen");
        await walk.Page.Locator(".network-list a").First.ClickAsync();
        await walk.Press(Dutch("Everywhere.Save"));
        await walk.GoTo("/mijn/wissen");
        await walk.Press(Dutch("EraseMeModel.Yes"));
        await walk.Press("Toch niet wissen");
        await walk.GoTo(link);
    }

    /// <summary>After a death and an admission, first and later: the few questions, what comes back and the end; and a
    /// letter's code.</summary>
    private async Task LookAfterwards(Walk walk)
    {
        var rie = await site.AddCaregiver("5", "Rie", nextDueOn: new DateOnly(2027, 1, 1));
        var tine = await site.AddCaregiver("6", "Tine", channel: "paper", nextDueOn: new DateOnly(2027, 1, 1));
        var jan = await site.AddCaregiver("9", "Jan", nextDueOn: new DateOnly(2027, 1, 1));
        await site.Happened(rie, "2026-03-02", "Death");
        await site.Happened(jan, "2026-03-02", "Admission");
        await site.Write(async transaction =>
        {
            await Participation.EnterAftercare(transaction, rie, site.Time);
            await Participation.EnterAftercare(transaction, jan, site.Time);
        });
        await RunJobs();
        site.On("2026-03-09");
        await RunJobs();
        var link = TestInstallation.LinkIn(site.MailsTo("persoon5@example.org").Last());
        await walk.Open();
        await walk.GoTo(link + "?wat=goed");
        await walk.GoTo(link);
        await walk.PressFirst(Dutch("Everywhere.Send"));
        await walk.Choose("Goed");
        await walk.PressFirst(Dutch("Everywhere.Send"));
        await walk.Open();
        await walk.GoTo(TestInstallation.LinkIn(site.MailsTo("persoon9@example.org").Last()));
        await walk.Choose("Slecht");
        await walk.Choose(Dutch("LastPage.Call.yes"));
        await walk.PressFirst(Dutch("Everywhere.Send"));
        site.On("2026-04-13");
        await RunJobs();
        await walk.Open();
        await walk.GoTo(TestInstallation.LinkIn(site.MailsTo("persoon9@example.org").Last()));
        await walk.Open();
        await walk.GoTo(TestInstallation.LinkIn(site.MailsTo("persoon5@example.org").Last()));
        await walk.Follow(Dutch("AftercarePage.EnoughGo"));
        await walk.Press(Dutch("EnoughPage.Enough"));
        await walk.Press(Dutch("OptOutPage.RejoinAftercare"));
    }

    /// <summary>A professional who may know that it gets too much, and tells that something changed.</summary>
    private async Task ReadAlong(Walk walk)
    {
        var kim = await site.AddCaregiver("8", "Kim", nextDueOn: new DateOnly(2027, 1, 1));
        using var els = await site.SignedIn();
        await els.Open($"/zaak/{kim}/toestemming");
        await els.Post(
            $"/zaak/{kim}/toestemming",
            [
                els.Token,
                new("Recipient", ConsentRecipient.GeneralPractitioner.Code()),
                new("Name", "dokter Verzonnen"),
                new("Email", Practice),
                new("Data", ConsentData.Burden.Code()),
                new("Until", ""),
                new("How", ConsentWay.Phone.Code()),
            ]
        );
        var checkIn = await site.Ask(kim);
        await site.SaveCsi(checkIn, 13, time: 1);
        await site.Want(checkIn, "yes", "Ik kan bijna niet meer.");
        await site.Send(checkIn);
        await RunJobs();
        await walk.Open();
        var link = new Uri((await site.Mails("shared"))[0].Links[0]).AbsolutePath;
        await walk.GoTo(link);
        await walk.Press(Dutch("SharedModel.SendCode"));
        await walk.Press(Dutch("SharedModel.Read"));
        await RunJobs();
        await walk.Fill(
            Dutch("SharedModel.Code"),
            SixDigits().Match((await site.Mails("shared-code"))[^1].Text).Value.Trim()
        );
        await walk.Press(Dutch("SharedModel.Read"));
        await walk.Unfold();
        await walk.Press(Dutch("Everywhere.Send"));
        await walk.Fill(Dutch("SharedModel.Note"), "Zij viel.");
        await walk.Press(Dutch("Everywhere.Send"));
        Assert.Ends("?told=true", walk.Page.Url);
        await walk.GoTo("/meelezen/" + new string('a', 43));
    }

    /// <summary>The pages that a browser can open without signing in as staff.</summary>
    private List<string> Pages() =>
        [
            .. SiteRoute
                .All(site)
                .Where(route => route is { IsForStaff: false, Method: "GET" })
                .Select(route => route.Pattern)
                .Distinct(),
        ];

    private void Saw(string path)
    {
        var fitting = Pages()
            .Where(page => Regex.IsMatch(path, "^" + Variable().Replace(page, "[^/]+") + "$"))
            .ToList();
        if (fitting.Count > 0)
            seen.Add(fitting.MinBy(page => page.Count(sign => sign == '{'))!);
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Variable();

    [GeneratedRegex(@"(?m)^\s*\d{6}\s*$")]
    private static partial Regex SixDigits();

    [GeneratedRegex("[^/]+$")]
    private static partial Regex LastPart();

    /// <summary>A call to the support point, and not by it or to somebody else.</summary>
    [GeneratedRegex(@"(?i)\b(bel ons|bel gerust|bel het steunpunt|bellen mag|(zelf|liever|ons ook) bellen)\b")]
    private static partial Regex Call();

    /// <summary>Words that no sentence in Dutch goes without, with what stands around them.</summary>
    [GeneratedRegex(@"(?i).{0,30}\b(de|een|het|niet|u|uw|wij)\b.{0,30}")]
    private static partial Regex InDutch();

    /// <summary>Somebody in a browser without script; each page is checked when it opens.</summary>
    private sealed class Walk(EveryCaregiverPageTests test, Accessibility rules)
    {
        public IPage Page { get; private set; } = null!;

        /// <summary>A browser of somebody else.</summary>
        public async Task Open()
        {
            await test.Choose();
            Page = await test.Browser();
            Page.SetDefaultTimeout(15_000);
        }

        public async Task GoTo(string path)
        {
            await Page.GotoAsync(new Uri(new Uri("http://localhost"), path).PathAndQuery);
            await Look();
        }

        public async Task Press(string button)
        {
            var name = test.said.Whole(button);
            var fold = Page.Locator(
                "details:not([open])",
                new() { Has = Page.Locator("button", new() { HasTextRegex = name }) }
            );
            if (await fold.CountAsync() > 0)
                await fold.First.Locator("summary").First.ClickAsync();
            await Press(Page.GetByRole(AriaRole.Button, new() { NameRegex = name }).First);
        }

        public Task PressFirst(string start) =>
            Press(Page.GetByRole(AriaRole.Button, new() { NameRegex = test.said.Beginning(start) }).First);

        public Task PressLast() => Press(Page.Locator("main form button").Last);

        public Task Choose(string answer) =>
            Page.Locator("label", new() { HasTextRegex = test.said.Beginning(answer) }).First.ClickAsync();

        public Task Follow(string link) =>
            Page.GetByRole(AriaRole.Link, new() { NameRegex = test.said.Whole(link) }).First.ClickAsync();

        public Task Fill(string label, string text) =>
            Page.GetByLabel(test.said.Beginning(label)).First.FillAsync(text);

        /// <summary>Opens all that is folded, and looks again.</summary>
        public async Task Unfold()
        {
            foreach (var fold in await Page.Locator("summary").AllAsync())
                if (await fold.IsVisibleAsync())
                    await fold.ClickAsync();
            await Look();
        }

        public Task Mail(ReadMail mail) => Judge(() => rules.CheckMail(mail.Subject, mail.Html));

        private async Task Press(ILocator button)
        {
            await button.ClickAsync();
            await Page.LoadedAsync();
            await Look();
            if (test.said.Beginning(Dutch("Shared.PressAgainTitle")).IsMatch(await Page.TitleAsync()))
                await Press(Dutch("Shared.PressAgainYes"));
        }

        private async Task Look()
        {
            test.Saw(new Uri(Page.Url).AbsolutePath);
            await Judge(() => rules.CheckEveryWay(Page));
            await Judge(test.language == Language.Dutch ? SaysWhenToCall : RunsFromTheRight);
        }

        private async Task RunsFromTheRight()
        {
            var (lang, dir) = (await Of("lang"), await Of("dir"));
            Assert.True((lang, dir) == ("ar", "rtl"), $"{Page.Url} is in {lang} and runs {dir}");
            var isMarked = await Page.Locator(".languages p").CountAsync() == 1;
            Assert.True(isMarked, $"{Page.Url} does not say that nobody checked it");
            // What is marked as Dutch is the words of a list without a published translation.
            var text = await Page.EvaluateAsync<string>(
                """
                () => {
                  const main = document.querySelector('main').cloneNode(true);
                  main.querySelectorAll('[lang=nl]').forEach(one => one.remove());
                  return main.innerText;
                }
                """
            );
            var dutch = InDutch().Match(text.Replace("De Linde", ""));
            Assert.False(dutch.Success, $"{Page.Url} says {dutch.Value}");

            Task<string?> Of(string name) => Page.Locator("html").GetAttributeAsync(name);
        }

        /// <summary>
        /// Where it says to call the support point, it says when, except beside somebody who works there.
        /// </summary>
        private async Task SaysWhenToCall()
        {
            var text = (await Page.Locator("body").InnerTextAsync()).Replace('\u00a0', ' ');
            var where = new Uri(Page.Url).AbsolutePath;
            Assert.True(!Call().IsMatch(text) || text.Contains($"({Hours})"), where);
            // Beside somebody who works there no number is needed.
            Assert.All(text.Split("088 123 45 67").Skip(1), behind => Assert.Begins($" ({Hours})", behind));
        }

        /// <summary>One page with a fault does not hide the next.</summary>
        private async Task Judge(Func<Task> look)
        {
            try
            {
                await look();
            }
            catch (XunitException fault)
            {
                test.faults.Add(fault.Message);
            }
        }
    }

    private Task<IPage> Browser() => chromium.PageAsync(site.Address, 360, locale: language.Code());
}
