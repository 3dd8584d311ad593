using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace CaregiverSignal.Tests;

/// <summary>Keeps the house as style.md describes it, by reading the source.</summary>
public sealed partial class TheHouseTests
{
    /// <summary>The path of one caregiver's data; a room uses the ones before it and the side rooms.</summary>
    private static readonly string[] Path = ["People", "CheckIns", "Invitations", "Answers", "Scores", "Trends", "Signals", "FollowUp"];

    private static readonly Dictionary<string, string[]> SideRooms = new()
    {
        ["Storage"] = [],
        ["Time"] = [],
        ["Questionnaires"] = ["Storage"],
        ["Mail"] = ["Storage", "Time"],
        ["Configuration"] = ["Mail", "Time"],
        ["Pages"] = ["Configuration", "Mail", "Questionnaires", "Storage", "Time"],
    };

    /// <summary>These stand outside the path and see all of it; nothing in the path knows them.</summary>
    private static readonly string[] Outside = ["Cli", "Import", "Export", "Demo", "Replay"];

    /// <summary>Files that may look further, each with its reason.</summary>
    private static readonly Dictionary<string, string[]> Exceptions = new()
    {
        // The limits of the rules are settings, and stand with their sources beside the rules.
        ["Configuration/Settings.cs"] = ["Signals"],
        ["Configuration/SettingsReader.cs"] = ["Signals"],
        // A session's key is hashed as a link's is.
        ["Pages/SessionTable.cs"] = ["Invitations"],
        // One chart component serves the caregiver's result and the coordinator's case.
        ["Pages/TrendFigure.razor"] = ["Trends"],
        // Who has just answered sees the own result first; what it shows is only read, and nothing flows back.
        ["Answers/Result.cs"] = ["Scores", "Trends", "Signals"],
        ["Answers/ResultPageModel.cs"] = ["Scores", "Trends"],
    };

    /// <summary>Decisions: the same input, the same output, wherever and whenever.</summary>
    private static readonly string[] Pure =
    [
        "CheckIns/Schedule.cs", "CheckIns/Plan.cs", "Scores/Scoring.cs", "Scores/ScaleValue.cs", "Trends/*.cs", "Signals/Nearness.cs",
        "Signals/Telling.cs", "Signals/AskSooner.cs", "Signals/GoodYear.cs", "Signals/PersonalRules.cs", "Signals/RuleSet.cs", "Signals/RuleSettings.cs", "Signals/Limit.cs", "Signals/Replay.cs", "Signals/Fact*.cs", "Signals/Known.cs", "Signals/Measure.cs", "Signals/Because.cs", "Signals/History.cs", "Signals/Backtest.cs", "Signals/Thing*.cs", "Mail/Retry.cs", "Mail/Breaker.cs", "Mail/MailPriority.cs", "Mail/FenceRule.cs", "Mail/ResumePlan.cs",
        "Mail/Returns/Mime*.cs", "Mail/Returns/Returned*.cs", "Mail/Returns/ReturnText.cs", "Mail/Returns/ReturnVerdict.cs", "Mail/Returns/ReturnAddress.cs", "Mail/Returns/DeliveryReport.cs", "Mail/Returns/QuotedReply.cs", "Mail/Returns/ReplyWords.cs", "FollowUp/ReturnMatch.cs",
        "FollowUp/Worklist.cs", "FollowUp/CallPlan.cs", "FollowUp/AlertBudget.cs", "FollowUp/InPlace.cs", "FollowUp/Entry/Entering.cs", "Time/WorkingDays.cs", "Questionnaires/Instrument.cs", "Demo/Worlds/*.cs",
    ];

    private static string Source => System.IO.Path.Combine(Some.Root, "src", "CaregiverSignal");

    [Fact]
    public void No_text_is_written_twice_under_one_name()
    {
        var twice =
            from resource in Resources()
            from name in XDocument.Load(System.IO.Path.Combine(Source, resource)).Root!.Elements("data").Select(one => (string)one.Attribute("name")!).GroupBy(name => name)
            where name.Count() > 1
            select $"{resource}: {name.Key}";

        Assert.Empty(twice);
    }

    [Fact]
    public void A_room_uses_the_rooms_before_it_and_the_side_rooms()
    {
        var wrong =
            from file in Code()
            let room = RoomOf(file)
            where room.Length > 0 && !Outside.Contains(room)
            from used in RoomsUsed(file)
            where used != room && !MayUse(file, room, used)
            select $"{file} uses {used}";

        Assert.Empty(wrong.Distinct());
    }

    [Fact]
    public void Every_folder_is_a_room_that_is_known_here()
    {
        var known = Path.Concat(SideRooms.Keys).Concat(Outside);

        Assert.Empty(Code().Select(RoomOf).Where(room => room.Length > 0).Distinct().Except(known));
    }

