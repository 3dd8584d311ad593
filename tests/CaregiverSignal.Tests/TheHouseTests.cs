using System.Text.RegularExpressions;
using System.Xml.Linq;
using CaregiverSignal.Files;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests;

/// <summary>Keeps the house as style.md describes it, by reading the source.</summary>
public sealed partial class TheHouseTests
{
    /// <summary>In their order: a room uses those before it, and never those after it.</summary>
    internal static readonly string[] Rooms =
    [
        // The ground knows nothing of caregivers.
        "Text",
        "Files",
        "Time",
        "Metrics",
        "Storage",
        "Record",
        "Questionnaires",
        "Mail.Letters",
        "Mail.Senders",
        "Mail",
        "Mail.Ledger",
        "Mail.Inbound",
        "Mail.RestoreGuard",
        "Mail.Sending",
        "Backup",
        "Web.Limits",
        "Web.Links",
        "Web",
        "Web.Sessions",
        "Web.Fields",
        // The path is the way that one caregiver's data takes.
        "People",
        "CheckIns",
        "Invitations",
        "Referrals",
        "Safety",
        "Answers",
        "Answers.Form",
        "Answers.Leaving",
        "Answers.Landing",
        "Delivery",
        "Scores",
        "Trends",
        "Charts",
        "Signals.Rules",
        "Signals.Life",
        "Signals.Hindsight",
        "Feedback",
        "Tips",
        "Staff.Credentials",
        "Staff.Accounts",
        "Staff",
        "Staff.SignIn",
        "Enrolments",
        "Caseload",
        "Alerts",
        "Desk",
        "Desk.OwnAccount",
        "Desk.Absence",
        "Desk.Accounts",
        "Desk.Entry",
        "Desk.Tips",
        "Desk.MailLedgerPages",
        "Desk.Register",
        "Desk.People",
        "Desk.Details",
        "Desk.Letters",
        "Desk.Caseloads",
        "Desk.Case.Agreements",
        "Desk.Case.Who",
        "Desk.Case.Care",
        "Desk.Case.OwnWords",
        "Desk.Case.Help",
        "Desk.Case.Reasons",
        "Desk.Case.Actions",
        "Desk.Case.Call",
        "Desk.Case.Safety",
        "Desk.Case.Consult",
        "Desk.Case.Course",
        "Desk.Case.Given",
        "Desk.Case.Timeline",
        "Desk.ToDo",
        "Desk.Case",
        "Desk.Consents",
        "Desk.CodeOnPaper",
        "Desk.Help",
        "Desk.Safety",
        "Desk.OnVisit",
        "Desk.Situations",
        "Desk.Worklist",
        "Sharing",
        // The roof puts it together.
        "Retention",
        "Privacy",
        "Configuration",
        "Administration",
        "Import",
        "Export",
        "Erasure",
        "OwnPage",
        "Hosting",
        "Demo",
        "Cli",
        "Cli.Checks",
        "Cli.Hindsight",
    ];

