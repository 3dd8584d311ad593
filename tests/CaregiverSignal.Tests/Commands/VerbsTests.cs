using CaregiverSignal.Configuration;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.Web.Links;

namespace CaregiverSignal.Tests.Commands;

/// <summary>The verbs through the real program.</summary>
public sealed partial class VerbsTests : IDisposable
{
    /// <summary>Where nothing listens.</summary>
    private static readonly string[] Relay =
    [
        "--Mail:Mode=smtp",
        "--Mail:Security=none",
        "--Mail:Host=127.0.0.1",
        "--Mail:Port=1",
    ];

    private readonly ProgramFolder program = new(isBare: true);

    public void Dispose() => program.Dispose();

    [Theory]
    [InlineData]
    [InlineData("tick")]
    [InlineData("import")]
    [InlineData("export")]
    [InlineData("replay")]
    [InlineData("backtest")]
    [InlineData("score")]
    [InlineData("check")]
    [InlineData("resume-mail")]
    [InlineData("invite-coordinator")]
    public void Every_verb_has_help(params string[] verb)
    {
        var (code, output, error) = program.Run([.. verb, "--help"]);

        Assert.Equal((0, ""), (code, error));
        Assert.Has("Usage:", output);
        Assert.False(Directory.Exists(program.Path("data")));
    }

    [Theory]
    [InlineData("tik")]
    [InlineData("tick", "--when", "2026-03-01")]
    [InlineData("tick", "extra")]
    [InlineData("tick", "--at", "morgen")]
    [InlineData("tick", "--at", "03/01/2026")]
    [InlineData("tick", "--at", "9999-12-31")]
    [InlineData("tick", "--at")]
    [InlineData("tick", "--Mail:Mode")]
    [InlineData("import")]
    [InlineData("import", "a", "b")]
    [InlineData("import", "a", "--dry")]
    [InlineData("export")]
    [InlineData("export", "--out")]
    [InlineData("export", "--fhir")]
    [InlineData("import", "--fhir")]
    [InlineData("check", "everything")]
    [InlineData("invite-coordinator")]
    [InlineData("invite-coordinator", "a@example.org", "b@example.org")]
    public void Wrong_usage_ends_with_two_says_why_and_makes_nothing(params string[] args)
    {
        var (code, output, error) = program.Run(args);

        Assert.Equal((2, ""), (code, output));
        Assert.NotEmpty(error);
        Assert.Lacks("   at ", error);
        Assert.False(Directory.Exists(program.Path("data")));
    }

    /// <summary>What the server cannot read it takes for a name, and listens on port 80 of all addresses.</summary>
    [Theory]
    [InlineData("http://localhost:50x80")]
    [InlineData("http://localhost:99999")]
    [InlineData("http://localhost:005080")]
    [InlineData("http://localhost")]
    [InlineData("localhost:5080")]
    [InlineData("nonsense")]
    public void An_address_that_is_not_whole_stops_the_start(string address)
    {
        var (code, _, error) = program.Run($"--Urls={address}");

        Assert.Equal(1, code);
        Assert.Has($"Urls: has '{address}'; write http or https, a host and a port", error);
    }

    [Theory]
    [InlineData("--Urls=http://0.0.0.0:5080")]
    [InlineData("--Urls=http://localhost:5080;http://*:5081")]
    [InlineData("--Kestrel:Endpoints:Pages:Url=http://[::]:5080")]
    public void Pages_that_others_reach_in_the_clear_stop_the_start(string address)
    {
        foreach (var verb in new string[][] { [address], ["check", address] })
        {
            var (code, output, error) = program.Run(verb);

            Assert.Equal(1, code);
            Assert.Has("keys and answers go in the clear", output + error);
        }
    }

    [Fact]
    public void A_look_makes_nothing()
    {
        var (code, output, _) = program.Run("check");

        Assert.Equal(0, code);
        Assert.Has("none yet; the first start makes it", output);
        Assert.False(Directory.Exists(program.Path("data")));
        Assert.False(File.Exists(program.Path("data.mailfence")));
    }

