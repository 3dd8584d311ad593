namespace CaregiverSignal.Tests.Import;

/// <summary>A folder is taken in through the browser, after a try that stores nothing.</summary>
public sealed class ImportPageTests() : AtASite("2026-03-10")
{
    [Fact]
    public async Task What_would_happen_is_shown_first_and_done_at_the_press_of_a_button()
    {
        var before = Uploads();
        await site.WithRoles(TestInstallation.CoordinatorEmail, "Els", StaffRole.TeamLead);
        var els = await (await (await site.SignedIn()).Open("/mensen")).Follow(Dutch("Everywhere.Import"));

        await Send(
            els,
            ("people.csv", "person,enrolled,first_name,phone\np1,2026-03-10,Ánna,06 1\np2,2026-03-11,Bram,06 2\n"),
            ("situations.csv", "situation,person,role\nzoon,p1,primary\nzoon,p2,shared\n"),
            ("helpers.csv", "situation,name,kind,does,from,until\nzoon,Truus,neighbour,,,\n"),
            ("notes.csv", "x\n")
        );

        Assert.Has("Mensen: 2 nieuw, 0 veranderd, 0 gelijk.", els.Text);
        Assert.Has("Naasten: 2. Helpers: 1.", els.Text);
        Assert.Has(Dutch("ImportModel.Unread", "notes.csv"), els.Text);
        Assert.Equal(0, await site.Count("caregiver"));
        await els.Press(Dutch("ImportModel.Store"));
        Assert.Has(Dutch("ImportModel.Done"), els.Text);
        Assert.Equal("zoon Truus", await site.Joined("select situation || ' ' || name from helper"));
        Assert.Equal("Ánna,Bram", await site.Joined("select first_name from caregiver order by person"));
        Assert.Empty(Uploads().Except(before));
    }

    [Fact]
    public async Task While_it_is_tried_others_write_and_nothing_is_written_by_it()
    {
        await site.WithRoles(TestInstallation.CoordinatorEmail, "Els", StaffRole.TeamLead);
        var els = await (await site.SignedIn()).Open("/mensen/inlezen/bestanden");
        // What it writes to look would wait for the other too.
        els.Watch = null;
        using var isTried = new ManualResetEventSlim();
        var writing = Task.Run(
            () =>
                site.Database.WriteAsync(_ =>
                {
                    Assert.True(isTried.Wait(TimeSpan.FromSeconds(30), Some.Stop));
                    return Task.CompletedTask;
                }),
            Some.Stop
        );

        await Send(els, ("people.csv", "person,enrolled,first_name,phone\np1,2026-03-10,Anna,06 1\n"));

        Assert.Has("Mensen: 1 nieuw", els.Text);
        Assert.False(writing.IsCompleted);
        isTried.Set();
        await writing;
    }

