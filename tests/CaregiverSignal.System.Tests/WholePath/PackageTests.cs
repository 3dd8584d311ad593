namespace CaregiverSignal.Tests.WholePath;

/// <summary>The Debian package, installed for real in a folder that stands for the machine.</summary>
public sealed class PackageTests : IClassFixture<DebianRoot>, IDisposable
{
    private readonly DebianRoot machine;

    public PackageTests(DebianRoot installed)
    {
        Assert.SkipWhen(DebianRoot.WhyNot is not null, DebianRoot.WhyNot ?? "");
        machine = installed.Copy();
    }

    public void Dispose() => machine.Dispose();

    [LargeFact]
    public void The_single_file_runs_where_no_dotnet_is()
    {
        using var empty = new TemporaryFolder();

        var (code, output) = machine.Run(
            "env",
            "-i",
            "-C",
            empty.Name,
            machine.Path("usr/bin/caregiversignal"),
            "check"
        );

        Assert.True(code == 0, output);
        Assert.Has($"{Some.Plan.Instruments.Count} in the plan", output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(empty.Name));
    }

    [LargeFact]
    public void Each_organisation_has_its_own_account_folder_settings_port_and_site()
    {
        machine.Add(
            "linde",
            "vragen.linde.example",
            "--title",
            "De Linde",
            "--phone",
            "088 123 45 67",
            "--email",
            "a@linde.example"
        );
        // As where nginx is on another machine.
        var settings = machine.Path("etc/caregiversignal/linde/appsettings.json");
        File.WriteAllText(settings, File.ReadAllText(settings).Replace("//127.0.0.1:", "//10.0.0.11:"));

        var next = machine.Add("eik", "vragen.eik.example");

        Assert.Has("data in /var/lib/caregiversignal/eik, port 5082", next);
        Assert.Equal(2, File.ReadAllLines(machine.Path("etc/passwd")).Length);
        Assert.Equal(
            "700\n640\n",
            machine
                .Run(
                    "stat",
                    "-c",
                    "%a",
                    machine.Path("var/lib/caregiversignal/eik"),
                    machine.Path("etc/caregiversignal/eik/appsettings.json")
                )
                .Output
        );
        Assert.Has(
            "proxy_pass http://127.0.0.1:5081;",
            File.ReadAllText(machine.Path("etc/nginx/sites-available/caregiversignal-linde"))
        );
    }

    [LargeFact]
    public void An_organisation_that_is_added_again_stays_as_it_is()
    {
        var first = machine.Add("linde", "vragen.linde.example");
        var settings = machine.Path("etc/caregiversignal/linde/appsettings.json");
        File.AppendAllText(settings, "// ours\n");
        var (before, accounts) = (File.ReadAllText(settings), File.ReadAllText(machine.Path("etc/passwd")));

        var second = machine.Add("linde", "vragen.linde.example", "--title", "Anders");

        Assert.Equal(first, second);
        Assert.Equal(before, File.ReadAllText(settings));
        Assert.Equal(accounts, File.ReadAllText(machine.Path("etc/passwd")));
    }

    [LargeTheory]
    [InlineData("De Linde", "vragen.linde.example")]
    [InlineData("../etc", "vragen.linde.example")]
    [InlineData("linde", "geen-host")]
    [InlineData("linde", "a.example; rm -rf")]
    [InlineData("a-name-that-is-too-long", "vragen.linde.example")]
    public void A_name_or_a_host_that_cannot_be_is_refused(string name, string host)
    {
        var (code, output) = machine.Command("caregiversignal-add", name, host);

        Assert.Equal(2, code);
        Assert.Has(" is no ", output);
        Assert.Empty(File.ReadAllText(machine.Path("etc/passwd")));
    }