    [Fact]
    public void What_is_refused_or_only_tried_before_the_first_start_leaves_no_store()
    {
        program.Write("in/people.csv", "person,enrolled,first_name,email\np1,2026-03-02,Anna,anna@example.org\n");
        program.Write("wrong/people.csv", "person,enrolled,first_name,email\np1,gisteren,Anna,anna@example.org\n");
        // Found out where it is stored: the last of three hundred is not born yet.
        program.Write(
            "unborn/people.csv",
            "person,enrolled,first_name,born\n"
                + string.Concat(
                    Enumerable.Range(1, 300).Select(n => $"p{n},2026-03-02,Anna,{(n < 300 ? 1960 : 2160)}\n")
                )
        );

        foreach (
            var (ends, verb) in new (int, string[])[]
            {
                (0, ["import", "in", "--dry-run"]),
                (1, ["import", "wrong"]),
                (1, ["import", "wrong", "--dry-run"]),
                (1, ["import", "unborn"]),
                (1, ["import", "unborn", "--dry-run"]),
                (1, ["import", "nergens"]),
                (1, ["import", "in/people.csv", "--map", "zorgsysteem"]),
                (1, ["import", "--fhir", "in"]),
                (1, ["invite-coordinator", "geen adres"]),
            }
        )
        {
            Assert.Equal(ends, program.Run(verb).Code);
            Assert.False(Directory.Exists(program.Path("data")), string.Join(' ', verb));
            Assert.False(File.Exists(program.Path("data.mailfence")));
        }

        Assert.Equal(0, program.Run("import", "in").Code);
        Assert.Has("people 0 new, 0 changed, 1 unchanged", program.Run("import", "in", "--dry-run").Output);
    }

    [Fact]
    public void Mail_is_not_resumed_where_there_is_no_store()
    {
        var (code, output, error) = program.Run("resume-mail");

        Assert.Equal((1, ""), (code, output));
        Assert.Has("is not there; are these the folder and the settings of the service?", error);
        Assert.False(Directory.Exists(program.Path("data")));
    }

    /// <summary>A disk that is not mounted, a folder that was moved: an empty store would follow nobody.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_store_that_is_gone_is_not_begun_anew(bool isEmptied)
    {
        program.Write("in/people.csv", "person,enrolled,first_name,email\np1,2026-03-02,Anna,anna@example.org\n");
        program.Run("import", "in");
        program.Run("tick", "--at", "2026-03-02T09:00:00Z");
        var guard = File.ReadAllText(program.Path("data.mailfence"));
        Directory.Move(program.Path("data"), program.Path("elsewhere"));
        if (isEmptied)
            program.Write("data/caregiversignal.db", "");

        foreach (var verb in new string[][] { [], ["tick"], ["import", "in"], ["check"] })
        {
            var (code, output, error) = program.Run(verb);

            Assert.Equal(1, code);
            Assert.Has("data.mailfence knows of it. Put the store back, or restore", output + error);
        }

        Assert.Equal(isEmptied, Directory.Exists(program.Path("data")));
        Assert.Equal(guard, File.ReadAllText(program.Path("data.mailfence")));

        if (isEmptied)
            Directory.Delete(program.Path("data"), recursive: true);
        Directory.Move(program.Path("elsewhere"), program.Path("data"));
        Assert.Equal(0, program.Run("tick", "--at", "2026-03-02T09:01:00Z").Code);
    }

    [Fact]
    public void A_tick_with_nothing_due_does_nothing()
    {
        var (code, output, error) = program.Run("tick");

        Assert.Equal((0, ""), (code, error));
        Assert.Matches(@"^0 items done at \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\.\n$", output);
    }

    [Fact]
    public void An_import_and_a_tick_write_the_invitation_and_the_same_tick_again_does_nothing()
    {
        program.Write("in/people.csv", "person,enrolled,first_name,email\np1,2026-03-02,Anna,anna@example.org\n");

        Assert.Equal(
            (0, "Would store: people 1 new, 0 changed, 0 unchanged; 0 check-ins, 0 answers, 0 events.\n", ""),
            program.Run("import", "in", "--dry-run")
        );
        Assert.Equal(
            (0, "Stored: people 1 new, 0 changed, 0 unchanged; 0 check-ins, 0 answers, 0 events.\n", ""),
            program.Run("import", "in")
        );
        Assert.Equal(
            (0, "2 items done at 2026-03-02T09:00:00Z.\n", ""),
            program.Run("tick", "--at", "2026-03-02T09:00:00Z")
        );
        Assert.Equal(
            (0, "0 items done at 2026-03-02T09:00:00Z.\n", ""),
            program.Run("tick", "--at", "2026-03-02T10:00+01:00")
        );
        Assert.Single(Directory.GetFiles(program.Path("data", "mail"), "*.eml"));
        Assert.Equal(
            (0, "Stored: people 0 new, 0 changed, 1 unchanged; 0 check-ins, 0 answers, 0 events.\n", ""),
            program.Run("import", "in")
        );
    }

