using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Text.Json;

namespace CaregiverSignal.Tests.Support;

/// <summary>
/// The statements that the tests' programs sent to SQLite, kept in files that begin as CAREGIVERSIGNAL_STATEMENTS
/// says, one for each program of tests, for PostgreSQL to say whether it understands them.
/// </summary>
internal static partial class StatementsOnFile
{
    private static readonly ConcurrentDictionary<string, Known> Seen = new(StringComparer.Ordinal);

    private static readonly string? Name = Environment.GetEnvironmentVariable("CAREGIVERSIGNAL_STATEMENTS");

    static StatementsOnFile() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Keep();

    public static bool IsWanted => Name is not null;

    public static void Watch(StoreEngine engine)
    {
        if (Name is not null && !engine.IsShared)
            engine.Sent += Note;
    }

    public static IReadOnlyList<Known> Read() =>
        [
            .. Directory
                .EnumerateFiles(Path.GetDirectoryName(Name)!, Path.GetFileName(Name) + ".*")
                .SelectMany(file => JsonSerializer.Deserialize<List<Known>>(File.ReadAllText(file))!)
                .DistinctBy(known => known.Text),
        ];

    private static void Note(string text, DbParameterCollection parameters)
    {
        if (!Seen.ContainsKey(text) && !OfSqlite().IsMatch(text))
            Seen[text] = new Known(
                InWordsOfPostgres(text),
                [
                    .. parameters
                        .Cast<DbParameter>()
                        .Select(parameter => new KnownParameter(
                            parameter.ParameterName,
                            text.Contains($"json_each({parameter.ParameterName})") ? null : parameter.DbType
                        )),
                ]
            );
    }

    private static string InWordsOfPostgres(string text) =>
        List().Replace(text, match => (match.Groups["not"].Success ? "<> all" : "= any") + $"({match.Groups["list"]})");

    private static void Keep()
    {
        if (!Seen.IsEmpty)
            File.WriteAllText(
                $"{Name}.{typeof(StatementsOnFile).Assembly.GetName().Name}",
                JsonSerializer.Serialize(Seen.Values)
            );
    }

    /// <summary>The seams that <see cref="StoreEngine"/> has for each store, and what only tests ask SQLite.</summary>
    [GeneratedRegex(
        @"^\s*(begin|commit|rollback|vacuum|pragma|create|alter|drop|explain)\b|\b(sqlite|pragma)_|total_changes|\btouched\b"
    )]
    private static partial Regex OfSqlite();

    [GeneratedRegex(@"(?<not>\bnot )?\bin \(select value from json_each\((?<list>@\w+)\)\)")]
    private static partial Regex List();

    internal sealed record Known(string Text, IReadOnlyList<KnownParameter> Parameters);

    /// <param name="Type">Null for a list, which has the type of the column it is compared with.</param>
    internal sealed record KnownParameter(string Name, DbType? Type);
}