    /// <summary>Each table's and view's home: there alone it is written, and nobody before it reads it.</summary>
    internal static readonly Dictionary<string, string> Homes = new()
    {
        ["aside"] = "Storage",
        ["commit_mark"] = "Storage",
        ["schema_version"] = "Storage",
        ["site_clock"] = "Storage",
        ["trouble"] = "Storage",
        ["record"] = "Record",
        ["record_seal"] = "Record",
        ["record_listed"] = "Record",
        ["used_file"] = "Questionnaires",
        ["mail"] = "Mail.Ledger",
        ["mail_bytes"] = "Mail.Ledger",
        ["write_mark"] = "Storage",
        ["lead"] = "Storage",
        ["shared_key"] = "Storage",
        ["mail_relay"] = "Mail.Ledger",
        ["late_mail"] = "Mail.Ledger",
        ["mail_return"] = "Mail.Inbound",
        ["undelivered_mail"] = "Mail.Inbound",
        ["mail_address"] = "Mail.Inbound",
        ["send_hold"] = "Mail.RestoreGuard",
        ["limit_count"] = "Web.Limits",
        ["session"] = "Web.Sessions",
        ["caregiver"] = "People",
        ["mailed_caregiver"] = "People",
        ["care_situation"] = "People",
        ["further_care"] = "People",
        ["caring"] = "People",
        ["situation"] = "People",
        ["helper"] = "People",
        ["detail_change"] = "People",
        ["shared_link"] = "People",
        ["page_code"] = "People",
        ["coordinator"] = "People",
        ["event"] = "People",
        ["consent"] = "People",
        ["agreement"] = "People",
        ["staff_task"] = "People",
        ["check_in"] = "CheckIns",
        ["check_in_not_mailed"] = "CheckIns",
        ["time_taken"] = "CheckIns",
        ["link"] = "Invitations",
        ["own_visit"] = "Invitations",
        ["help"] = "Referrals",
        ["help_step"] = "Referrals",
        ["safety_step"] = "Safety",
        ["response"] = "Answers",
        ["answer"] = "Answers",
        ["typed_in"] = "Answers",
        ["disowned"] = "Answers",
        ["disowned_response"] = "Answers",
        ["disowned_answer"] = "Answers",
        ["disowned_score"] = "Scores",
        ["mail_to_present_address"] = "Delivery",
        ["retention"] = "Retention",
        ["score"] = "Scores",
        ["signal"] = "Signals.Life",
        ["finding"] = "Signals.Life",
        ["action"] = "Signals.Life",
        ["notification"] = "Signals.Life",
        ["rule_set"] = "Signals.Life",
        ["tip"] = "Tips",
        ["enrolment"] = "Enrolments",
        ["team"] = "People",
        ["seen_in_team"] = "People",
        ["standing_in"] = "Staff.Accounts",
        ["passed_on"] = "Staff.Accounts",
        ["uncovered"] = "Staff.Accounts",
        ["followed_check"] = "Caseload",
        ["consultation"] = "Caseload",
        ["passkey"] = "Staff.Credentials",
        ["passkey_challenge"] = "Staff.Credentials",
        ["authenticator"] = "Staff.Credentials",
        ["recovery_code"] = "Staff.Credentials",
        ["erased_hash"] = "People",
        ["erasure"] = "Erasure",
        ["setting_change"] = "Configuration",
    };

    /// <summary>Files that may write where they are not at home, each with its reason.</summary>
    private static readonly Dictionary<string, string[]> Writers = new()
    {
        // An import alone moves somebody behind the check-ins that were asked elsewhere, or to the coordinator of its file.
        ["Import/ImportTable.cs"] = ["caregiver"],
    };

    /// <summary>Decisions: the same input, the same output, wherever and whenever.</summary>
    private static readonly string[] Pure =
    [
        "CheckIns/Schedule.cs",
        "CheckIns/Plan.cs",
        "Scores/Scoring.cs",
        "Scores/ScaleValue.cs",
        "Trends/*.cs",
        "Signals/Rules/*.cs",
        "Signals/Hindsight/*.cs",
        "Mail/Ledger/Retry.cs",
        "Mail/Ledger/Relay.cs",
        "Mail/Ledger/MailKind.cs",
        "Mail/RestoreGuard/ResumePlan.cs",
        "Mail/Inbound/Returned*.cs",
        "Mail/Inbound/ReturnVerdict.cs",
        "Mail/Inbound/ReplyWords.cs",
        "Mail/Letters/ReturnAddress.cs",
        "Delivery/ReturnMatch.cs",
        "Caseload/WorklistOrder.cs",
        "Caseload/Followed.cs",
        "Caseload/AlertBudget.cs",
        "Desk/Case/Call/CallPlan.cs",
        "Desk/Case/Call/InPlace.cs",
        "Desk/Entry/Entering.cs",
        "Desk/Help/HelpOffers.cs",
        "Referrals/HelpRoad.cs",
        "Time/WorkingDays.cs",
        "Questionnaires/Instrument.cs",
    ];

    private static string Source => System.IO.Path.Combine(Some.Root, "src", "CaregiverSignal");

    [Fact]
    public void No_text_is_written_twice_under_one_name()
    {
        Assert.NotEmpty(Resources());
        var twice =
            from resource in Resources()
            from name in XDocument
                .Load(System.IO.Path.Combine(Source, resource))
                .Root!.Elements("data")
                .Select(one => (string)one.Attribute("name")!)
                .GroupBy(name => name)
            where name.Count() > 1
            select $"{resource}: {name.Key}";

        Assert.Empty(twice);
    }

