namespace CaregiverSignal.Tests.Staff;

/// <summary>
/// Calls every address as every role about everybody's people: who may enter stands here, and what each answered is
/// printed into <c>artifacts/access.md</c>. A new address is refused here until it has its place in one of the lists.
/// </summary>
public sealed class RouteAccessTests() : AtASite("2026-03-02")
{
    private const string Els = TestInstallation.CoordinatorEmail;
    private const string Joost = "joost@steunpunt.example";
    private const string Lot = "lot@steunpunt.example";
    private const string Eva = "eva@steunpunt.example";
    private const string Fien = "fien@steunpunt.example";
    private const string Ada = "ada@steunpunt.example";
    private const string Ict = "ict@steunpunt.example";

    /// <summary>
    /// The columns of the table: who calls, null for a stranger; about whose people, null for nobody's.
    /// </summary>
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

    /// <summary>
    /// Staff's addresses, below who may enter: a digit for each of the columns but the stranger, who is asked to sign
    /// in. Behind a path stand its methods, and its forms by their handler.
    /// </summary>
    private const string ForStaff = """
        11 11111 111 everybody who signs in
        /begin GET
        /inloggen/organisatie/verder GET
        /mijn-account GET ?Calendar ?Language ?Leave ?Remove ?RenewCodes
        /mijn-account/code GET POST
        /mijn-account/herstelcodes GET
        /mijn-account/instellen GET
        /mijn-account/passkey POST
        /opnieuw GET POST ?Passkey
        /uitloggen POST

        10 00000 000 operators
        /beheer/post GET POST

        01 00000 000 administrators
        /beheer/instellingen GET ?FirstWeek ?Test
        /beheer/instellingen/meldingen GET POST
        /beheer/instellingen/{group} GET POST
        /beheer/medewerkers GET POST
        /beheer/medewerkers/{account} GET POST ?Link ?People
        /beheer/medewerkers/{account}/verwijderen GET POST
        /beheer/onderdelen GET
        /beheer/instellingen/plaatsen GET POST

        00 11111 111 who works with people; a list has those whom they see
        /afwezig GET POST
        /brieven GET POST
        /hulp GET
        /mensen GET POST
        /mensen/nieuw GET POST
        /overdragen GET POST
        /sociale-kaart GET POST ?Start
        /sociale-kaart/{offer} POST ?Remove
        /terug POST
        /uitleg GET
        /werklijst GET ?Read

        00 11110 110 the same, where there is one of that number
        /sociale-kaart/{offer} GET
        /tip/{report} GET POST

        00 00000 111 team leads
        /cijfers GET
        /cijfers/signalen GET
        /cijfers/verslag GET
        /mensen/inlezen GET POST ?Sheet ?Columns ?Check ?Store ?Forget ?Wrong
        /mensen/inlezen/bestanden GET POST ?Store
        /register GET

        00 11010 100 who sees the caregiver: their coordinator, the team, who stands in
        /taak-klaar/{task} POST
        /zaak/{caregiver} GET ?Contact ?Offer ?TakeUp
        /zaak/{caregiver}/afsluiten GET POST
        /zaak/{caregiver}/brief/{consent} GET
        /zaak/{caregiver}/code GET POST
        /zaak/{caregiver}/eerste-gesprek GET POST
        /zaak/{caregiver}/gebeurd GET POST ?Participation
        /zaak/{caregiver}/gegevens GET POST
        /zaak/{caregiver}/gespreksblad GET
        /zaak/{caregiver}/hulp GET POST ?Offer ?Step
        /zaak/{caregiver}/invullen/{checkIn} GET POST
        /zaak/{caregiver}/kring GET POST ?Gone ?Same ?Seen
        /zaak/{caregiver}/meer GET ?Agree ?AskNow ?List
        /zaak/{caregiver}/naasten GET POST ?Agree ?Help ?Join
        /zaak/{caregiver}/naasten/samen/{fellow} GET
        /zaak/{caregiver}/niet-ingevuld GET POST
        /zaak/{caregiver}/plan GET POST
        /zaak/{caregiver}/toestemming GET POST
        /zaak/{caregiver}/vragenbrief/{checkIn} GET
        /zaak/{caregiver}/wie-keek GET
        /zaak/{caregiver}/wissen GET POST ?Keep

        00 10010 100 the same without colleagues of the team
        /zaak/{caregiver}/veiligheid GET POST

        00 00000 100 the lead of their team
        /afwezig/{account} GET POST
        /overdragen/{account} GET POST
        /zaak/{caregiver}/afschrift GET
        /zaak/{caregiver}/wissen ?Erase
        """;