    [LargeFact]
    public void A_verb_for_all_runs_for_each_as_its_own_account_and_names_the_one_that_failed()
    {
        machine.Add("eik", "vragen.eik.example");
        machine.Add(
            "linde",
            "vragen.linde.example",
            "--title",
            "De Linde",
            "--phone",
            "088 123 45 67",
            "--email",
            "a@linde.example"
        );

        DebianRoot.Ok(machine.Command("caregiversignal-all", "tick", "--Mail:Mode=folder"));
        var (code, output) = machine.Command("caregiversignal-all", "check", "--Mail:Mode=folder");
        var stores = machine.Run("stat", "-c", "%u %a", StoreOf("eik"), StoreOf("linde")).Output;
        File.WriteAllText(machine.Path("etc/caregiversignal/eik/appsettings.json"), "{ \"Mail\": { \"Mde\": \"\" } }");
        var (failed, why) = machine.Command("caregiversignal-all", "check", "--Mail:Mode=folder");

        Assert.True(code == 0, output);
        Assert.Matches("(?s)eik:\n.*https://vragen.eik.example.*linde:\n.*https://vragen.linde.example", output);
        Assert.Equal($"{machine.AccountOf("eik")} 600\n{machine.AccountOf("linde")} 600\n", stores);
        Assert.Equal(1, failed);
        Assert.Has("Mail:Mde", why);
        Assert.Ends("Failed for: eik\n", why);
        Assert.Has("https://vragen.linde.example", why);
    }

    [LargeFact]
    public void A_verb_for_one_keeps_the_exit_code_and_an_unknown_organisation_is_named()
    {
        machine.Add("linde", "vragen.linde.example");

        var (wrong, _) = machine.Command("caregiversignal-at", "linde", "no-such-verb");
        var (unknown, output) = machine.Command("caregiversignal-at", "eik", "check");

        Assert.Equal(2, wrong);
        Assert.Equal(2, unknown);
        Assert.Equal("There is no organisation 'eik' on this machine: linde \n", output);
    }

    [LargeFact]
    public void A_verb_reads_the_secrets_that_systemd_gave_the_service()
    {
        machine.Add("linde", "vragen.linde.example");
        var given = machine.Path("run/credentials/caregiversignal@linde.service");
        Directory.CreateDirectory(given);
        File.WriteAllText(Path.Combine(given, "Mail__Password"), "geheim\n");
        DebianRoot.Ok(machine.Run("chown", "-R", machine.AccountOf("linde"), given));

        var settings = DebianRoot.Ok(machine.Command("caregiversignal-at", "linde", "check", "--settings"));

        Assert.Has("Mail:Password = (secret) (a file of secrets)", settings);
    }

    [LargeFact]
    public void No_organisation_can_read_the_store_the_settings_or_the_backups_of_another()
    {
        machine.Add("eik", "vragen.eik.example");
        machine.Add("linde", "vragen.linde.example");
        DebianRoot.Ok(machine.Command("caregiversignal-all", "tick", "--Mail:Mode=folder"));
        string[] own =
        [
            StoreOf("linde"),
            machine.Path("etc/caregiversignal/linde/appsettings.json"),
            machine.Path("var/lib/caregiversignal/linde/data"),
            machine.Path("var/backups/caregiversignal/linde"),
        ];

        Assert.Each(own, place => Assert.Equal(0, machine.As("linde", "ls", place).Code));
        Assert.Each(
            own.Except([own[1]]),
            place => Assert.Has("Permission denied", machine.As("eik", "ls", place).Output)
        );
        Assert.Has("Permission denied", machine.As("eik", "cat", own[1]).Output);
        Assert.Has("Permission denied", machine.As("linde", "tee", own[1]).Output);
    }

    [LargeFact]
    public void An_upgrade_keeps_settings_and_data_and_a_purge_says_that_they_stay()
    {
        machine.Add("linde", "vragen.linde.example");
        DebianRoot.Ok(machine.Command("caregiversignal-at", "linde", "tick", "--Mail:Mode=folder"));
        var (settings, ours) = (
            machine.Path("etc/caregiversignal/linde/appsettings.json"),
            machine.Path("etc/nginx/conf.d/caregiversignal.conf")
        );
        File.AppendAllText(ours, "# ours\n");
        var before = (File.ReadAllText(settings), File.ReadAllText(ours));

        DebianRoot.Ok(machine.Dpkg("-i", Newer()));
        var after = (File.ReadAllText(settings), File.ReadAllText(ours));
        var version = machine.Run("dpkg-query", "--admindir=" + machine.Path("var/lib/dpkg"), "-W").Output;
        DebianRoot.Ok(machine.Command("caregiversignal-at", "linde", "check", "--Mail:Mode=folder"));
        DebianRoot.Ok(machine.Dpkg("-r", "caregiversignal"));
        var purge = DebianRoot.Ok(machine.Dpkg("-P", "caregiversignal"));

        Assert.Equal(before, after);
        Assert.Equal("caregiversignal\t99.0\n", version);
        Assert.False(File.Exists(machine.Path("usr/lib/caregiversignal/caregiversignal")));
        Assert.Has("/var/lib/caregiversignal stays", purge);
        Assert.True(File.Exists(StoreOf("linde")));
        Assert.True(File.Exists(settings));
    }

