namespace CaregiverSignal.Tests.Staff;

/// <summary>Calls every address as every role about everybody's people, and holds it against docs/access.md.</summary>
/// <remarks>With <c>CAREGIVERSIGNAL_DOCS=1</c> it writes the table of staff's addresses anew instead.</remarks>
public sealed class RouteAccessTests() : AtASite("2026-03-02")
{
    private const string Els = TestInstallation.CoordinatorEmail;
    private const string Joost = "joost@steunpunt.example";
    private const string Lot = "lot@steunpunt.example";
    private const string Eva = "eva@steunpunt.example";
    private const string Fien = "fien@steunpunt.example";
    private const string Ada = "ada@steunpunt.example";
    private const string Ict = "ict@steunpunt.example";

    /// <summary>The columns of the table: who calls, null for a stranger; about whose people, null for nobody's.</summary>
    private static readonly (string? Caller, string? Whose)[] Columns =
    [
        (null, Els),
        (Ict, Els),
        (Ada, Els),
        (Els, Els),
        (Els, Joost),
        (Els, Eva),
        (Els, Fien),
        (Els, null),
        (Lot, Joost),
        (Lot, Eva),
        (Lot, null),
    ];

    private static readonly string Document = Path.Combine(Some.Root, "docs", "access.md");

    private readonly Dictionary<string, Somebody> people = [];

    /// <summary>The account that an administrator works on; it follows nobody.</summary>
    private long bas;
    private readonly Dictionary<string, (Browser, KeyValuePair<string, string> Token)> browsers = [];

    [Fact]
    public async Task Every_address_answers_each_role_as_the_table_says()
    {
        Populate();
        using var sent = new SentStatements(site);
        List<string> found = [];
        foreach (var (method, pattern, _) in Routes().Where(route => route.IsForStaff))
        {
            // Nobody sends more than sixty forms a minute.
            site.Advance(TimeSpan.FromSeconds(6));
            var cells = new List<string>();
            foreach (var (caller, whose) in Columns)
                cells.Add(await AnswerTo(method, Fill(pattern, whose), caller));
            found.Add($"| `{method} {pattern}` | {string.Join(" | ", cells)} |");
        }

        if (Environment.GetEnvironmentVariable("CAREGIVERSIGNAL_DOCS") is not null)
            Write(found);
        Assert.Equal(Rows(2), found);
        sent.AssertNoneReadsAllOfATable();
    }

    [Fact]
    public async Task Every_address_without_a_sign_in_is_in_the_table_and_answers_staff_as_anybody_else()
    {
        Populate();
        var routes = Routes().Where(route => !route.IsForStaff).ToList();
        var rows = Rows(1);
        using var sent = new SentStatements(site);

        Assert.Equal(rows.Select(row => row.Split('`')[1]), routes.Select(route => $"{route.Method} {route.Pattern}"));
        Assert.Each(rows, row => Assert.NotEqual("", row.Split('|')[2].Trim()));
        foreach (var (method, pattern, _) in routes.Where(route => route.Pattern != "/"))
        {
            var path = Fill(pattern, null);
            Assert.Equal((path, await AnswerTo(method, path, null)), (path, await AnswerTo(method, path, Ada)));
        }

        sent.AssertNoneReadsAllOfATable();
    }

    [Fact]
    public void No_role_alone_opens_what_is_about_a_caregiver_of_another_team_or_of_nobody()
    {
        var about = Rows(2).Where(row => row.Contains("{caregiver}") || row.Contains("{task}")).ToList();

        Assert.Each(
            about,
            row =>
            {
                var cells = row.Split('|').Select(cell => cell.Trim()).ToArray();
                Assert.Each(
                    new[] { cells[7], cells[9], cells[11], cells[12] },
                    cell => Assert.Contains(cell, new[] { "no page", "refused" })
                );
            }
        );
    }

    /// <summary>Two teams, somebody of each who is followed by somebody else, and one who does nothing of the kind.</summary>
    private void Populate()
    {
        foreach (var (email, team) in new[] { (Els, "Noord"), (Joost, "Noord"), (Eva, "Zuid"), (Fien, "Zuid") })
        {
            site.InTeam(site.Coordinator(email, email.Split('@')[0]), team);
            var caregiver = site.AddCaregiver(email, coordinator: email, channel: "phone");
            site.AddSignal(caregiver);
            people[email] = new Somebody(
                caregiver,
                site.AskByLink(caregiver).CheckIn.Id,
                Task(caregiver),
                Consent(caregiver),
                Fellow(caregiver, email)
            );
        }

        site.InTeam(site.WithRoles(Lot, "Lot", StaffRole.TeamLead), "Noord");
        bas = site.Coordinator("bas@steunpunt.example", "Bas");
        site.WithRoles(Ada, "Ada", StaffRole.Administrator);
        site.WithRoles(Ict, "Ict", StaffRole.Operator);
        site.Away(Fien, Els);
        site.AddConcernReport();
        site.AddOffer();
        PostMails.Add(site, "failed", null);
    }

    private long Consent(long caregiver) =>
        site.Write(transaction =>
        {
            var given = new Consent
            {
                CaregiverId = caregiver,
                Name = "Verzonnen",
                GivenOn = site.Time.Today,
            };
            var els = CoordinatorTable.ByEmail(transaction, Els)!.Id;
            ConsentTable.Add(transaction, given, els, site.Time.Now);
            return transaction.One<long>("select max(id) from consent");
        });