    [Fact]
    public void A_broken_row_ends_an_import_with_one_and_nothing_stored()
    {
        program.Write("in/people.csv", "person,enrolled\np1,2026-03-02\np2,morgen\n");

        var (code, output, error) = program.Run("import", "in");

        Assert.Equal((1, ""), (code, output));
        Assert.Equal(
            "people.csv: row 3, column enrolled: 'morgen' is not a day; write 2026-03-31 or 2026-03-31T09:00:00Z\n",
            error
        );
        Assert.Equal((1, "", "nowhere: there is no such folder\n"), program.Run("import", "nowhere"));
    }

    [Fact]
    public void The_clock_of_a_store_only_goes_forward()
    {
        Assert.Equal(0, program.Run("tick", "--at", "2026-03-02").Code);

        var (code, output, error) = program.Run("tick", "--at", "2026-03-01T23:59:59Z");

        Assert.Equal((1, ""), (code, output));
        Assert.Equal("--at: the clock of this store stands at 2026-03-02T00:00:00Z, and only goes forward\n", error);
    }

    [Fact]
    public void While_nobody_said_how_mail_goes_nobody_is_asked_but_at_an_invented_time_which_means_the_folder()
    {
        program.Write("appsettings.json", "{}");
        program.Run("import", program.WritePeople(1, "2026-03-02"));

        var (code, _, error) = program.Run("tick");

        Assert.Equal(0, code);
        Assert.Has(
            "Nobody has said how mail goes, so no caregiver is asked. Set Mail:Mode to folder or smtp.\n",
            error
        );
        Assert.Empty(program.Query("select id from check_in"));
        var later = TimeProvider.System.GetUtcNow().AddDays(30).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        Assert.Equal(
            (0, ""),
            (program.Run("tick", "--at", later + "T09:00:00Z") is var (at, _, said) ? (at, said) : default)
        );
        Assert.Single(program.Query("select id from check_in"));
    }

    [Fact]
    public void A_start_in_another_folder_names_each_path_that_is_not_there_and_where_it_was_looked_for()
    {
        using var elsewhere = new TemporaryFolder();
        var questionnaires = program.Path("nowhere");

        Assert.Null(Installation.Load(["--Questionnaires:Folder=" + questionnaires], out var faults, elsewhere.Name));

        foreach (var missing in new[] { Path.Combine(elsewhere.Name, "appsettings.json"), questionnaires })
            Assert.Contains(
                faults,
                fault => fault.ToString() == $"{missing}: is not there; looked for it as {missing}"
            );
    }

    [Fact]
    public void An_invented_time_never_meets_a_relay()
    {
        var (code, _, error) = program.Run("tick", "--at", "2026-03-02", "--Mail:Mode=smtp", "--Mail:Host=127.0.0.1");
        Assert.Equal(
            (1, "--at: works only with Mail:Mode=folder, so that no real mail goes out at an invented time\n"),
            (code, error)
        );

        Assert.Equal(0, program.Run("tick", "--at", "2026-03-02").Code);
        foreach (var verb in new string[][] { ["tick"], [] })
        {
            var later = program.Run([.. verb, "--Mail:Mode=smtp", "--Mail:Host=127.0.0.1"]);
            Assert.Equal((1, ""), (later.Code, later.Output));
            Assert.Begins("This store has a simulated clock", later.Error);
        }
    }

    [Fact]
    public async Task A_tick_that_fails_says_which_job_at_what_and_where_and_nothing_of_anybody()
    {
        program.Write(
            "in/people.csv",
            "person,enrolled,first_name,email\np1,2026-03-02,Anna,anna@example.org\np2,2026-03-02,Bert,bert@example.org\n"
        );
        program.Run("import", "in");
        await InStore("update caregiver set born = '2000-13-45' where person = 'p1'");

        var (code, output, error) = program.Run("tick", "--at", "2026-03-02T09:00:00Z");

        Assert.Equal((1, "2 items done at 2026-03-02T09:00:00Z.\n"), (code, output));
        // Where depends on what the compiler of the package put together.
        Assert.Matches(
            @"^Job 'invite' failed at item 1 with UnreadableRowException in CaregiverSignal\.[\w.]+; the item is tried again in an hour\.\n$",
            error
        );
        Assert.Lacks("2000-13-45", error);
    }