    /// <summary>
    /// Addresses without a sign-in, below what opens them; staff get the same answer as a stranger. Without their key
    /// or session they show nothing and change nothing.
    /// </summary>
    private const string ForAnybody = """
        nothing, and they show nothing of anybody
        / GET
        /aanmelden GET
        /aanmelden/jonger GET
        /aanmelden/kaart GET
        /aanmelden/mail GET POST
        /aanmelden/{age} GET
        /health/live GET
        /health/ready GET
        /inloggen GET
        /inloggen/organisatie GET
        /inloggen/organisatie/uit GET
        /klaar GET
        /mijn/link GET
        /privacy GET
        /zorgen GET

        nothing: they leave a tip, choose a language, or end this browser's session
        /aanmelden/jonger POST
        /klaar POST
        /mijn ?Leave
        /taal POST
        /zorgen POST

        nothing: they mail the address that was typed, with one answer for every address
        /aanmelden/{age} POST
        /inloggen POST
        /mijn/link POST

        a passkey, in the browser that was asked for it
        /inloggen ?Passkey

        the link of a check-in, or that in each mail to pause or stop
        /p/{key} GET POST
        /v/{key} GET POST

        the form's session
        /bel GET POST
        /bewaard GET
        /dank GET
        /pauze GET POST
        /stoppen GET
        /veranderd GET POST
        /vragen GET
        /vragen/slot GET POST
        /vragen/{number:int} GET POST

        a mailed link that works once: of staff, to the own page, to who enrols
        /aanmelden/mail/{key} GET POST
        /i/{key} GET POST
        /m/{key} GET POST

        the session of the own page
        /mijn GET POST ?Details ?FillIn ?List ?NotMine ?Promise ?Readers ?Refuse ?Tasks ?Wanted
        /mijn/afschrift GET
        /mijn/code GET POST ?Send
        /mijn/kring GET POST ?Gone ?Same ?Seen
        /mijn/plan GET POST
        /mijn/toestemming GET POST
        /mijn/wissen GET POST ?Keep

        the link to a professional while the caregiver allows it, and for half an hour the code mailed after it
        /meelezen/{key} GET POST ?Code ?Tell

        a secret address: of a coordinator's calendar, or shown at the terminal until there is an account
        /agenda/{key} GET
        /eerste/{key} GET POST
        """;

    private readonly Dictionary<string, Somebody> people = [];

    /// <summary>The account that an administrator works on; it follows nobody.</summary>
    private long bas;
    private readonly Dictionary<string, (Browser, KeyValuePair<string, string> Token)> browsers = [];

    [Fact]
    public async Task Every_address_lets_in_whom_the_list_names_and_is_printed()
    {
        await Populate();
        using var sent = new SentStatements(site);
        List<(string Address, string Who)> found = [];
        List<string[]> printed = [];
        foreach (var (method, pattern, _) in Routes().Where(route => route.IsForStaff))
        {
            // Nobody sends more than sixty forms a minute.
            site.Advance(TimeSpan.FromSeconds(6));
            // Who tests everything asks for all of it.
            sent.Rests = pattern == "/beheer/instellingen?handler=Test";
            var cells = new List<string>();
            foreach (var (caller, whose) in Columns)
                cells.Add(await AnswerTo(method, await Fill(pattern, whose), caller));
            Assert.Equal("sign-in", cells[0]);
            // Of what is about somebody nobody hears that it is there.
            if (method == "GET" && Regex.IsMatch(pattern, "{(caregiver|account|report|offer)}"))
                Assert.DoesNotContain("refused", cells);
            found.Add(($"{method} {pattern}", string.Concat(cells.Skip(1).Select(cell => Entry(method, cell)))));
            printed.Add([$"`{method} {pattern}`", .. cells]);
        }

        Artifact.Write(
            "access.md",
            [
                "address",
                "signed out",
                "operator",
                "administrator",
                "coordinator: own",
                "team's",
                "other team's",
                "stands in for",
                "nobody's",
                "team lead: team's",
                "other team's",
                "nobody's",
            ],
            printed
        );
        Assert.Equal(Listed(ForStaff).Order(), found.Order());
        await sent.AssertNoneReadsAllOfATable();
    }

    [Fact]
    public async Task Every_address_without_a_sign_in_is_listed_and_answers_staff_as_anybody_else()
    {
        await Populate();
        var routes = Routes().Where(route => !route.IsForStaff).ToList();
        using var sent = new SentStatements(site);

        Assert.Equal(
            Listed(ForAnybody).Select(row => row.Address).Order(StringComparer.Ordinal),
            routes.Select(route => $"{route.Method} {route.Pattern}").Order(StringComparer.Ordinal)
        );
        foreach (var (method, pattern, _) in routes.Where(route => route.Pattern != "/"))
        {
            var path = await Fill(pattern, null);
            Assert.Equal((path, await AnswerTo(method, path, null)), (path, await AnswerTo(method, path, Ada)));
        }

        await sent.AssertNoneReadsAllOfATable();
    }