    [Fact]
    public void A_room_uses_the_rooms_before_it()
    {
        var compiled = RoomUses
            .Of(typeof(Fault).Assembly)
            .Where(use => IsOurs(use.By) && IsOurs(use.Used))
            .Select(use => Use.OfTypes(use.By, use.Used))
            .ToList();
        // Constants leave no trace in what is compiled; their rooms stand in the using lines.
        var written =
            from file in Code()
            from Match line in UsingLine().Matches(Read(file))
            select new Use(file, line.Value, RoomOf(file), line.Groups[1].Value);

        var wrong = compiled.Concat(written).Where(use => !use.IsAllowed).Select(use => $"{use.By} uses {use.Used}");

        Assert.Empty(wrong.Distinct());
        Assert.True(compiled.Count > 3000);
    }

    [Theory]
    [InlineData("CaregiverSignal.People.Caregiver", "CaregiverSignal.Text.Texts", true)]
    [InlineData("CaregiverSignal.People.Caregiver", "CaregiverSignal.People.Silence", true)]
    [InlineData("CaregiverSignal.Program", "CaregiverSignal.Cli.Verbs", true)]
    [InlineData("CaregiverSignal.Text.Texts", "CaregiverSignal.People.Caregiver", false)]
    [InlineData("CaregiverSignal.Mail.Ledger.Retry", "CaregiverSignal.Mail.Sending.MailLoop", false)]
    [InlineData("CaregiverSignal.People.Caregiver", "CaregiverSignal.Attic.Box", false)]
    [InlineData("CaregiverSignal.Attic.Box", "CaregiverSignal.Text.Texts", false)]
    public void A_use_against_the_order_or_of_a_room_that_does_not_exist_is_noticed(
        string by,
        string used,
        bool isAllowed
    ) => Assert.Equal(isAllowed, Use.OfTypes(by, used).IsAllowed);

    [Fact]
    public void Every_folder_is_a_room_and_every_room_a_folder()
    {
        var folders = Code().Select(RoomOf).Where(room => room.Length > 0).Distinct();

        Assert.Equal(Rooms.Order(StringComparer.Ordinal), folders.Order(StringComparer.Ordinal));
    }

    /// <summary>The formatter breaks what it can; a sentence and a name stay whole, a statement does not.</summary>
    [Fact]
    public void A_line_of_code_has_at_most_120_columns()
    {
        var tooLong = new List<string>();
        foreach (var file in Files("*.cs"))
        {
            var isInText = false;
            foreach (var (place, line) in Read(file).Split('\n').Index())
            {
                var mayBeLong = isInText
                    ? !file.EndsWith("Table.cs", StringComparison.Ordinal)
                    : line.Contains('"', StringComparison.Ordinal);
                if (line.Length > 120 && !mayBeLong)
                    tooLong.Add($"{file}:{place + 1}");
                if (line.Split("\"\"\"").Length % 2 == 0)
                    isInText = !isInText;
            }
        }

        Assert.Empty(tooLong);
    }

    [Fact]
    public void Only_the_list_of_verbs_stands_in_the_root() =>
        Assert.Equal(["Program.cs"], Files("*.cs").Where(file => RoomOf(file).Length == 0));

    [Fact]
    public void A_type_stands_in_the_namespace_of_its_folder()
    {
        var wrong =
            from file in Files("*.cs")
            let name = NamespaceLine().Match(Read(file)).Groups[1].Value
            where file != "Program.cs" && name != "CaregiverSignal." + RoomOf(file)
            select $"{file}: {name}";

        Assert.Empty(wrong);
    }

    [Fact]
    public void Sql_stands_in_tables_and_in_the_storage_room()
    {
        var wrong = Code()
            .Where(file => !file.EndsWith("Table.cs", StringComparison.Ordinal) && RoomOf(file) != "Storage")
            .Where(file => Sql().IsMatch(WithoutComments(Read(file))));

        Assert.Empty(wrong);
    }

    [Fact]
    public void Each_table_has_a_home()
    {
        using var store = Some.Installation();

        var tables = store.Database.Read(transaction =>
            transaction.All<string>(
                """
                select name from sqlite_master where type in ('table', 'view') and name not like 'sqlite_%' and name not like 'qrtz_%' order by name
                """
            )
        );

        Assert.Equal(tables.Order(StringComparer.Ordinal), Homes.Keys.Order(StringComparer.Ordinal));
        Assert.Each(Homes.Values, home => Assert.Contains(home, Rooms));
    }