    [Fact]
    public async Task Check_names_the_rows_that_cannot_be_read_and_what_stays_aside_and_fails()
    {
        program.Write(
            "in/people.csv",
            "person,enrolled,first_name,email\np1,2026-03-02,Anna,anna@example.org\np2,2026-03-02,Bert,bert@example.org\n"
        );
        program.Run("import", "in");
        await InStore("update caregiver set born = '2000-13-45' where person = 'p1'");

        var unreadable = program.Run("check");
        Assert.Equal(1, unreadable.Code);
        Assert.Matches(
            "FAIL  store .* rows that cannot be read, so that nothing happens with them: Caregiver 1\n",
            unreadable.Output
        );
        program.Run("tick", "--at", "2026-03-02T09:00:00Z");
        Assert.Has(
            "warn  work           1 items failed and wait an hour before they are tried again",
            program.Run("check").Output
        );
        program.Run("tick", "--at", "2026-03-02T10:01:00Z");

        Assert.Has(
            "FAIL  work           job 'invite' cannot do 1 item, aside since 2026-03-02 10:00: number 1 (UnreadableRowException, 2 times)\n",
            program.Run("check").Output
        );
    }

    [Fact]
    public async Task A_verb_that_meets_a_row_it_cannot_read_says_so_in_a_line()
    {
        program.Write("in/people.csv", "person,enrolled,first_name,email\np1,2026-03-02,Anna,anna@example.org\n");
        program.Run("import", "in");
        await InStore("update caregiver set born = '2000-13-45'; update site_clock set at = 'nu'");

        var said = new List<string>();
        foreach (var verb in new string[][] { ["import", "in"], ["export", "--out", "out"], ["tick"], ["resume-mail"] })
        {
            var (_, _, error) = program.Run(verb);
            said.Add(error);
            Assert.Lacks("   at ", error);
            Assert.Lacks("2000-13-45", error);
        }

        Assert.Contains(said, error => error.Contains("'check' names what cannot be read."));
    }

    [Fact]
    public void A_tick_beside_another_program_on_the_store_is_refused()
    {
        var store = new SqliteFile(program.Path("data", "caregiversignal.db"));
        using var other = FileLock.TryTake(store.Path + ".running", store);

        var (code, output, error) = program.Run("tick");

        Assert.Equal(
            (1, "", $"{store.Path}: is in use by the service or another command; stop that first\n"),
            (code, output, error)
        );
    }

    [Fact]
    public void A_check_of_a_sound_installation_has_a_good_line_for_everything()
    {
        (
            program.Environment["SupportPoint__Name"],
            program.Environment["SupportPoint__Phone"],
            program.Environment["SupportPoint__Email"]
        ) = ("De Linde", "088 123 45 67", "post@delinde.example");
        program.Run("tick");
        program.FillIn([
            .. PageSettings
                .Keys.Where(key => key.StartsWith("Privacy:", StringComparison.Ordinal))
                .Select(key => (key, (string?)"wat het steunpunt zegt")),
            ("Safety:OutOfHoursDoctor", "088 111 22 33"),
            ("Safety:CrisisService", "088 111 22 33"),
            ("Safety:Officer", "088 111 22 33"),
            (PageSettings.CheckedOn, "2026-03-31"),
        ]);

        var (code, output, error) = program.Run("check");

        Assert.Equal((0, ""), (code, error));
        var subjects = output
            .TrimEnd()
            .Split('\n')
            .Select(line => line.Split("  ", StringSplitOptions.RemoveEmptyEntries))
            .ToList();
        Assert.Each(subjects, line => Assert.Equal("ok", line[0].Trim()));
        Assert.Equal(
            [
                "addresses",
                "alerts",
                "audit log",
                "backup",
                "clock",
                "configuration",
                "coordinators",
                "disk",
                "files",
                "guard",
                "keys",
                "mail",
                "mail held",
                "mail ledger",
                "privacy",
                "questionnaire",
                "safety",
                "signatures",
                "starting now",
                "store",
                "work",
            ],
            subjects.Select(line => line[1].Trim()).Distinct().Order(StringComparer.Ordinal)
        );
        Assert.Has("ok    questionnaire  24 in order, 19 with words, 9 in the plan\n", output);
        Assert.Has("ok    starting now   asks 0 people whose check-in is due\n", output);
    }