    [LargeTheory]
    [InlineData("ok    store          a.db: SQLite 3.53, schema 7, 5 people", "does not read")]
    [InlineData("ok    store          a.db: SQLite 3.53, schema 100, 5 people", "does not read")]
    [InlineData("ok    store          a.db: SQLite 3.53, schema 100-feedbeeffeed, 5 people", "does not read")]
    [InlineData("ok    store          a.db: SQLite 3.53, schema OWN, 5 people", null)]
    [InlineData("FAIL  store          a.db: SQLite 3.53, schema OWN, 5 people; rows that cannot be read", null)]
    [InlineData("ok    store          a.db: none yet; the first start makes it", null)]
    [InlineData("FAIL  configuration  settings: Mail:Host: is missing", "is not known whether")]
    [InlineData("FAIL  store          the database server does not answer", "is not known whether")]
    [InlineData("", "is not known whether")]
    public void A_package_that_is_not_known_to_read_a_store_replaces_nothing_and_says_how_to_go_on(
        string check,
        string? refusal
    )
    {
        machine.Add("linde", "vragen.linde.example");
        var program = machine.Path("usr/lib/caregiversignal/caregiversignal");
        var line = check.Replace("OWN", Migrations.Own.ToString(), StringComparison.Ordinal);
        File.WriteAllText(program, $"#!/bin/sh\necho '{line}'\n");

        var (code, output) = machine.Dpkg("-i", Newer());

        var version = machine.Run("dpkg-query", "--admindir=" + machine.Path("var/lib/dpkg"), "-W").Output;
        var reads = refusal is null;
        Assert.Equal((reads, reads), (code == 0, version.Contains("99.0", StringComparison.Ordinal)));
        Assert.Has(refusal ?? "", output);
        Assert.Equal(!reads, output.Contains("the store of: linde\nNothing was replaced", StringComparison.Ordinal));
    }

    [LargeFact]
    public void What_adds_an_organisation_ends_with_what_the_program_finds_there()
    {
        var good = machine.Add("linde", "vragen.linde.example");
        var (code, wrong) = machine.Command("caregiversignal-add", "esdoorn", "vragen.esdoorn.example", "--phone", "1");

        Assert.Matches("(?s)What 'caregiversignal-at linde check' says now:\n.*ok +store +.*none yet;", good);
        Assert.Equal(0, code);
        Assert.Matches("FAIL +configuration .*SupportPoint:Phone", wrong);
        Assert.Has("what begins with FAIL is to be mended before esdoorn works", wrong);
    }

    [LargeTheory]
    [InlineData("caregiversignal@.service", 15)]
    [InlineData("caregiversignal-backup@.service", 10)]
    public void The_services_are_shut_in_as_systemd_judges_it(string unit, int most)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/systemd-analyze"), "systemd-analyze is not there");

        var (code, output) = machine.Run(
            "systemd-analyze",
            "security",
            "--offline=true",
            $"--threshold={most}",
            machine.Path("usr/lib/systemd/system/" + unit)
        );