    [Fact]
    public void A_table_is_written_at_home_and_read_there_and_after()
    {
        Assert.Empty(Code().SelectMany(file => WrongStatementsIn(file, Read(file))).Distinct());
        Assert.True(Code().Sum(file => TablesOf(file).Count()) > 400);
        Assert.Each(Writers, one => Assert.Each(one.Value, table => Assert.Contains((table, true), TablesOf(one.Key))));
    }

    [Theory]
    [InlineData("People/CaregiverTable.cs", "update caregiver set status = 'ended'", null)]
    [InlineData("Caseload/CaseloadTable.cs", "select id from caregiver join signal on true", null)]
    [InlineData("Import/ImportTable.cs", "insert into caregiver (id) values (1)", null)]
    [InlineData("Caseload/CaseloadTable.cs", "update caregiver set status = 'ended'", "writes caregiver")]
    [InlineData("Caseload/CaseloadTable.cs", "delete from signal", "writes signal")]
    [InlineData("People/CaregiverTable.cs", "select id from signal", "reads signal")]
    [InlineData("Attic/BoxTable.cs", "select id from caregiver", "reads caregiver")]
    public void A_statement_on_another_rooms_table_is_noticed(string file, string sql, string? what) =>
        Assert.Equal(
            what is null ? [] : [$"{file} {what}"],
            WrongStatementsIn(file, $"transaction.Execute(\"{sql}\");").Distinct()
        );

    [Fact]
    public void A_view_stands_at_home_after_the_tables_it_reads()
    {
        using var store = new TestInstallation();
        var views = store.Database.Read(transaction =>
            transaction.All<(string Name, string Sql)>("select name, sql from sqlite_master where type = 'view'")
        );

        var wrong =
            from view in views
            from Match use in TableUse().Matches(view.Sql)
            let table = use.Groups["table"].Value
            where Rooms.IndexOf(Homes[view.Name]) < Rooms.IndexOf(Homes[table])
            select $"{view.Name} reads {table}";

        Assert.Empty(wrong);
        Assert.NotEmpty(views);
    }

    [Fact]
    public void A_piece_of_sql_is_used_in_its_own_class_alone()
    {
        var pieces = (
            from file in Files("*Table.cs")
            from Match found in Constant().Matches(WithoutComments(Read(file)))
            where PieceOfSql().IsMatch(found.Groups["text"].Value)
            select (Name: $"{file}: {found.Groups["name"].Value}", IsPrivate: found.Groups["seen"].Value == "private")
        ).ToList();

        Assert.Empty(pieces.Where(one => !one.IsPrivate).Select(one => one.Name));
        Assert.True(pieces.Count > 25, $"Only {pieces.Count} pieces were found.");
    }

    [Fact]
    public void Sql_is_what_every_database_understands()
    {
        var statements = (
            from file in Code()
            where RoomOf(file) != "Storage"
            from Match text in StringLiteral().Matches(WithoutComments(Read(file)))
            where TableUse().IsMatch(text.Value)
            select (file, Sql: text.Value)
        ).ToList();

        var wrong =
            from one in statements
            from Match found in OfOneDatabase().Matches(one.Sql)
            select $"{one.file}: {found.Value}";

        Assert.Empty(wrong);
        Assert.True(statements.Count > 250, $"Only {statements.Count} statements were found.");
        Assert.All(
            [
                "id in (select value from json_each(@ids))",
                "where date(closed_at) < @day",
                "where name is @name",
                "select 1 + (kind in ('alert'))",
                "insert or ignore into tip",
            ],
            sql => Assert.Matches(OfOneDatabase(), sql)
        );
    }