    [Fact]
    public void What_is_still_a_sample_is_told_and_stops_whoever_would_mail_people_with_it()
    {
        var looked = program.Run("check");
        Assert.Equal(0, looked.Code);
        Assert.Has(
            "warn  settings       SupportPoint:Phone is still the sample '088 000 00 00', which nobody answers",
            looked.Output
        );

        Assert.Equal(1, program.Run(["--Urls=http://127.0.0.1:0", .. Relay]).Code);
        Assert.False(File.Exists(program.Path("data", "caregiversignal.db")));
        foreach (
            var verb in new string[][]
            {
                ["check", .. Relay],
                ["tick", .. Relay],
                ["--Urls=http://127.0.0.1:0", .. Relay],
            }
        )
        {
            var (code, output, error) = program.Run(verb);

            Assert.Equal(1, code);
            var told = verb[0] == "check" ? output : error;
            foreach (
                var key in new[] { "SupportPoint:Name", "SupportPoint:Phone", "SupportPoint:Email", "Site:BaseUrl" }
            )
                Assert.Matches($"(?m)^(FAIL  settings       |settings: ){key}:? is ", told);
        }

        Assert.Equal(0, program.Run(["tick", .. Relay, .. Some.RealSupportPoint]).Code);
        Assert.Has(
            "so the links in mails would lead to the reader's own machine",
            program.Run(["tick", .. Relay, .. Some.RealSupportPoint, "--Site:BaseUrl=http://localhost:5080"]).Error
        );
    }

    /// <summary>Nobody writes https to this machine by accident: a proxy does it, in a trial.</summary>
    [Theory]
    [InlineData("https://127.0.0.1")]
    [InlineData("https://localhost")]
    public void Https_on_this_machine_is_a_trial_and_stops_nothing(string address)
    {
        var (code, output, _) = program.Run(["check", .. Relay, .. Some.RealSupportPoint, "--Site:BaseUrl=" + address]);

        Assert.Matches(
            "(?m)^warn  settings       Site:BaseUrl is .*the links in mails open on this machine only",
            output
        );
        Assert.DoesNotMatch("(?m)^FAIL  settings", output);
        Assert.Equal(0, program.Run(["tick", .. Relay, .. Some.RealSupportPoint, "--Site:BaseUrl=" + address]).Code);
    }

    [Fact]
    public void What_the_pages_of_settings_hold_is_not_guessed_where_the_store_is_away()
    {
        Assert.Has("is still the sample", program.Run("check").Output);

        var (code, output, _) = program.Run(
            "check",
            "--Storage:Provider=postgres",
            $"--Storage:Connection=Host={program.Path("nergens")};Database=store;Username=nobody"
        );

        Assert.Equal(1, code);
        Assert.Has("FAIL  store ", output);
        Assert.Has("ok    questionnaire ", output);
        foreach (var unknown in new[] { "is still the sample", "privacy ", "safety ", Defaults.Name })
            Assert.Lacks(unknown, output);
    }

    [Theory]
    [InlineData("http://vragen.example.org", "http carries keys and answers in the clear")]
    [InlineData("https://vragen.example.org", "https must be done by a proxy", "http://0.0.0.0:0")]
    public void An_address_that_is_not_safe_as_it_stands_fails_the_check_and_stops_the_start(
        string address,
        string told,
        string listens = "http://127.0.0.1:0"
    )
    {
        var (code, output, _) = program.Run("check", "--Urls=" + listens, "--Site:BaseUrl=" + address);
        Assert.Equal(1, code);
        Assert.Matches("FAIL  settings .*" + told, output);

        var start = program.Run("--Urls=" + listens, "--Site:BaseUrl=" + address);
        Assert.Equal((1, ""), (start.Code, start.Output));
        Assert.Has(told, start.Error);
    }

    [Theory]
    [InlineData("--Urls=http://0.0.0.0:5080", "--Site:Proxies=127.0.0.1")]
    [InlineData("--Urls=http://localhost:5080")]
    [InlineData("--Urls=https://127.0.0.1:5443")]
    [InlineData("--Kestrel:Endpoints:Pages:Url=https://127.0.0.1:5443")]
    public void An_https_address_with_its_proxy_named_or_with_tls_of_its_own_is_in_order(params string[] settings)
    {
        Assert.Lacks(
            "Site:Proxies",
            program.Run(["check", "--Site:BaseUrl=https://vragen.example.org", .. settings]).Output
        );
    }

    [Fact]
    public void Check_tells_whom_starting_would_ask_and_who_follows_people_without_having_come_in()
    {
        program.Write(
            "in/people.csv",
            """
            person,enrolled,first_name,email,channel,coordinator
            p1,2026-03-02,Anna,anna@example.org,email,marja@example.org
            p2,2026-03-02,Bert,bert@example.org,email,marja@example.org
            p3,2026-03-02,Cor,,phone,marja@example.org
            p4,2099-03-02,Dirk,dirk@example.org,email,els@example.org

            """
        );
        program.Run("import", "in");

        var (_, output, _) = program.Run("check");

        Assert.Has("ok    starting now   asks 3 people whose check-in is due\n", output);
        Assert.Has(
            "warn  coordinators   2 who follow people cannot look after them: marja@example.org (3 people), els@example.org (1 person); see invite-coordinator\n",
            output
        );
        Assert.False(
            Directory.Exists(program.Path("data", "mail"))
                && Directory.EnumerateFiles(program.Path("data", "mail")).Any()
        );
        program.Run("tick", "--at", "2026-03-02T09:00:00Z");
        Assert.Has("asks 0 people", program.Run("check").Output);
    }