        Assert.True(code == 0, output);
        Assert.Has("Overall exposure level", output);
    }

    [LargeFact]
    public void Check_says_that_the_account_cannot_write_where_its_backups_are()
    {
        machine.Add("linde", "vragen.linde.example");
        DebianRoot.Ok(machine.Command("caregiversignal-at", "linde", "tick", "--Mail:Mode=folder"));
        var backups = machine.Path("var/backups/caregiversignal/linde");
        DebianRoot.Ok(machine.Command("caregiversignal-at", "linde", "backup", backups + "/one.backup"));
        var before = Backup();

        DebianRoot.Ok(machine.Run("chmod", "500", backups));

        Assert.Matches("^warn .* 0 hours old .*; not sealed, .*one.backup, [^;]*$", before);
        Assert.Matches("^warn .* 0 hours old .*; the next cannot be written there: this account may not$", Backup());

        string Backup() =>
            machine
                .Command("caregiversignal-at", "linde", "check", "--Mail:Mode=folder")
                .Output.Split('\n')
                .Single(line => line.Contains("  backup  ", StringComparison.Ordinal));
    }

    [LargeFact]
    public void Only_the_newest_backups_stay()
    {
        machine.Add("linde", "vragen.linde.example");
        var program = machine.Path("usr/lib/caregiversignal/caregiversignal");
        File.WriteAllText(program, "#!/bin/sh\ntouch \"$2\"\n");
        var backups = machine.Path("var/backups/caregiversignal/linde");
        foreach (
            var old in (string[])["linde-20260101T030000Z.backup", "linde-20260102T030000Z.backup", "by-hand.backup"]
        )
            File.WriteAllText(Path.Combine(backups, old), "");

        DebianRoot.Ok(machine.Run("env", "KEEP=2", machine.Path("usr/lib/caregiversignal/backup"), "linde"));

        var kept = Directory
            .GetFiles(backups)
            .Select(file => Path.GetFileName(file)!)
            .Order(StringComparer.Ordinal)
            .ToList();
        Assert.Equal("by-hand.backup", kept[0]);
        Assert.Equal("linde-20260102T030000Z.backup", kept[1]);
        Assert.Matches(@"^linde-\d{8}T\d{6}Z\.backup$", kept[2]);
        Assert.Equal(3, kept.Count);
    }

    /// <summary>
    /// Those that need neither systemd nor the network, in their order, on paths of the folder that stands for the
    /// machine.
    /// </summary>
    [LargeFact]
    public void The_commands_of_the_document_work_as_they_are_written()
    {
        string[] elsewhere = ["restore", "backup", "resume-mail", "caregiversignal-move"];
        var commands = DocumentedCommands()
            .Where(line => line.StartsWith("caregiversignal-", StringComparison.Ordinal))
            .Where(line => !elsewhere.Any(verb => line.Split(' ').Contains(verb)))
            .ToList();
        Assert.InRange(commands.Count, 6, 30);
        machine.Add("utrecht", "vragen.utrecht.example");
        var import = machine.Path("var/lib/caregiversignal/utrecht/import");
        Directory.CreateDirectory(import);
        File.WriteAllText(Path.Combine(import, "people.csv"), "person,enrolled,email\n1,2026-01-01,anna@example.org\n");
        DebianRoot.Ok(machine.Run("chown", "-R", machine.AccountOf("utrecht"), import));

        foreach (var command in commands)
        {
            // No relay is on this machine.
            var line = command.Contains(" check") ? command + " --Mail:Mode=folder" : command;
            var here = line.Replace(" /var/", $" {machine.Name}/var/");
            var (code, output) = machine.Run("sh", "-c", $"PATH={machine.Path("usr/sbin")}:$PATH; {here}");

            Assert.True(code == 0, $"{command}\n{output}");
        }
    }

    /// <summary>The lines of the document that are typed as they stand.</summary>
    private static IEnumerable<string> DocumentedCommands()
    {
        var isCode = false;
        foreach (var line in File.ReadLines(Path.Combine(Some.Root, "docs", "operations.md")))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
                isCode = !isCode;
            else if (isCode && !line.StartsWith("caregiversignal-NAME", StringComparison.Ordinal))
                yield return line;
        }
    }

    private string StoreOf(string organisation) =>
        machine.Path($"var/lib/caregiversignal/{organisation}/data/caregiversignal.db");

    /// <summary>The same package under a later version, packed quickly.</summary>
    private string Newer()
    {
        var (tree, package) = (machine.Path("tmp/tree"), machine.Path("tmp/newer.deb"));
        Directory.CreateDirectory(machine.Path("tmp"));
        DebianRoot.Ok(machine.Run("dpkg-deb", "-R", DebianRoot.Package!, tree));
        var control = File.ReadAllLines(Path.Combine(tree, "DEBIAN", "control"))
            .Select(line => line.StartsWith("Version:", StringComparison.Ordinal) ? "Version: 99.0" : line);
        File.WriteAllLines(Path.Combine(tree, "DEBIAN", "control"), control);
        DebianRoot.Ok(machine.Run("dpkg-deb", "-Znone", "-b", tree, package));
        return package;
    }
}