    [Fact]
    public async Task What_cannot_be_recorded_is_not_taken_in()
    {
        await site.WithRoles(TestInstallation.CoordinatorEmail, "Els", StaffRole.TeamLead);
        var els = await (await site.SignedIn()).Open("/mensen/inlezen/bestanden");
        await Send(els, ("people.csv", "person,enrolled,first_name,phone\np1,2026-03-10,Anna,06 1\n"));
        await site.RefuseWrites("insert on audit_log");

        await els.Press(Dutch("ImportModel.Store"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, els.Status);
        Assert.Equal(0, await site.Count("caregiver"));
    }

    [Fact]
    public async Task Each_of_whom_it_brings_something_has_a_line_in_the_record_and_nobody_else()
    {
        await site.WithRoles(TestInstallation.CoordinatorEmail, "Els", StaffRole.TeamLead);
        var els = await (await site.SignedIn()).Open("/mensen/inlezen/bestanden");
        await TakeIn(
            els,
            (
                "people.csv",
                "person,enrolled,first_name,phone\np1,2026-03-10,Anna,06 1\np2,2026-03-10,Bram,06 2\np3,2026-03-10,Cor,06 3\n"
            )
        );

        Assert.Equal("import -,add p1,add p2,add p3", await Lines());
        await TakeIn(
            els,
            (
                "people.csv",
                "person,enrolled,first_name,phone\np1,2026-03-10,Anna,06 9\np2,2026-03-10,Bram,06 2\np3,2026-03-10,Cor,06 3\n"
            ),
            ("events.csv", "person,date,kind,by,note\np3,2026-03-09,Fall,caregiver,gevallen in de tuin\n")
        );
        Assert.Equal("import -,import p1,import p3", await Lines());
        await TakeIn(
            els,
            ("situations.csv", "situation,person,role\nzoon,p1,primary\nzoon,p2,shared\n"),
            ("helpers.csv", "situation,name,kind,does,from,until\nzoon,Truus,neighbour,,,\n")
        );
        Assert.Equal("import -,import p1,import p2", await Lines());
        await TakeIn(els, ("helpers.csv", "situation,name,kind,does,from,until\nzoon,Truus,neighbour,kookt,,\n"));
        Assert.Equal("import -,import p1,import p2", await Lines());
        await TakeIn(els, ("people.csv", "person,enrolled,first_name,phone\np1,2026-03-10,Anna,06 9\n"));
        Assert.Equal("import -", await Lines());
        Assert.Equal(
            "team-lead 1",
            await site.Joined(
                "select distinct by_role || ' ' || by_staff from audit_log where action = 'import' and object = 'details'"
            )
        );
        Assert.Equal(
            0,
            await site.Count("audit_log", "action in ('import', 'add') and object not in ('details', 'person')")
        );
    }

    [Fact]
    public async Task What_was_taken_in_stands_in_the_overview_of_who_did_what()
    {
        await site.WithRoles(TestInstallation.CoordinatorEmail, "Els", StaffRole.TeamLead);
        var els = await (await site.SignedIn()).Open("/mensen/inlezen/bestanden");
        await TakeIn(els, ("people.csv", "person,enrolled,first_name,phone\np1,2026-03-10,Anna,06 1\n"));
        await TakeIn(els, ("people.csv", "person,enrolled,first_name,phone\np1,2026-03-10,Anna,06 2\n"));

        await els.Open($"/zaak/{await site.Joined("select id from caregiver")}/wie-keek");

        Assert.Has("een teamleider legde alle gegevens vast", els.Text);
        Assert.Has("een teamleider las naam, adres en situatie in", els.Text);
    }

    [Fact]
    public async Task Each_fault_is_shown_with_file_row_column_value_and_what_is_allowed_and_nothing_is_stored()
    {
        await site.WithRoles(TestInstallation.CoordinatorEmail, "Els", StaffRole.TeamLead);
        var els = await (await site.SignedIn()).Open("/mensen/inlezen/bestanden");

        await Send(
            els,
            ("people.csv", "person,enrolled,channel,hours_per_week\np1,2026-03-10,post,\np2,2026-03-11,phone,200\n")
        );

        Assert.Equal(HttpStatusCode.BadRequest, els.Status);
        Assert.Equal(
            [
                "people.csv|rij 2, kolom channel|‘post’ mag niet; wel: email, sms, phone, paper",
                "people.csv|rij 3, kolom hours_per_week|‘200’ mag niet; wel een heel getal van 0 tot en met 168",
            ],
            els.Page.QuerySelectorAll("tbody tr")
                .Select(row => string.Join('|', row.Children.Select(cell => cell.TextContent)))
        );
        Assert.Empty(els.Page.QuerySelectorAll("form[action$=Store]"));
        Assert.Equal(0, await site.Count("caregiver"));
    }

    [Fact]
    public async Task No_file_and_too_large_a_file_are_said()
    {
        await site.WithRoles(TestInstallation.CoordinatorEmail, "Els", StaffRole.TeamLead);
        var els = await (await site.SignedIn()).Open("/mensen/inlezen/bestanden");

        await Send(els);
        Assert.Has(DutchPart("ImportModel.NoFiles"), els.Text);
        await Send(els, ("people.csv", new string('x', 3 * 1024 * 1024)));
        Assert.Has(Dutch("ImportModel.TooLarge"), els.Text);
    }

    /// <summary>Folders of an upload with helpers, which no other test has at the same time.</summary>
    private static string[] Uploads() =>
        [
            .. Directory
                .GetDirectories(Path.GetTempPath(), "caregiversignal-import-*")
                .Where(folder => File.Exists(Path.Combine(folder, "helpers.csv"))),
        ];

    /// <summary>The lines of the newest import, each with whose it is.</summary>
    private Task<string> Lines() =>
        site.Joined(
            """
            select action || ' ' || coalesce(person, '-')
            from audit_log left join caregiver on caregiver.id = caregiver_id
            where action in ('import', 'add')
              and audit_log.id >= (select max(id) from audit_log where action = 'import' and object = 'details' and caregiver_id is null)
            order by audit_log.id
            """
        );

    internal static async Task TakeIn(Browser browser, params (string Name, string Text)[] files)
    {
        await browser.Open("/mensen/inlezen/bestanden");
        await Send(browser, files);
        await browser.Press(Dutch("ImportModel.Store"));
        Assert.Has(Dutch("ImportModel.Done"), browser.Text);
    }

    internal static async Task<Browser> Send(Browser browser, params (string Name, string Text)[] files)
    {
        using var body = new MultipartFormDataContent();
        body.Add(new StringContent(browser.Token.Value), browser.Token.Key);
        foreach (var (name, text) in files)
            body.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "bestanden", name);
        return await browser.Post("/mensen/inlezen/bestanden", body);
    }
}