    [Fact]
    public void A_grouped_statement_selects_what_it_groups_by_or_what_it_counts()
    {
        var grouped = (
            from file in Files("*Table.cs")
            from Match text in StringLiteral().Matches(WithoutComments(Read(file)))
            from Match found in Grouped().Matches(text.Value)
            select (file, Columns: ColumnsOf(found.Groups["columns"].Value), By: ColumnsOf(found.Groups["by"].Value))
        ).ToList();

        var wrong =
            from one in grouped
            from column in one.Columns.Select((text, place) => (Text: text, Place: $"{place + 1}"))
            let parts = column.Text.Split(" as ")
            where !Aggregate().IsMatch(column.Text) && !one.By.Intersect([column.Place, .. parts]).Any()
            from Match word in ColumnName().Matches(parts[0])
            where !one.By.Contains(word.Value)
            select $"{one.file}: {column.Text}";

        Assert.Empty(wrong);
        Assert.True(grouped.Count > 8, $"Only {grouped.Count} statements were found.");
    }

    [Fact]
    public void Decisions_know_no_database_clock_log_file_or_chance()
    {
        var wrong =
            from file in Pure.SelectMany(Matching).Concat(WarningSigns())
            from Match found in Impure().Matches(WithoutComments(Read(file)))
            where !(file == "CheckIns/Plan.cs" && found.Value.StartsWith("File.", StringComparison.Ordinal))
            select $"{file}: {found.Value}";

        Assert.Empty(wrong);
        Assert.Each(Pure, pattern => Assert.NotEmpty(Matching(pattern)));
        Assert.Matches(Impure(), "int Due(Transaction transaction)");
        Assert.Equal(CaregiverSignal.Signals.Rules.WarningSigns.All.Count, WarningSigns().Count());
    }

    [Fact]
    public void An_interface_has_at_least_two_real_things_behind_it()
    {
        var all = typeof(Fault).Assembly.GetTypes();

        var lonely = all.Where(type =>
                type.IsInterface && type.Namespace?.StartsWith("CaregiverSignal", StringComparison.Ordinal) == true
            )
            .Where(type => all.Count(one => one.IsClass && type.IsAssignableFrom(one)) < 2);

        Assert.Empty(lonely);
    }

    [Fact]
    public void Only_the_heartbeat_the_command_line_the_error_page_and_the_writer_catch_everything()
    {
        string[] allowed =
        [
            "Hosting/Heartbeat.cs",
            "Hosting/HeartbeatJob.cs",
            "Mail/Sending/MailLoop.cs",
            "Cli/CommandLine.cs",
            "Web/FaultPages.cs",
            "Storage/Database.cs",
            "Storage/SerializableWrites.cs",
            "Storage/WriteJob.cs",
        ];

        Assert.DoesNotContain(
            Code(),
            file => !allowed.Contains(file) && CatchAll().IsMatch(WithoutComments(Read(file)))
        );
    }

    [Fact]
    public void Every_text_is_used()
    {
        var code = string.Join('\n', Code().Select(Read));
        var literals = new KeyParts(Literals(code));
        var quoted = Quoted().Matches(code).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var names = Word().Matches(code).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);

        var unused =
            from resource in Resources()
            from key in Keys(resource)
            where !quoted.Contains(key) && !literals.Make(key) && !IsOfNames(key, names)
            select $"{resource}: {key}";

