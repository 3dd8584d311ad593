using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace CaregiverSignal.Tests.AuditLogs;

/// <summary>
/// Each person whom an action of staff changes has a line of their own in the record: every form that staff find on
/// a page
/// is filled in and sent, and whoever's rows changed is looked up (<see cref="TouchedRows"/>). A large run asks it of
/// each form that any test sends.
/// </summary>
public sealed partial class EveryActionTests() : AtASite("2026-03-02")
{
    private const string Ada = "ada@steunpunt.example";
    private const int MostForms = 60;

    /// <summary>Whose forms are found; what ends things stands last.</summary>
    private static readonly string[] Pages =
    [
        "/zaak/1/gegevens",
        "/zaak/1/naasten",
        "/zaak/1/kring",
        "/zaak/1/toestemming",
        "/zaak/1/hulp",
        "/zaak/1/gebeurd",
        "/zaak/1/plan",
        "/zaak/1",
        "/zaak/2",
        "/brieven",
        "/zaak/4/niet-ingevuld",
        "/zaak/4",
        "/zaak/4/meer",
        "/zaak/4/gebeurd",
        "/mensen/nieuw",
        "/werklijst",
        "/afwezig",
        "/zaak/1/wissen",
        "/overdragen",
        "/beheer/medewerkers/1/verwijderen",
    ];

    /// <summary>What a field takes that does not take just anything.</summary>
    private static readonly Dictionary<string, string> Fitting = new(StringComparer.Ordinal)
    {
        ["sinds"] = "2019",
        ["CaringSince"] = "2019",
        ["Born"] = "1957",
        ["CaredForBorn"] = "1948",
        ["HoursPerWeek"] = "20",
        ["geboren"] = "1957",
        ["uren"] = "20",
        ["Hours"] = "20",
        ["nummer"] = "1",
        ["Number"] = "1",
    };

    /// <summary>Where forms change somebody whose case is not open.</summary>
    private static readonly string[] Beside = ["/brieven", "/overdragen"];

    /// <summary>
    /// Addresses about somebody to which this walk changes nothing, with the tests that send their forms: a large run
    /// holds those to the same.
    /// </summary>
    private static readonly Dictionary<string, string> Elsewhere = new(StringComparer.Ordinal)
    {
        ["/zaak/{caregiver}/code"] = "MailboxTests",
        ["/zaak/{caregiver}/meer?handler=AskNow"] = "AskedByHandTests",
        ["/zaak/{caregiver}/afsluiten"] = "ClosingTests",
        ["/zaak/{caregiver}?handler=Offer"] = "TalkOfferTests",
        ["/zaak/{caregiver}/hulp?handler=Offer"] = "OffersOfTheDirectoryTests",
        ["/zaak/{caregiver}/eerste-gesprek"] = "FirstTalkTests",
        ["/zaak/{caregiver}/invullen/{checkIn}"] = "EntryPageTests",
        ["/zaak/{caregiver}/kring?handler=Gone"] = "NetworkPagesTests",
        ["/zaak/{caregiver}/kring?handler=Same"] = "NetworkPagesTests",
        ["/zaak/{caregiver}/naasten?handler=Join"] = "SituationPagesTests",
        ["/zaak/{caregiver}/naasten?handler=Help"] = "SituationPagesTests",
        ["/zaak/{caregiver}/veiligheid"] = "SafetyTests",
        ["/zaak/{caregiver}/wissen"] = "EndKeepingTests",
        ["/zaak/{caregiver}/wissen?handler=Erase"] = "EndKeepingTests",
        ["/zaak/{caregiver}/wissen?handler=Keep"] = "MailboxTests",
    };

    [Fact]
    public async Task Each_person_whom_a_form_of_staff_changes_has_a_line_of_their_own()
    {
        Assert.SkipWhen(site.Database.Engine.IsShared, "What changes is noted by SQLite's triggers.");
        var watch = new TouchedRows(site);
        await Populate();

        // A session of its own for each page: one sends sixty forms in a minute at most.
        foreach (var page in Pages)
        {
            using var by = page.StartsWith("/beheer", StringComparison.Ordinal)
                ? await site.SignedIn(Ada)
                : await site.SignedIn();
            by.Watch = watch;
            await SendAll(by, page);
        }

        Assert.Each(
            Beside,
            text =>
                Assert.Contains(watch.Changed, path => (path + "/").StartsWith(text + "/", StringComparison.Ordinal))
        );
        var forms = FormsAboutSomebody();
        Assert.True(forms.Count > 20, $"Only {forms.Count} addresses are about somebody.");
        Assert.Equal(
            Elsewhere.Keys.Order(StringComparer.Ordinal),
            forms.Where(form => !watch.Changed.Any(path => Fits(form, path))).Order(StringComparer.Ordinal)
        );
    }