    [Fact]
    public void No_role_alone_opens_what_is_about_a_caregiver_of_another_team_or_of_nobody()
    {
        var about = Listed(ForStaff).Where(row => Regex.IsMatch(row.Address, "{(caregiver|task)}")).ToList();

        Assert.True(about.Count > 40);
        Assert.Each(about, row => Assert.Equal("0000", string.Concat(new[] { 4, 6, 8, 9 }.Select(at => row.Who[at]))));
    }

    /// <summary>
    /// Two teams, somebody of each who is followed by somebody else, and one who does nothing of the kind.
    /// </summary>
    private async Task Populate()
    {
        foreach (var (email, team) in new[] { (Els, "Noord"), (Joost, "Noord"), (Eva, "Zuid"), (Fien, "Zuid") })
        {
            await site.InTeam(await site.Coordinator(email, email.Split('@')[0]), team);
            var caregiver = await site.AddCaregiver(email, coordinator: email, channel: "phone");
            await site.AddSignal(caregiver);
            people[email] = new Somebody(
                caregiver,
                (await site.AskByLink(caregiver)).CheckIn.Id,
                await Task(caregiver),
                await Consent(caregiver),
                await Fellow(caregiver, email)
            );
        }

        await site.InTeam(await site.WithRoles(Lot, "Lot", StaffRole.TeamLead), "Noord");
        bas = await site.Coordinator("bas@steunpunt.example", "Bas");
        await site.WithRoles(Ada, "Ada", StaffRole.Administrator);
        await site.WithRoles(Ict, "Ict", StaffRole.Operator);
        await site.Away(Fien, Els);
        await site.AddConcernReport();
        await site.AddOffer();
        await PostMails.Add(site, "failed", null);
    }

    private Task<long> Consent(long caregiver) =>
        site.Write(async transaction =>
        {
            var given = new Consent
            {
                CaregiverId = caregiver,
                Name = "Verzonnen",
                GivenOn = site.Time.Today,
            };
            var els = (await CoordinatorTable.ByEmail(transaction, Els))!.Id;
            await ConsentTable.Add(transaction, given, els, site.Time.Now);
            return await transaction.One<long>("select max(id) from consent");
        });

    /// <summary>
    /// Somebody of the same coordinator who cares in the same situation; both agreed to be seen together.
    /// </summary>
    private async Task<long> Fellow(long caregiver, string coordinator)
    {
        var fellow = await site.AddCaregiver("met " + coordinator, coordinator: coordinator, channel: "phone");
        await site.Write(async transaction =>
        {
            var els = (await CoordinatorTable.ByEmail(transaction, Els))!.Id;
            await CareSituations.Unite(
                transaction,
                fellow,
                await CareSituations.OwnOf(transaction, caregiver),
                CareRole.Shared
            );
            foreach (var (one, other) in new[] { (caregiver, fellow), (fellow, caregiver) })
                await ConsentTable.Add(
                    transaction,
                    SideBySide.Decision(one, other, ConsentWay.Phone, site.Time.Today),
                    els,
                    site.Time.Now
                );
        });
        return fellow;
    }

    private Task<long> Task(long caregiver) =>
        site.Write(async transaction =>
        {
            await StaffTaskTable.Open(transaction, StaffTaskKind.Stopped, caregiver, site.Time.Today, site.Time.Now);
            return await transaction.One<long>("select max(id) from staff_task");
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
    private async Task<string> Fill(string pattern, string? whose)
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
            .Replace("{account}", Number(await AccountIn(pattern, whose)))
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
    private async Task<long> AccountIn(string pattern, string? whose) =>
        whose is null ? 999_999
        : pattern.StartsWith("/beheer", StringComparison.Ordinal) ? bas
        : await site.Value<long>("select id from coordinator where email = @whose", new { whose });

    /// <summary>
    /// What a page answers, and what a form answers that holds nothing but the mark of our own pages.
    /// </summary>
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

    /// <summary>
    /// A page that leads on, or a form that says what it lacks, lets in; what gives back what was typed, says whose
    /// task it is, or is unknown, does not.
    /// </summary>
    private static string Entry(string method, string answer) =>
        (method, answer) switch
        {
            ("GET", "page" or "on") or ("POST", "taken") => "1",
            ("GET", "no page" or "refused") or ("POST", "no page" or "refused") => "0",
            _ => $"({answer})",
        };

    private static IEnumerable<(string Address, string Who)> Listed(string list) =>
        from part in list.Split("\n\n")
        let lines = part.Split('\n')
        let who = string.Concat(lines[0].TakeWhile(sign => sign is '0' or '1' or ' ').Where(char.IsDigit))
        from line in lines.Skip(1)
        let words = line.Split(' ')
        from call in words.Skip(1)
        select (call[0] == '?' ? $"POST {words[0]}?handler={call[1..]}" : $"{call} {words[0]}", who);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Somebody(long Caregiver, long CheckIn, long Task, long Consent, long Fellow);
}