        Assert.Empty(unused);
    }

    [Fact]
    public void Every_text_that_is_asked_for_is_there()
    {
        var missing =
            from file in Code()
            from use in UsesOfTexts(file)
            where !Keys(use.Resource).Contains(use.Key)
            select $"{file}: {use.Key} is not in {use.Resource}";

        Assert.Empty(missing);
        Assert.True(Code().Sum(file => UsesOfTexts(file).Count()) > 30);
    }

    [Fact]
    public void No_file_knows_the_machine_it_was_written_on()
    {
        string[] texts =
        [
            ".cs",
            ".razor",
            ".resx",
            ".json",
            ".md",
            ".css",
            ".sql",
            ".props",
            ".csproj",
            ".sln",
            ".config",
            ".sh",
            ".yml",
            ".txt",
            ".editorconfig",
            ".gitignore",
            "run",
        ];
        string[] machine = ["/ho" + "me/", "/ro" + "ot/", "/wo" + "rk/", "/Us" + "ers/", @"C:\" + "Users"];
        string[] registries =
        [
            "api.nu" + "get.org",
            "registry.np" + "mjs",
            "py" + "pi.org",
            "art" + "ifactory",
            "nex" + "us.",
        ];

        var wrong =
            from file in Tracked()
            where texts.Any(ending => file.EndsWith(ending, StringComparison.Ordinal))
            let text = File.ReadAllText(file)
            from word in machine.Concat(registries)
            where text.Contains(word, StringComparison.OrdinalIgnoreCase)
            select $"{System.IO.Path.GetRelativePath(Some.Root, file)}: {word}";

        Assert.Empty(wrong);
    }

    private static IEnumerable<string> Code() => Files("*.cs").Concat(Files("*.razor"));

    private static IEnumerable<string> WrongStatementsIn(string file, string code) =>
        from use in TablesIn(code)
        where
            use.Writes
                ? Homes[use.Table] != RoomOf(file)
                    && !(Writers.TryGetValue(file, out var may) && may.Contains(use.Table))
                : Rooms.IndexOf(RoomOf(file)) < Rooms.IndexOf(Homes[use.Table])
        select $"{file} {(use.Writes ? "writes" : "reads")} {use.Table}";

    private static IEnumerable<(string Table, bool Writes)> TablesOf(string file) => TablesIn(Read(file));

    /// <summary>The tables in the statements of code, and in what statements are put together of.</summary>
    private static IEnumerable<(string Table, bool Writes)> TablesIn(string code) =>
        from Match text in StringLiteral().Matches(WithoutComments(code))
        from Match use in TableUse().Matches(text.Value)
        where Homes.ContainsKey(use.Groups["table"].Value)
        select (use.Groups["table"].Value, use.Groups["write"].Success);

    /// <summary>Cut at the commas that stand between no parentheses.</summary>
    private static List<string> ColumnsOf(string list)
    {
        var (columns, depth, from) = (new List<string>(), 0, 0);
        for (var place = 0; place <= list.Length; place++)
        {
            if (place == list.Length || (list[place] == ',' && depth == 0))
            {
                columns.Add(list[from..place].Trim());
                from = place + 1;
            }
            else
                depth += list[place] switch
                {
                    '(' => 1,
                    ')' => -1,
                    _ => 0,
                };
        }

        return columns;
    }

    private static IEnumerable<string> Resources() => Files("*.resx");

    private static IEnumerable<string> Files(string pattern) =>
        Directory
            .EnumerateFiles(Source, pattern, SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(Source, file).Replace('\\', '/'))
            .Where(file =>
                !file.StartsWith("bin/", StringComparison.Ordinal) && !file.StartsWith("obj/", StringComparison.Ordinal)
            )
            .Order(StringComparer.Ordinal);

    /// <summary>The files of the things that the rules look at.</summary>
    private static IEnumerable<string> WarningSigns() =>
        Matching("Signals/Rules/*.cs").Where(file => Read(file).Contains(") : WarningSign(", StringComparison.Ordinal));

    private static IEnumerable<string> Matching(string pattern)
    {
        var regex = new Regex("^" + Regex.Escape(pattern).Replace(@"\*", "[^/]*", StringComparison.Ordinal) + "$");
        return Code().Where(file => regex.IsMatch(file));
    }

    /// <summary>Everything that would be committed: no output, no data, no history.</summary>
    private static IEnumerable<string> Tracked()
    {
        string[] left = ["bin", "obj", ".git", "data", "node_modules", ".vs", ".idea", "TestResults"];
        var folders = new Stack<string>([Some.Root]);
        while (folders.TryPop(out var folder))
        {
            foreach (var file in Directory.EnumerateFiles(folder))
                yield return file;
            foreach (
                var inner in Directory
                    .EnumerateDirectories(folder)
                    .Where(one => !left.Contains(System.IO.Path.GetFileName(one)))
            )
                folders.Push(inner);
        }
    }

    /// <summary>As <c>Mail.Ledger</c>; empty for what stands in the root.</summary>
    private static string RoomOf(string file) =>
        (System.IO.Path.GetDirectoryName(file) ?? "").Replace('/', '.').Replace('\\', '.');

    /// <summary>Not what a generator of the framework puts beside our types.</summary>
    private static bool IsOurs(string type) => type.StartsWith("CaregiverSignal.", StringComparison.Ordinal);

    private static string Read(string file) => File.ReadAllText(System.IO.Path.Combine(Source, file));

    private static string WithoutComments(string code) => Comment().Replace(code, "");

    private static HashSet<string> Keys(string resource) =>
        XDocument
            .Load(System.IO.Path.Combine(Source, resource))
            .Root!.Elements("data")
            .Select(data => data.Attribute("name")!.Value)
            .ToHashSet();

    /// <summary>
    /// What stands between quotes; and what stands in an indexer, which in markup may be inside quotes itself.
    /// </summary>
    private static HashSet<string> Literals(string source) =>
        [.. Literal().Matches(source).Concat(Indexed().Matches(source)).Select(match => match.Groups[1].Value)];

    /// <summary>What keys are put together of.</summary>
    private sealed class KeyParts(HashSet<string> literals)
    {
        private readonly HashSet<string> heads = [.. Cut('{', (one, at) => one[..at], literals)];
        private readonly HashSet<string> tails = [.. Cut('}', (one, at) => one[(at + 1)..], literals)];

        /// <summary>
        /// A key made of a literal and a changing part: <c>"Time." + category</c>, <c>kind + "Subject"</c>,
        /// <c>$"{kind}{number}"</c>.
        /// </summary>
        public bool Make(string key)
        {
            if (char.IsAsciiDigit(key[^1]) && literals.Contains(key.TrimEnd("0123456789".ToCharArray())))
                return true;
            for (var cut = 1; cut < key.Length; cut++)
            {
                var (first, last) = (key[..cut], key[cut..]);
                if (literals.Contains(first) && (first.EndsWith('.') || literals.Contains(last)))
                    return true;
                if (heads.Contains(first) || tails.Contains(last))
                    return true;
            }

            return false;
        }

        private static IEnumerable<string> Cut(char at, Func<string, int, string> part, HashSet<string> literals) =>
            from one in literals
            from place in Enumerable.Range(0, one.Length)
            where one[place] == at
            select part(one, place);
    }

    /// <summary>A key made of changing parts alone, values of enums: <c>$"{change}.{direction}"</c>.</summary>
    private static bool IsOfNames(string key, HashSet<string> names) =>
        key.Split('.') is { Length: > 1 } parts && parts.All(names.Contains);

    private static IEnumerable<(string Resource, string Key)> UsesOfTexts(string file)
    {
        var source = Read(file);
        foreach (Match field in TextsField().Matches(source))
        {
            if (ResourceOf(file, field.Groups[2].Value, field.Groups[3].Value) is not { } resource)
                continue;
            foreach (
                Match use in Regex.Matches(source, $@"(?<![\w.]){field.Groups[1].Value}\[""([A-Za-z0-9.\-]+)""[\],]")
            )
                yield return (resource, use.Groups[1].Value);
        }

        foreach (Match use in TextsInPlace().Matches(source))
        {
            if (ResourceOf(file, use.Groups[1].Value, use.Groups[2].Value) is { } resource)
                yield return (resource, use.Groups[3].Value);
        }

        foreach (Match use in BecauseWords().Matches(source))
            yield return ("Signals/Rules/Reasons.resx", use.Groups[1].Value);
    }

    private static string? ResourceOf(string file, string type, string name)
    {
        var resource =
            name.Length > 0 ? name.Replace('.', '/') + ".resx" : $"{RoomOf(file).Replace('.', '/')}/{type}.resx";
        return File.Exists(System.IO.Path.Combine(Source, resource))
            ? resource
            : Resources().FirstOrDefault(one => one.EndsWith("/" + type + ".resx", StringComparison.Ordinal));
    }

    /// <param name="From">The room of the user; empty for the root, which may use all.</param>
    private sealed record Use(string By, string Used, string From, string To)
    {
        public static Use OfTypes(string by, string used) => new(by, used, RoomOfType(by), RoomOfType(used));

        public bool IsAllowed =>
            From.Length == 0
            || (Rooms.Contains(From) && Rooms.Contains(To) && Rooms.IndexOf(To) <= Rooms.IndexOf(From));

        private static string RoomOfType(string type) =>
            type.LastIndexOf('.') is var end && end > "CaregiverSignal".Length
                ? type["CaregiverSignal.".Length..end]
                : "";
    }

    [GeneratedRegex(@"(?m)^@?using CaregiverSignal\.([\w.]+?);?\r?$")]
    private static partial Regex UsingLine();

    [GeneratedRegex(@"(?m)^namespace ([\w.]+);")]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(
        @"""\s*(?:select\s|insert\s+into\s|update\s+\w+\s+set\s|delete\s+from\s|create\s+(?:table|index)\s|pragma\s)",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Sql();

    [GeneratedRegex(@"\x22{3}.*?\x22{3}|\x22(?:[^\x22\\\n]|\\.)*\x22", RegexOptions.Singleline)]
    private static partial Regex StringLiteral();

    [GeneratedRegex(@"\b(?:(?<write>insert\s+into|update|delete\s+from)|from|join)\s+(?<table>[a-z_]+)")]
    private static partial Regex TableUse();

    [GeneratedRegex(
        @"(?<seen>private|internal|public) (?:const|static readonly) string (?<name>\w+)\s*=\s*\$?(?<text>\x22{3}.*?\x22{3}|\x22[^\x22\n]*\x22)",
        RegexOptions.Singleline
    )]
    private static partial Regex Constant();

    [GeneratedRegex(@"\bis (?:not )?null\b|\s(?:and|or|in|like|from|where|as)\s|\s(?:<|>|<=|>=|=|<>)\s|\w, \w")]
    private static partial Regex PieceOfSql();

    [GeneratedRegex(
        @"json_each|\b(?:date|datetime|time|strftime|julianday|ifnull|iif|instr|group_concat|total|typeof|printf|unixepoch)\(|\binsert or\b|\breplace into\b|\bis (?:not )?@|\bglob\b|\browid\b|\bsqlite_|[-+*] \([^()]+ in \(|\bpragma\b"
    )]
    private static partial Regex OfOneDatabase();

    [GeneratedRegex(
        @"\bselect\s+(?:distinct\s+)?(?<columns>(?:(?!\bselect\b).)*?)\s+from\s(?:(?!\bselect\b).)*?\bgroup by\s+(?<by>.*?)\s*(?:\s(?:having|order|limit|union)\b|\x22)",
        RegexOptions.Singleline
    )]
    private static partial Regex Grouped();

    /// <summary>Neither a function nor a value.</summary>
    [GeneratedRegex(@"(?<!['\w.])[a-z_]+(?:\.[a-z_]+)?(?![\w.(']|\s*\()")]
    private static partial Regex ColumnName();

    [GeneratedRegex(@"\b(?:count|min|max|sum)\(")]
    private static partial Regex Aggregate();

    [GeneratedRegex(
        @"\bTransaction\s+\w|\bDatabase\b|\bTimeProvider\b|\bSiteTime\b|\bDateTime(?:Offset)?\.(?:Now|UtcNow)|\bILogger\b|\bLoggerMessage\b|\bRandom\b|\bRandomNumberGenerator\b|\bGuid\b|\bStopwatch\b|\bEnvironment\.|\bFile\.\w+|\bDirectory\."
    )]
    private static partial Regex Impure();

    [GeneratedRegex(@"catch\s*(?:\{|\(Exception(?:\s+\w+)?\)\s*\{)")]
    private static partial Regex CatchAll();

    [GeneratedRegex(@"//[^\n]*|/\*.*?\*/|@\*.*?\*@", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex("\"((?:[^\"\\\\\n]|\\\\.)*)\"")]
    private static partial Regex Literal();

    /// <summary>Whatever stands between quotes, also between the end of one literal and the beginning of the next.</summary>
    [GeneratedRegex("\"(?=([A-Za-z0-9 .\\-]+)\")")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"(\w+)\s*=>?\s*Texts\.Of\((?:typeof\((\w+)\)|""([\w.]+)"")\)\s*;")]
    private static partial Regex TextsField();

    [GeneratedRegex(@"Texts\.Of\((?:typeof\((\w+)\)|""([\w.]+)"")\)\[""([A-Za-z0-9.\-]+)""[\],]")]
    private static partial Regex TextsInPlace();

    [GeneratedRegex("""\["([^"\\\r\n]+)"[\] ,+]""")]
    private static partial Regex Indexed();

    [GeneratedRegex(@"\b[A-Z][A-Za-z]+\b")]
    private static partial Regex Word();

    [GeneratedRegex(@"Because\.Words\[""([A-Za-z0-9.]+)""[\],]")]
    private static partial Regex BecauseWords();
}