    /// <summary>Two who care in one situation, one on paper with questions open, one who answered, and what happened to
    /// them.</summary>
    private async Task Populate()
    {
        await site.WithRoles(TestInstallation.CoordinatorEmail, "Els", StaffRole.Coordinator, StaffRole.TeamLead);
        await site.Coordinator("bo@steunpunt.example", "Bo");
        await site.WithRoles(Ada, "Ada", StaffRole.Administrator);
        var later = new DateOnly(2026, 6, 1);
        var anna = await site.AddCaregiver(channel: "phone", nextDueOn: later);
        var bea = await site.AddCaregiver("2", "Bea", nextDueOn: later);
        var cor = await site.AddCaregiver("3", "Cor", channel: "paper", nextDueOn: later);
        var dora = await site.AddCaregiver("4", "Dora", nextDueOn: later);
        await site.Write(async transaction =>
        {
            await CareSituations.Unite(
                transaction,
                bea,
                await CareSituations.OwnOf(transaction, anna),
                CareRole.Shared
            );
            foreach (var kind in new[] { StaffTaskKind.Call, StaffTaskKind.Stopped })
                await StaffTaskTable.Open(transaction, kind, bea, site.Time.Today, site.Time.Now);
        });
        await site.AddSignal(anna);
        await site.AskByLink(anna);
        await site.AskByLink(bea);
        await site.AskByLink(cor);
        var answered = await site.AskAndAnswer(dora, csi: 13, time: 1);
        await site.Want(answered, "yes", "Ik slaap niet meer.");
        await site.RunJobs();
        await site.Sql(
            "update caregiver set postal_address = 'Lindelaan 1, 1234 AB De Linde' where id = @cor",
            new { cor }
        );
    }

    /// <summary>Sends each form of a page, with each of its buttons, until there is none left that is new.</summary>
    private static async Task SendAll(Browser browser, string page)
    {
        var sent = new HashSet<string>(StringComparer.Ordinal);
        while (sent.Count < MostForms)
        {
            if (browser.Status != HttpStatusCode.OK || browser.Path.Split('?')[0] != page)
                await browser.Open(page);
            var next = browser
                .Page.QuerySelectorAll<IHtmlButtonElement>("main form[method=post] button:not([type=button])")
                // What was just done is taken back once there is nothing else to do.
                .OrderBy(button => button.Name == "takenBack")
                .FirstOrDefault(button => sent.Add($"{button.Form!.GetAttribute("action")} {button.TextContent}"));
            if (next is null)
                return;
            var action = next.Form!.GetAttribute("action")!;
            Fill(next.Form, isFirst: true);
            await browser.Post(action, Browser.FieldsOf(next.Form, next));
            // Where the first of each choice does not go together, the last may.
            if (
                (int)browser.Status == 400
                && browser
                    .Page.QuerySelectorAll<IHtmlButtonElement>("main form[method=post] button")
                    .FirstOrDefault(button => button.Form!.GetAttribute("action") == action)
                    is { } again
            )
            {
                Fill(again.Form!, isFirst: false);
                await browser.Post(action, Browser.FieldsOf(again.Form!, again));
            }
        }
    }

    private static void Fill(IHtmlFormElement form, bool isFirst)
    {
        var radios = form.Elements.OfType<IHtmlInputElement>().Where(input => input.Type == "radio").ToList();
        foreach (var choice in radios.GroupBy(input => input.Name))
        {
            foreach (var input in choice)
                input.IsChecked = false;
            (isFirst ? choice.First() : choice.Last()).IsChecked = true;
        }

        foreach (var element in form.Elements)
        {
            switch (element)
            {
                case IHtmlInputElement { Type: "checkbox" } box:
                    box.IsChecked = true;
                    break;
                case IHtmlInputElement { Type: "hidden" or "radio" or "file" }:
                    break;
                case IHtmlInputElement { Name: { } name } field when isFirst ? field.Value.Length == 0 : IsWrong(field):
                    field.Value = Fitting.GetValueOrDefault(name) ?? ValueOf(field.Type);
                    break;
                case IHtmlTextAreaElement { Value.Length: 0 } area:
                    area.Value = "Even genoteerd.";
                    break;
                case IHtmlSelectElement select when select.Value is "" || (!isFirst && IsWrong(select)):
                    select.Value =
                        select.Options.Select(option => option.Value).FirstOrDefault(text => text.Length > 0) ?? "";
                    break;
            }
        }
    }

    private static bool IsWrong(IElement field) => field.GetAttribute("aria-invalid") == "true";

    private static string ValueOf(string type) =>
        type switch
        {
            "date" => "2026-03-04",
            "time" => "10:00",
            "number" => "1",
            "tel" => "06 11112222",
            "email" => "kim@example.org",
            _ => "Verzonnen",
        };

    /// <summary>Every address of staff about one caregiver to which a form goes.</summary>
    private List<string> FormsAboutSomebody() =>
        [
            .. SiteRoute
                .All(site)
                .Where(route => route is { IsForStaff: true, Method: "POST" })
                .Select(route => route.Pattern)
                .Where(pattern => pattern.StartsWith("/zaak/{caregiver}", StringComparison.Ordinal)),
        ];

    private static bool Fits(string pattern, string path) =>
        Regex.IsMatch(
            path.Contains("?handler=") ? path : path.Split('?')[0],
            "^" + Variable().Replace(pattern.Replace("?", @"\?", StringComparison.Ordinal), "[^/?]+") + "$"
        );

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Variable();
}