    /// <summary>Somebody of the same coordinator who cares in the same situation; both agreed to be seen together.</summary>
    private long Fellow(long caregiver, string coordinator)
    {
        var fellow = site.AddCaregiver("met " + coordinator, coordinator: coordinator, channel: "phone");
        site.Write(transaction =>
        {
            var els = CoordinatorTable.ByEmail(transaction, Els)!.Id;
            CareSituations.Unite(transaction, fellow, CareSituations.OwnOf(transaction, caregiver), CareRole.Shared);
            foreach (var (one, other) in new[] { (caregiver, fellow), (fellow, caregiver) })
                ConsentTable.Add(
                    transaction,
                    SideBySide.Decision(one, other, ConsentWay.Phone, site.Time.Today),
                    els,
                    site.Time.Now
                );
        });
        return fellow;
    }

    private long Task(long caregiver) =>
        site.Write(transaction =>
        {
            StaffTaskTable.Open(transaction, StaffTaskKind.Stopped, caregiver, site.Time.Today, site.Time.Now);
            return transaction.One<long>("select max(id) from staff_task");
        });

    /// <summary>In the order of their paths.</summary>
    private List<(string Method, string Pattern, bool IsForStaff)> Routes() =>
        [
            .. SiteRoute
                .All(site)
                .Select(route => (route.Method, route.Pattern, route.IsForStaff))
                .OrderBy(pair => pair.Pattern, StringComparer.Ordinal)
                .ThenBy(pair => pair.Method, StringComparer.Ordinal),
        ];

    /// <param name="whose">A coordinator whose caregiver it is; null for numbers that nobody has.</param>
    private string Fill(string pattern, string? whose)
    {
        var somebody = whose is null ? new Somebody(999_999, 999_999, 999_999, 999_999, 999_999) : people[whose];
        var path = pattern
            .Replace("{caregiver}", Number(somebody.Caregiver))
            .Replace("{checkIn}", Number(somebody.CheckIn))
            .Replace("{task}", Number(somebody.Task))
            .Replace("{consent}", Number(somebody.Consent))
            .Replace("{fellow}", Number(somebody.Fellow))
            .Replace("{report}", whose is null ? "999999" : "1")
            .Replace("{offer}", whose is null ? "999999" : "1")
            .Replace("{account}", Number(AccountIn(pattern, whose)))
            .Replace("{team}", "999999")
            .Replace("{group}", "veiligheid")
            .Replace("{line}", "999999")
            .Replace("{id}", new string(whose is null ? 'f' : '0', 32))
            .Replace("{key}", "nietbestaand")
            .Replace("{number:int}", "1")
            .Replace("{age}", "18");
        Assert.DoesNotContain("{", path);
        return path;
    }

    /// <summary>An administrator works on an account that follows nobody, a team lead on a colleague's.</summary>
    private long AccountIn(string pattern, string? whose) =>
        whose is null ? 999_999
        : pattern.StartsWith("/beheer", StringComparison.Ordinal) ? bas
        : site.Value<long>("select id from coordinator where email = @whose", new { whose });

    /// <summary>What a page answers, and what a form answers that holds nothing but the mark of our own pages.</summary>
    private async Task<string> AnswerTo(string method, string path, string? caller)
    {
        var (browser, token) = await BrowserOf(caller ?? "");
        await (method == "GET" ? browser.Open(path) : browser.Post(path, [token]));
        if (path == "/uitloggen" || path.EndsWith("handler=Leave", StringComparison.Ordinal))
            browsers.Remove(caller ?? "");
        return ((int)browser.Status, IsElsewhere: browser.Path != path) switch
        {
            (200, true) when browser.Path == "/inloggen" => "sign-in",
            (200, true) => method == "GET" ? "on" : "taken",
            (200, false) => method == "GET" ? "page" : "taken",
            (400 or 409, _) => "taken",
            (403, false) => "refused",
            (404, false) => "no page",
            var (status, _) => Number(status),
        };
    }

    /// <summary>A browser with the mark that our forms have.</summary>
    private async Task<(Browser, KeyValuePair<string, string>)> BrowserOf(string caller)
    {
        if (!browsers.TryGetValue(caller, out var known))
        {
            var browser = caller.Length == 0 ? site.NewBrowser() : await site.SignedIn(caller);
            await browser.Open("/inloggen");
            browsers[caller] = known = (browser, browser.Token);
        }

        return known;
    }

    /// <param name="table">1 for what anybody may call, 2 for staff.</param>
    private static List<string> Rows(int table)
    {
        var tables = File.ReadAllText(Document).Split("\n|---").Skip(1).Select(part => part.Split("\n\n")[0]).ToArray();
        return
        [
            .. tables[table - 1].Split('\n').Skip(1).Where(line => line.StartsWith("| `", StringComparison.Ordinal)),
        ];
    }

    private static void Write(List<string> rows)
    {
        var text = File.ReadAllText(Document);
        foreach (var row in Rows(2))
            text = text.Replace(row + "\n", "");
        var at = text.IndexOf('\n', text.LastIndexOf("\n|---", StringComparison.Ordinal) + 1) + 1;
        File.WriteAllText(Document, text.Insert(at, string.Concat(rows.Select(row => row + "\n"))));
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Somebody(long Caregiver, long CheckIn, long Task, long Consent, long Fellow);
}