    /// <summary>It waits for the other as long as a form would.</summary>
    [LargeFact]
    public void A_store_that_another_tool_holds_is_told()
    {
        program.Run("tick");
        using var other = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={program.Database};Pooling=False");
        other.Open();
        using var hold = other.CreateCommand();
        hold.CommandText = "begin immediate";
        hold.ExecuteNonQuery();

        var (code, output, _) = program.Run("check");

        Assert.Equal(1, code);
        Assert.Has($"FAIL  store          {program.Database}: another program holds the database.\n", output);
    }

    [Fact]
    public void A_store_that_others_can_read_is_refused_with_the_command_that_mends_it()
    {
        // Rights are others there.
        if (OperatingSystem.IsWindows())
            return;
        program.Run("tick");
        var store = program.Path("data", "caregiversignal.db");
        File.SetUnixFileMode(store, (UnixFileMode)Convert.ToInt32("644", 8));

        var (code, output, error) = program.Run("tick");

        Assert.Equal((1, ""), (code, output));
        Assert.Equal(
            $"{store}: others on this machine can read or change it (rights 644), and it holds health data. Mend it with: chmod 600 {store}\n",
            error
        );
        Assert.Has($"Mend it with: chmod 600 {store}", program.Run("check").Output);
        File.SetUnixFileMode(store, (UnixFileMode)Convert.ToInt32("600", 8));
        Assert.Equal(0, program.Run("tick").Code);
    }

