using System.CommandLine;
using CaregiverSignal.Commands;
using Microsoft.Data.Sqlite;

namespace CaregiverSignal.Tests.Support;

/// <summary>A folder as an operator has it: the shipped settings and questionnaires, and the program's data.</summary>
internal sealed class ProgramFolder : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly bool isBare;

    /// <param name="isBare">The questionnaires and nothing else: no settings, and no words or numbers of an
    /// operator.</param>
    public ProgramFolder(bool isBare = false)
    {
        this.isBare = isBare;
        CopyFolder(Some.QuestionnairesFolder, Path("questionnaires"));
        if (isBare)
            Directory.Delete(Path("questionnaires", "overlay"), recursive: true);
        else
            File.Copy(System.IO.Path.Combine(Some.Root, "appsettings.json"), Path("appsettings.json"));
    }

    public string Name => folder.Name;

    public string Data => Path("data");

    public string Database => Path("data", "caregiversignal.db");

    public IReadOnlyList<string> Mails =>
        Directory.Exists(Path("data", "mail"))
            ? [.. Directory.GetFiles(Path("data", "mail")).Order(StringComparer.Ordinal)]
            : [];

    /// <summary>Settings that every command here is given, as <c>--Section:Key=value</c>.</summary>
    public List<string> Settings { get; } = [];

    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>What each command reads from standard input.</summary>
    public byte[] Input { get; set; } = [];

    public string Path(params string[] parts) => System.IO.Path.Combine([Name, .. parts]);

    /// <summary>
    /// Fills in settings as if on their pages, in a store that is there, by its first coordinator or nobody.
    /// </summary>
    public void FillIn(params IEnumerable<(string Key, string? Value)> settings)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Foreign Keys=False;Pooling=False");
        connection.Open();
        foreach (var (key, value) in settings)
        {
            using var command = connection.CreateCommand();
            command.CommandText =
                "insert into setting_change (key, value, changed_by, changed_at) values ($key, $value, coalesce((select min(id) from coordinator), 0), '2026-03-02T09:00:00.000Z')";
            command.Parameters.AddWithValue("$key", key);
            command.Parameters.AddWithValue("$value", value);
            command.ExecuteNonQuery();
        }
    }

    public RunningProgram Start(params string[] arguments) => StartUnder([], arguments);

    public RunningProgram StartUnder(string[] under, params string[] arguments) =>
        new(Name, [.. arguments, .. Settings], under, Environment, Input);

    /// <summary>Starts the service on a free port, and comes back when its pages are open.</summary>
    public async Task<(RunningProgram Service, Uri Address)> ServeAsync()
    {
        var service = Start("--Urls=http://127.0.0.1:0");
        return (service, await service.PagesAsync());
    }

    /// <summary>Writes a file, and the folder it is in; gives its path.</summary>
    public string Write(string file, string text) => folder.Write(file, text);

    /// <summary>The same with lines; gives the folder it is in.</summary>
    public string WriteLines(string file, params string[] lines) =>
        System.IO.Path.GetDirectoryName(Write(file, string.Concat(lines.Select(line => line + "\n"))))!;

    /// <summary>Runs a verb to its end.</summary>
    /// <remarks>In this process, which saves a start of the program, where that makes no difference.</remarks>
    public (int Code, string Output, string Error) Run(params string[] arguments)
    {
        if (!NeedsProcess(arguments))
            return RunHere(arguments);
        using var program = Start(arguments);
        return Task.Run(program.EndAsync).GetAwaiter().GetResult();
    }

    /// <summary>Runs a verb to its end and takes nothing but success.</summary>
    public async Task<string> RunAsync(params string[] arguments)
    {
        var (code, output, error) = await Task.Run(() => Run(arguments));
        Assert.True(code == 0, $"{string.Join(' ', arguments)} ended with {code}: {output}{error}");
        return output;
    }

    /// <summary>Writes people who are all due on the day of enrolment.</summary>
    public string WritePeople(int count, string enrolled) =>
        WriteLines(
            "import/people.csv",
            [
                "person,enrolled,first_name,email",
                .. Enumerable.Range(1, count).Select(n => $"{n},{enrolled},Anna,persoon{n}@example.org"),
            ]
        );

    /// <summary>Puts another folder's data in place of this one's.</summary>
    public void TakeData(ProgramFolder other)
    {
        if (Directory.Exists(Data))
            Directory.Delete(Data, recursive: true);
        CopyFolder(other.Data, Data);
    }

    /// <summary>The rows of a statement on the store, each as one text with bars.</summary>
    public IReadOnlyList<string> Query(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)));
        return rows;
    }

    public void Dispose() => folder.Dispose();

    /// <summary>
    /// What serves pages, asks somebody, scores without settings, has an environment or settings file, or has its folder
    /// of data where it runs.
    /// </summary>
    private bool NeedsProcess(string[] arguments) =>
        arguments is []
        || arguments[0].StartsWith('-')
        || arguments[0] == "score"
        || Input.Length > 0
        || Environment.Keys.Any(key => !key.Contains("__", StringComparison.Ordinal))
        || Settings.Contains("--Storage:Provider=postgres")
        || (isBare && File.Exists(Path("appsettings.json")));

    private (int Code, string Output, string Error) RunHere(string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        string[] given = [arguments[0], .. arguments.Skip(1).Zip(arguments, Whole), .. Settings];
        var others = new Dictionary<string, string>
        {
            ["Storage:Connection"] = $"Data Source={Database}",
            ["Mail:Folder"] = Path("data", "mail"),
            ["Questionnaires:Folder"] = Path("questionnaires"),
        };
        foreach (var (key, value) in Environment)
            others[key.Replace("__", ":")] = value;
        foreach (
            var key in others.Keys.Where(key =>
                given.Any(word => word.StartsWith($"--{key}", StringComparison.Ordinal))
            )
        )
            others.Remove(key);
        var root = AllVerbs.Create();
        CommandLine.TakeSettings(root);
        // What is used wrongly is run as it was given, as a setting would be taken for what it lacks.
        var isWrong =
            root.Parse(given).Errors.Count > 0
            || (
                given[^1].StartsWith("--", StringComparison.Ordinal)
                && !given[^1].Contains('=')
                && given[^1].Contains(':')
            );
        var code = Awaited.Now(() =>
            CommandLine.RunAsync(
                root,
                isWrong ? given : [.. given, .. others.Select(setting => $"--{setting.Key}={setting.Value}")],
                new InvocationConfiguration { Output = output, Error = error }
            )
        );
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>A path as this process, which stands in another folder, knows it.</summary>
    private string Whole(string argument, string before) =>
        argument.Trim().Length > 0
        && (before == "--out" || (!argument.StartsWith('-') && System.IO.Path.Exists(Path(argument))))
            ? Path(argument)
            : argument;

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
            File.Copy(file, System.IO.Path.Combine(to, System.IO.Path.GetFileName(file)));
        foreach (var sub in Directory.GetDirectories(from))
            CopyFolder(sub, System.IO.Path.Combine(to, System.IO.Path.GetFileName(sub)));
    }
}