    [Fact]
    public void Every_exception_is_still_needed()
    {
        var idle =
            from one in Exceptions
            where File.Exists(System.IO.Path.Combine(Source, one.Key))
            where !one.Value.Intersect(RoomsUsed(one.Key)).Any()
            select one.Key;

        Assert.Empty(idle);
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
    public void Decisions_know_no_database_clock_log_file_or_chance()
    {
        var wrong =
            from file in Pure.SelectMany(Matching).Concat(Things())
            from Match found in Impure().Matches(WithoutComments(Read(file)))
            where !(file == "CheckIns/Plan.cs" && found.Value.StartsWith("File.", StringComparison.Ordinal))
            select $"{file}: {found.Value}";

        Assert.Empty(wrong);
        Assert.All(Pure, pattern => Assert.NotEmpty(Matching(pattern)));
        Assert.Equal(CaregiverSignal.Signals.Things.All.Count, Things().Count());
    }

    [Fact]
    public void An_interface_has_at_least_two_real_things_behind_it()
    {
        var all = typeof(Fault).Assembly.GetTypes();

        var lonely = all.Where(type => type.IsInterface && type.Namespace?.StartsWith("CaregiverSignal", StringComparison.Ordinal) == true)
            .Where(type => all.Count(one => one.IsClass && type.IsAssignableFrom(one)) < 2);

        Assert.Empty(lonely);
    }

    [Fact]
    public void Only_the_heartbeat_the_command_line_the_error_page_and_the_writer_catch_everything()
    {
        string[] allowed = ["Heartbeat.cs", "HeartbeatJob.cs", "MailLoop.cs", "Cli/CommandLine.cs", "Pages/FaultPages.cs", "Storage/Database.cs"];

        Assert.DoesNotContain(Code(), file => !allowed.Contains(file) && CatchAll().IsMatch(WithoutComments(Read(file))));
    }

    [Fact]
    public void Every_text_is_used()
    {
        var code = string.Join('\n', Code().Select(Read));
        var literals = Literals(code);
        var names = Word().Matches(code).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);

        var unused =
            from resource in Resources()
            from key in Keys(resource)
            where !code.Contains($"\"{key}\"", StringComparison.Ordinal) && !IsPutTogether(key, literals) && !IsOfNames(key, names)
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
        string[] texts = [".cs", ".razor", ".resx", ".json", ".md", ".css", ".sql", ".props", ".csproj", ".sln", ".config", ".sh", ".yml", ".txt", ".editorconfig", ".gitignore", "run"];
        string[] machine = ["/ho" + "me/", "/ro" + "ot/", "/wo" + "rk/", "/Us" + "ers/", @"C:\" + "Users"];
        string[] registries = ["api.nu" + "get.org", "registry.np" + "mjs", "py" + "pi.org", "art" + "ifactory", "nex" + "us."];

        var wrong =
            from file in Tracked()
            where texts.Any(ending => file.EndsWith(ending, StringComparison.Ordinal))
            let text = File.ReadAllText(file)
            from word in machine.Concat(registries)
            where text.Contains(word, StringComparison.OrdinalIgnoreCase)
            select $"{System.IO.Path.GetRelativePath(Some.Root, file)}: {word}";

        Assert.Empty(wrong);
    }

    private static bool MayUse(string file, string room, string used)
    {
        if (Exceptions.TryGetValue(file, out var more) && more.Contains(used)) return true;
        if (SideRooms.TryGetValue(room, out var side)) return side.Contains(used);
        return SideRooms.ContainsKey(used) || (Path.Contains(used) && Array.IndexOf(Path, used) < Array.IndexOf(Path, room));
    }

    private static IEnumerable<string> Code() => Files("*.cs").Concat(Files("*.razor"));

    private static IEnumerable<string> Resources() => Files("*.resx");

    private static IEnumerable<string> Files(string pattern) => Directory.EnumerateFiles(Source, pattern, SearchOption.AllDirectories)
        .Select(file => System.IO.Path.GetRelativePath(Source, file).Replace('\\', '/'))
        .Where(file => !file.StartsWith("bin/", StringComparison.Ordinal) && !file.StartsWith("obj/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    /// <summary>The files of the things that the rules look at.</summary>
    private static IEnumerable<string> Things() => Matching("Signals/*.cs").Where(file => Read(file).Contains(") : Thing(", StringComparison.Ordinal));

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
            foreach (var file in Directory.EnumerateFiles(folder)) yield return file;
            foreach (var inner in Directory.EnumerateDirectories(folder).Where(one => !left.Contains(System.IO.Path.GetFileName(one)))) folders.Push(inner);
        }
    }

    private static string RoomOf(string file) => file.Contains('/', StringComparison.Ordinal) ? file[..file.IndexOf('/', StringComparison.Ordinal)] : "";

    private static string Read(string file) => File.ReadAllText(System.IO.Path.Combine(Source, file));

    private static string WithoutComments(string code) => Comment().Replace(code, "");

    private static IEnumerable<string> RoomsUsed(string file) => RoomName().Matches(WithoutComments(Read(file)))
        .Select(match => match.Groups[1].Value)
        .Where(room => Path.Contains(room) || SideRooms.ContainsKey(room) || Outside.Contains(room))
        .Distinct();

    private static HashSet<string> Keys(string resource) => XDocument.Load(System.IO.Path.Combine(Source, resource)).Root!
        .Elements("data").Select(data => data.Attribute("name")!.Value).ToHashSet();

    /// <summary>What stands between quotes; and what stands in an indexer, which in markup may be inside quotes itself.</summary>
    private static HashSet<string> Literals(string source) =>
        [.. Literal().Matches(source).Concat(Indexed().Matches(source)).Select(match => match.Groups[1].Value)];

    /// <summary>A key made of a literal and a changing part: <c>"Time." + category</c>, <c>kind + "Subject"</c>, <c>$"{kind}{number}"</c>.</summary>
    private static bool IsPutTogether(string key, HashSet<string> literals)
    {
        if (char.IsAsciiDigit(key[^1]) && literals.Contains(key.TrimEnd("0123456789".ToCharArray()))) return true;
        for (var cut = 1; cut < key.Length; cut++)
        {
            var (first, last) = (key[..cut], key[cut..]);
            if (literals.Contains(first) && (first.EndsWith('.') || literals.Contains(last))) return true;
            if (literals.Any(one => one.StartsWith(first + "{", StringComparison.Ordinal) || one.EndsWith("}" + last, StringComparison.Ordinal))) return true;
        }

        return false;
    }

    /// <summary>A key made of changing parts alone, values of enums: <c>$"{change}.{direction}"</c>.</summary>
    private static bool IsOfNames(string key, HashSet<string> names) =>
        key.Split('.') is { Length: > 1 } parts && parts.All(names.Contains);

    private static IEnumerable<(string Resource, string Key)> UsesOfTexts(string file)
    {
        var source = Read(file);
        foreach (Match field in TextsField().Matches(source))
        {
            if (ResourceOf(file, field.Groups[2].Value, field.Groups[3].Value) is not { } resource) continue;
            foreach (Match use in Regex.Matches(source, $@"(?<![\w.]){field.Groups[1].Value}\[""([A-Za-z0-9.\-]+)""[\],]")) yield return (resource, use.Groups[1].Value);
        }

        foreach (Match use in TextsInPlace().Matches(source))
        {
            if (ResourceOf(file, use.Groups[1].Value, use.Groups[2].Value) is { } resource) yield return (resource, use.Groups[3].Value);
        }

        foreach (Match use in BecauseWords().Matches(source)) yield return ("Signals/Reasons.resx", use.Groups[1].Value);
    }

    private static string? ResourceOf(string file, string type, string name)
    {
        var resource = name.Length > 0 ? name.Replace('.', '/') + ".resx" : $"{RoomOf(file)}/{type}.resx";
        return File.Exists(System.IO.Path.Combine(Source, resource)) ? resource : Resources().FirstOrDefault(one => one.EndsWith("/" + type + ".resx", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"(?<![\w""])CaregiverSignal\.([A-Z][A-Za-z]+)|(?<![\w.""<@])(?=[A-Z])([A-Z][A-Za-z]+)(?=\.[A-Z][A-Za-z]+\.[A-Z])")]
    private static partial Regex RoomName();

    [GeneratedRegex(@"""\s*(?:select\s|insert\s+into\s|update\s+\w+\s+set\s|delete\s+from\s|create\s+(?:table|index)\s|pragma\s)", RegexOptions.CultureInvariant)]
    private static partial Regex Sql();

    [GeneratedRegex(@"\bWork\s+\w|\bDatabase\b|\bTimeProvider\b|\bSiteTime\b|\bDateTime(?:Offset)?\.(?:Now|UtcNow)|\bILogger\b|\bLoggerMessage\b|\bRandom\b|\bRandomNumberGenerator\b|\bGuid\b|\bStopwatch\b|\bEnvironment\.|\bFile\.\w+|\bDirectory\.")]
    private static partial Regex Impure();

    [GeneratedRegex(@"catch\s*(?:\{|\(Exception(?:\s+\w+)?\)\s*\{)")]
    private static partial Regex CatchAll();

    [GeneratedRegex(@"//[^\n]*|/\*.*?\*/|@\*.*?\*@", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex("\"((?:[^\"\\\\\n]|\\\\.)*)\"")]
    private static partial Regex Literal();

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