    [Fact]
    public void A_data_folder_that_holds_only_what_is_ours_is_closed_to_others_without_a_word()
    {
        // Rights are others there.
        if (OperatingSystem.IsWindows())
            return;
        program.Run("tick");
        File.SetUnixFileMode(program.Path("data"), (UnixFileMode)Convert.ToInt32("755", 8));

        Assert.Equal((0, ""), (program.Run("tick").Code, program.Run("check").Error));

        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(program.Path("data"))
        );
    }

    [Theory]
    [InlineData("geen adres", "is not one mail address")]
    [InlineData("a@b.nl, c@d.nl", "is not one mail address")]
    public void A_check_of_mail_wants_one_address(string address, string problem)
    {
        var (code, output, error) = program.Run("check", "--mail", address);

        Assert.Equal((1, ""), (code, output));
        Assert.Has(problem, error);
    }

    [Fact]
    public async Task A_check_of_mail_tries_the_relay_that_was_filled_in_on_the_pages()
    {
        await using var relay = SmtpListener.Start();
        await program.RunAsync("tick");
        program.FillIn(
            ("Mail:Mode", "smtp"),
            ("Mail:Host", "127.0.0.1"),
            ("Mail:Port", relay.Port.ToString(CultureInfo.InvariantCulture)),
            ("Mail:Security", "none")
        );

        var (code, output, _) = await Task.Run(() => program.Run("check", "--mail", "marja@example.org"));

        Assert.True(code == 0, output);
        Assert.Equal("marja@example.org", ReadMail.From(Assert.Single(relay.Messages).Bytes).To.Address);
    }

    [Fact]
    public void Check_tells_the_version_that_findings_get()
    {
        var own = RuleSet.Of(Some.Rules(("Nearness:Amber", 4), ("Nearness:Red", 8))).Version;

        Assert.Has($"; rules {RuleSettings.Version}\n", program.Run("check").Output);
        Assert.Has(
            $"; rules {own}\n",
            program.Run("check", "--Signals:Nearness:Red=8", "--Signals:Nearness:Amber=4").Output
        );
    }

    [Fact]
    public async Task Each_setting_is_shown_with_where_it_came_from_and_no_secret_is()
    {
        program.Environment["Mail__PerDay"] = "90";

        using var check = program.Start("check", "--settings", "--Mail:PerMinute=7", "--Mail:Password=geheim");
        var (code, output, _) = await check.EndAsync();

        Assert.Equal(0, code);
        Assert.Each(
            [
                "Mail:PerMinute = 7 (command line)",
                "Mail:PerDay = 90 (environment)",
                "Mail:Password = (secret) (command line)",
                "Mail:Mode = folder (default)",
                "Mail:From = steunpunt@example.org (default)",
                "Mail:User = nothing (default)",
                "Site:BaseUrl = http://localhost:5080 (default)",
                "Enrolment:Open = true (default)",
            ],
            line => Assert.Contains(line, output.Split('\n'))
        );
        Assert.Lacks("geheim", output);
    }

    [Fact]
    public void A_mail_folder_that_others_can_look_into_is_told_and_fails_nothing()
    {
        if (OperatingSystem.IsWindows())
            return;
        Directory.CreateDirectory(program.Path("data/mail"), (UnixFileMode)Convert.ToInt32("755", 8));

        var (code, output, _) = program.Run("check");

        Assert.Equal(0, code);
        Assert.Has("warn  mail ", output);
        Assert.Has("chmod 700", output);
    }

    [Fact]
    public void A_mail_folder_that_cannot_be_one_fails_the_check_and_the_rest_is_still_looked_at()
    {
        program.Write("data/mail", "a file, no folder");

        var (code, output, _) = program.Run("check");

        Assert.Equal(1, code);
        Assert.Has("FAIL  mail ", output);
        Assert.Has("ok    disk", output);
    }

    [Theory]
    [InlineData(null, "developer certificate")]
    [InlineData("/nergens.pfx", "Could not find file '/nergens.pfx'.")]
    [InlineData("no.pfx", "the certificate named there cannot be read (ASN1 corrupted data)")]
    public void Where_a_certificate_is_missing_or_none_the_check_says_that_the_pages_cannot_open_as_starting_does(
        string? file,
        string why
    )
    {
        program.Write("no.pfx", "no certificate");
        string[] settings =
        [
            "--Urls=https://127.0.0.1:0",
            .. file is null ? [] : new[] { $"--Kestrel:Certificates:Default:Path={program.Path(file)}" },
        ];

        var (_, checking, _) = program.Run(["check", .. settings]);
        var (code, _, starting) = program.Run(settings);

        Assert.Has("FAIL  addresses      The pages cannot open by Urls", checking);
        Assert.Has(why, checking);
        Assert.Equal(1, code);
        Assert.Has(why, starting);
    }

    [Fact]
    public void A_relay_that_is_not_there_fails_the_check()
    {
        var (code, output, _) = program.Run(["check", .. Relay]);

        Assert.Equal(1, code);
        Assert.Has("FAIL  mail           relay 127.0.0.1 port 1: ", output);
    }

    [Fact]
    public async Task A_check_tries_no_sign_in_while_the_service_waits_after_one_that_was_refused()
    {
        program.Run("import", "--dry-run", ".");
        using (var database = await Database.OpenAsync(program.Path("data", "caregiversignal.db")))
        {
            await database.WriteAsync(transaction =>
                SendHoldTable.Set(
                    transaction,
                    new Relay { Stage = "auth", PausedUntil = TimeProvider.System.GetUtcNow().AddMinutes(30) }
                )
            );
        }

        var (code, output, _) = program.Run(["check", .. Relay]);

        Assert.Equal(1, code);
        Assert.Has(
            "FAIL  mail           relay 127.0.0.1 port 1 refused the sign-in, and is not tried again before ",
            output
        );
    }

    [Fact]
    public void A_store_that_is_no_database_fails_the_check_and_every_verb_without_a_stack_trace()
    {
        Assert.Equal(0, program.Run("tick").Code);
        program.Write("data/caregiversignal.db", new string('x', 5000));

        var (code, output, _) = program.Run("check");
        Assert.Equal(1, code);
        Assert.Has("FAIL  store ", output);
        Assert.Has("is not a SQLite database", output);

        var tick = program.Run("tick");
        Assert.Equal((1, ""), (tick.Code, tick.Output));
        Assert.Equal(
            $"{program.Path("data", "caregiversignal.db")}: is damaged or is not a SQLite database. Restore a backup.\n",
            tick.Error
        );
    }

    [Fact]
    public void An_unreadable_questionnaire_stops_every_verb_with_file_place_and_rule()
    {
        var file = program.Path("questionnaires", "csi-v1.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"version\": 1", "\"version\": 0"));
        program.Write("in/people.csv", "person,enrolled\np1,2026-03-02\n");

        foreach (
            var args in new string[][]
            {
                [],
                ["tick"],
                ["import", "in"],
                ["check"],
                ["invite-coordinator", "a@example.org"],
                ["score", "csi"],
            }
        )
        {
            var (code, output, error) = program.Run(args);
            Assert.True(code == 1, $"{string.Join(' ', args)}: {code}");
            Assert.Has("csi-v1.json: version: ", output + error);
            Assert.Lacks("   at ", error);
        }

        Assert.False(Directory.Exists(program.Path("data")));
    }

    [Fact]
    public void A_folder_of_questionnaires_that_is_not_there_is_named()
    {
        Directory.Delete(program.Path("questionnaires"), recursive: true);

        var (code, output, _) = program.Run("check");

        Assert.Equal(1, code);
        Assert.Has("questionnaires", output);
        Assert.Begins("FAIL  configuration", output);
    }

    [Fact]
    public void A_settings_file_that_is_no_json_is_named_with_its_line()
    {
        program.Write("appsettings.json", "{\n  \"Mail\": {\n    \"Mode\": folder\n  }\n}\n");

        var (code, output, error) = program.Run("tick");

        Assert.Equal((1, ""), (code, output));
        Assert.Begins("appsettings.json: line 3, column 14: is not JSON: ", error);
        Assert.Lacks("LineNumber", error);
        Assert.Lacks("   at ", error);
    }

    [Fact]
    public void Every_wrong_setting_stops_a_verb_before_anything_is_made()
    {
        program.Write("appsettings.json", "{ \"Mail\": { \"Port\": \"x\", \"Colour\": 1 } }");

        var (code, output, error) = program.Run("tick");

        Assert.Equal((1, ""), (code, output));
        Assert.Equal(2, error.TrimEnd().Split('\n').Length);
        Assert.Has("settings: Mail:Port: is 'x'; allowed is a whole number from 1 to 65535", error);
        Assert.False(Directory.Exists(program.Path("data")));
    }

    [Fact]
    public void The_mailbox_that_a_login_shell_names_is_no_setting()
    {
        program.Environment["MAIL"] = "/var/mail/marja";

        Assert.Equal(0, program.Run("check").Code);
    }

    [Fact]
    public void The_command_line_goes_before_the_environment_and_the_environment_before_the_file()
    {
        program.Write(
            "appsettings.json",
            "{ \"SupportPoint\": { \"Name\": \"file\", \"Phone\": \"088 000 00 00\" }, \"Site\": { \"BaseUrl\": \"https://file.example.org\" } }"
        );
        program.Environment["SupportPoint__Name"] = "environment";
        program.Environment["Site__BaseUrl"] = "https://environment.example.org";
        Assert.Has("environment; links begin with https://environment.example.org", program.Run("check").Output);

        Assert.Has(
            "environment; links begin with https://line.example.org",
            program.Run("check", "--Site:BaseUrl=https://line.example.org").Output
        );
        Assert.Has(
            "environment; links begin with https://line.example.org",
            program.Run("check", "--Site:BaseUrl", "https://line.example.org").Output
        );
    }

    [Fact]
    public async Task A_coordinators_link_is_the_only_thing_printed_and_its_key_is_not_in_the_store()
    {
        var (code, output, error) = program.Run("invite-coordinator", "Els@Example.org", "--name", "Els");

        Assert.Equal(0, code);
        var link = Link().Match(output);
        Assert.True(link.Success, output);
        Assert.Has("within 24 hours", error);
        using var database = await Database.OpenAsync(program.Path("data", "caregiversignal.db"));
        Assert.Equal(
            "Els",
            await database.ReadAsync(async transaction =>
                await transaction.One<string>("select name from coordinator where email = 'els@example.org'")
            )
        );
        Assert.NotNull(
            await database.ReadAsync(transaction =>
                CaregiverSignal.Invitations.LinkTable.Find(
                    transaction,
                    KeyPurpose.SignIn,
                    link.Groups[1].Value,
                    DateTimeOffset.MinValue
                )
            )
        );
        Assert.Equal(
            0,
            await database.ReadAsync(transaction =>
                transaction.One<long>(
                    "select count(*) from link where key_hash like '%' || @key || '%'",
                    new { key = link.Groups[1].Value }
                )
            )
        );
    }

    [Fact]
    public void Bad_addresses_and_names_are_all_named_and_no_link_is_made()
    {
        var (code, output, error) = program.Run("invite-coordinator", "Els", "--name", "a\u0007b");

        Assert.Equal((1, ""), (code, output));
        Assert.Equal(
            "invite-coordinator: Els: is not one mail address, as naam@example.org\n"
                + "invite-coordinator: --name: 'a·b' has a control character or a line break in it; allowed are visible characters on one line\n",
            error
        );
    }

    private async Task InStore(string sql)
    {
        using var database = await Database.OpenAsync(program.Path("data", "caregiversignal.db"));
        await database.WriteAsync(transaction => transaction.Execute(sql));
    }

    [GeneratedRegex(@"^http://localhost:5080/i/([A-Za-z0-9_-]{43})\n$")]
    private static partial Regex Link();
}
