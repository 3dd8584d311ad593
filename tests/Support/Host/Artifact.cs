namespace CaregiverSignal.Tests.Support;

/// <summary>
/// What a test prints for people to read: a table in the folder <c>artifacts</c>, which is not committed.
/// </summary>
public static class Artifact
{
    public static void Write(string name, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Some.Root, "artifacts"));
        File.WriteAllLines(
            Path.Combine(folder.FullName, name),
            [Row(columns), "|" + string.Concat(columns.Select(_ => "---|")), .. rows.Select(Row)]
        );
    }

    private static string Row(IReadOnlyList<string> cells) => $"| {string.Join(" | ", cells)} |";
}
