using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using CaregiverSignal.Configuration;
using CaregiverSignal.Health;
using CaregiverSignal.Scores;

namespace CaregiverSignal.Tests;

/// <summary>What no compiler keeps of the house.</summary>
public sealed partial class TheHouseTests
{
    [Fact]
    public void The_domain_refers_to_nothing_but_the_runtime() =>
        Assert.Each(typeof(Scoring).Assembly.GetReferencedAssemblies(), used => Assert.Begins("System.", used.Name));

    [Fact]
    public void The_domain_knows_no_clock_file_or_chance() =>
        Assert.Each(
            Files("*.cs").Where(file => file.StartsWith("CaregiverSignal.Domain/", StringComparison.Ordinal)),
            file => Assert.DoesNotMatch(Impure(), WithoutComments(Read(file)))
        );

    /// <remarks>What is stored, signed or sent is an instant: these ask UTC for one, and none for a day.</remarks>
    [Fact]
    public void A_day_is_the_support_points_and_never_that_of_utc()
    {
        Assert.Equal(
            [
                "CaregiverSignal.Care/Staff/Credentials/AppCodes.cs",
                "CaregiverSignal.Mail/Mail/Senders/OAuthTokens.cs",
                "CaregiverSignal.Storage/Storage/TypeHandlers.cs",
            ],
            Code().Where(file => OfUtc().IsMatch(Read(file))).Order(StringComparer.Ordinal)
        );
        Assert.Matches(OfUtc(), "substr(mail.created_at, 1, 10) as sent_on");
    }

    [Fact]
    public void What_the_service_does_knows_no_request_and_no_page() =>
        Assert.Each(
            Files("*.cs").Where(IsBelowTheHost),
            file => Assert.DoesNotMatch(OfAPage(), WithoutComments(Read(file)))
        );

    /// <remarks>
    /// What these name are folders of the system, names of FHIR, an address elsewhere, and the page of settings, which
    /// faults of settings name before there is anything to hand it in with.
    /// </remarks>
    [Fact]
    public void What_the_service_does_knows_no_address_of_a_page()
    {
        Assert.Equal(
            [
                "CaregiverSignal.Care/Configuration/Installation.cs",
                "CaregiverSignal.Care/Configuration/PageSettings.cs",
                "CaregiverSignal.Care/Health/PingOutside.cs",
                "CaregiverSignal.Exchange/Fhir/FhirNames.cs",
                "CaregiverSignal.Storage/Files/FileKind.cs",
                "CaregiverSignal.Storage/Files/Mount.cs",
            ],
            Code()
                .Where(IsBelowTheHost)
                .Where(file => OfAnAddress().IsMatch(WithoutComments(Read(file))))
                .Order(StringComparer.Ordinal)
        );
        Assert.Matches(OfAnAddress(), "$\"{site}/v/{key}\"");
    }

    /// <summary>
    /// The compiler keeps it then: a page, a verb and the container hold a store, and can ask it nothing.
    /// </summary>
    /// <remarks>A storey opens what it has within to those above it, and to nobody else.</remarks>
    [Fact]
    public void Nobody_but_the_service_and_its_tests_sees_a_transaction_or_a_table()
    {
        for (var storey = 0; storey < Projects.BelowTheHost.Length; storey++)
        {
            var above = Projects.BelowTheHost[(storey + 1)..].Select(project => project.GetName().Name!);
            Assert.Equal(
                above.Concat(Friends).Order(StringComparer.Ordinal),
                Projects
                    .BelowTheHost[storey]
                    .GetCustomAttributes<InternalsVisibleToAttribute>()
                    .Select(friend => friend.AssemblyName)
                    .Order(StringComparer.Ordinal)
            );
        }

        Assert.False(typeof(Transaction).IsVisible || typeof(Sql).IsVisible);
        Assert.Each(
            Files("*Table.cs").Where(file => Transactions().IsMatch(Read(file))),
            file => Assert.DoesNotMatch(PublicTable(), Read(file))
        );
    }

    /// <summary>
    /// What a folder of pages stands on does not stand on it: a newcomer can read them one after another.
    /// </summary>
    [Fact]
    public void The_folders_of_the_host_refer_to_each_other_one_way()
    {
        var uses = ProjectFolders.References(typeof(ServiceHost).Assembly);

        Assert.True(uses.Count > 10);
        Assert.DoesNotContain(uses.Keys, folder => ProjectFolders.Reached(uses, folder).Contains(folder));
    }

    private static bool IsBelowTheHost(string file) =>
        !file.StartsWith("CaregiverSignal/", StringComparison.Ordinal)
        && !file.StartsWith("CaregiverSignal.Domain/", StringComparison.Ordinal);

    private static readonly string[] Friends =
    [
        "CaregiverSignal.Service.Tests",
        "CaregiverSignal.System.Tests",
        "CaregiverSignal.Tests",
        "CaregiverSignal.Bench",
    ];

    /// <summary>Whoever took them keeps what they were, and others take their place at once.</summary>
    [Fact]
    public void Settings_rules_and_working_days_never_change_once_they_are_made()
    {
        Type[] all =
        [
            .. Projects.BelowTheHost.SelectMany(project => project.GetTypes()),
            .. typeof(Scoring).Assembly.GetTypes(),
        ];
        var parts = typeof(Settings).GetProperties().Select(part => part.PropertyType).Where(all.Contains);
        var named = all.Where(type =>
            type.Name.EndsWith("Settings", StringComparison.Ordinal)
            && type != typeof(CurrentSettings)
            && type != typeof(CaregiverSignal.Staff.ChangeSettings)
        );

        Assert.Empty(parts.Concat(named).Append(typeof(WorkingDays)).SelectMany(Writable));
        Assert.NotEmpty(Writable(typeof(CurrentSettings)));
        Assert.NotEmpty(Writable(typeof(Readiness)));
    }

    private static IEnumerable<string> Writable(Type type) =>
        type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(property =>
                property.SetMethod is { } set
                && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit))
            )
            .Concat<MemberInfo>(
                type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                    .Where(field => !field.IsInitOnly)
            )
            .Select(member => $"{type.Name}.{member.Name}");

    [Fact]
    public void No_text_is_written_twice_under_one_name()
    {
        Assert.NotEmpty(Resources());
        var twice =
            from resource in Resources()
            from name in XDocument
                .Load(System.IO.Path.Combine(SourceTree.Root, resource))
                .Root!.Elements("data")
                .Select(element => (string)element.Attribute("name")!)
                .GroupBy(name => name)
            where name.Count() > 1
            select $"{resource}: {name.Key}";

        Assert.Empty(twice);
    }

    [Fact]
    public void An_interface_has_at_least_two_real_things_behind_it()
    {
        Type[] all = [.. Projects.All.SelectMany(project => project.GetTypes())];

        var lonely = all.Where(type =>
                type.IsInterface && type.Namespace?.StartsWith("CaregiverSignal", StringComparison.Ordinal) == true
            )
            .Where(type => all.Count(item => item.IsClass && type.IsAssignableFrom(item)) < 2);

        Assert.Empty(lonely);
    }

    [Fact]
    public void Only_the_job_runner_the_command_line_the_error_page_and_the_writer_catch_everything()
    {
        string[] allowed =
        [
            "Jobs/JobRunner.cs",
            "Hosting/RunDueJobs.cs",
            "Mail/Sending/MailLoop.cs",
            "Cli/CommandLine.cs",
            "Web/FaultPages.cs",
            "Storage/Database.cs",
            "Storage/Writer.cs",
        ];

        Assert.DoesNotContain(
            Code(),
            file =>
                !allowed.Any(text => file.EndsWith("/" + text, StringComparison.Ordinal))
                && CatchAll().IsMatch(WithoutComments(Read(file)))
        );
    }

    /// <remarks>
    /// A thread of the pool that waits cannot run what it waits for. These two read files beside one another, on threads
    /// of their own that may wait.
    /// </remarks>
    [Fact]
    public void Nobody_blocks_a_thread_for_a_task()
    {
        Assert.Equal(
            ["CaregiverSignal.Exchange/Fhir/NdjsonFile.cs", "CaregiverSignal.Exchange/Import/FolderReader.cs"],
            Code().Where(file => Blocks().IsMatch(WithoutComments(Read(file)))).Order(StringComparer.Ordinal)
        );
        Assert.Matches(Blocks(), "store.OpenAsync().GetAwaiter()\n    .GetResult()");
    }

    /// <remarks>The framework's own way compiles what binds a handler before the program answers anything.</remarks>
    [Fact]
    public void Every_route_is_added_by_the_one_that_compiles_when_first_asked() =>
        Assert.Equal(
            ["PageRoutes.cs"],
            Code().Where(file => MapsARoute().IsMatch(WithoutComments(Read(file)))).Select(Path.GetFileName)
        );

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
        var everywhere = Keys("CaregiverSignal.Storage/Text/Everywhere.resx");
        var missing =
            from file in Code()
            from use in UsesOfTexts(file)
            where !Keys(use.Resource).Contains(use.Key) && !everywhere.Contains(use.Key)
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
            ".cshtml",
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

    [Fact]
    public void The_document_of_packages_names_each_with_its_reason_and_no_other()
    {
        var named = XDocument
            .Load(System.IO.Path.Combine(Some.Root, "Directory.Packages.props"))
            .Descendants("PackageVersion")
            .Select(element => (string)element.Attribute("Include")!);
        var told = File.ReadLines(System.IO.Path.Combine(Some.Root, "docs", "packages.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => Package().Matches(line.Split('|')[1]).Select(match => match.Groups[1].Value));

        Assert.Equal(named.Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Code() => Files("*.cs").Concat(Files("*.razor")).Concat(Files("*.cshtml"));

    private static IEnumerable<string> Resources() =>
        SourceTree.DutchTexts().Select(file => System.IO.Path.GetRelativePath(SourceTree.Root, file.Path));

    private static IEnumerable<string> Files(string pattern) =>
        SourceTree
            .Files(pattern)
            .Select(file => System.IO.Path.GetRelativePath(SourceTree.Root, file.Path).Replace('\\', '/'));

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
                    .Where(text => !left.Contains(System.IO.Path.GetFileName(text)))
            )
                folders.Push(inner);
        }
    }

    private static string Read(string file) => File.ReadAllText(System.IO.Path.Combine(SourceTree.Root, file));

    private static string WithoutComments(string code) => Comment().Replace(code, "");

    private static HashSet<string> Keys(string resource) =>
        XDocument
            .Load(System.IO.Path.Combine(SourceTree.Root, resource))
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
        private readonly HashSet<string> heads = [.. Cut('{', (text, at) => text[..at], literals)];
        private readonly HashSet<string> tails = [.. Cut('}', (text, at) => text[(at + 1)..], literals)];

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
            from literal in literals
            from place in Enumerable.Range(0, literal.Length)
            where literal[place] == at
            select part(literal, place);
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

        if (PageFile().Match(file) is { Success: true } page)
        {
            var name = page.Groups[1].Value;
            var isShown = File.Exists(System.IO.Path.Combine(SourceTree.Root, name + ".resx"));
            foreach (Match use in TextsOfPage().Matches(source))
                yield return (name + (isShown ? ".resx" : "Model.resx"), use.Groups[1].Value);
        }

        foreach (Match use in BecauseWords().Matches(source))
            yield return ("CaregiverSignal.Care/Signals/Rules/Reasons.resx", use.Groups[1].Value);
    }

    private static string? ResourceOf(string file, string type, string name)
    {
        var resource =
            name.Length > 0
                ? $"{file.Split('/')[0]}/{name.Replace('.', '/')}.resx"
                : $"{System.IO.Path.GetDirectoryName(file)}/{type}.resx";
        return File.Exists(System.IO.Path.Combine(SourceTree.Root, resource))
            ? resource
            : Resources().FirstOrDefault(text => text.EndsWith("/" + type + ".resx", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\.(?:UtcDateTime|LocalDateTime|UtcNow)\b|substr\((?:\w+\.)?\w*at, 1, 10\)")]
    private static partial Regex OfUtc();

    [GeneratedRegex(@"\.Map(Get|Post|Put|Delete|Patch|Methods)\(")]
    private static partial Regex MapsARoute();

    [GeneratedRegex(@"\bTransaction\b")]
    private static partial Regex Transactions();

    [GeneratedRegex(@"^public .*\b(?:class|record|struct) \w+Table\b", RegexOptions.Multiline)]
    private static partial Regex PublicTable();

    [GeneratedRegex(
        @"\b(?:IFormCollection|HttpContext|HttpRequest|IResult|AspNetCore\.(?:Http|Mvc|Builder|Routing)\w*)\b"
    )]
    private static partial Regex OfAPage();

    [GeneratedRegex(@"""/[a-z]|\}/[a-z]+[/\""]|\?wat=")]
    private static partial Regex OfAnAddress();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Package();

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

    /// <summary>
    /// Whatever stands between quotes, also between the end of one literal and the beginning of the next.
    /// </summary>
    [GeneratedRegex("\"(?=([A-Za-z0-9 .\\-]+)\")")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"(\w+)\s*=>?\s*Texts\.Of\((?:typeof\((\w+)\)|""([\w.]+)"")\)\s*;")]
    private static partial Regex TextsField();

    [GeneratedRegex(@"Texts\.Of\((?:typeof\((\w+)\)|""([\w.]+)"")\)\[""([A-Za-z0-9.\-]+)""[\],]")]
    private static partial Regex TextsInPlace();

    /// <summary>A Razor Page's markup and its code: what they ask for stands in the .resx of its model.</summary>
    [GeneratedRegex(@"^(.*)\.cshtml(?:\.cs)?$")]
    private static partial Regex PageFile();

    [GeneratedRegex(@"(?:\bModel\.|(?<![\w.]))T\[\s*""([A-Za-z0-9.\-]+)""[\],]")]
    private static partial Regex TextsOfPage();

    [GeneratedRegex("""\["([^"\\\r\n]+)"[\] ,+]""")]
    private static partial Regex Indexed();

    [GeneratedRegex(@"\b[A-Z][A-Za-z]+\b")]
    private static partial Regex Word();

    [GeneratedRegex(@"\bGetResult\(\)")]
    private static partial Regex Blocks();

    [GeneratedRegex(@"Because\.Words\[""([A-Za-z0-9.]+)""[\],]")]
    private static partial Regex BecauseWords();
}
