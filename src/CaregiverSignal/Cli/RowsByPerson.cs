using System.Text;

namespace CaregiverSignal.Cli;

/// <summary>
/// Sorts the rows of people by their ids, through a temporary file, so that only the ids and places are in memory.
/// </summary>
internal static class RowsByPerson
{
    /// <param name="all">All rows of a person together; each person occurs once.</param>
    /// <returns>All rows of a person together, one a line.</returns>
    public static IEnumerable<string> InOrder(IEnumerable<(string Person, IReadOnlyList<string> Rows)> all)
    {
        using var file = TemporaryFile.Create();
        var places = new List<(string Person, int Length, long At)>();
        foreach (var (person, rows) in all)
        {
            if (rows.Count == 0)
                continue;
            var text = Encoding.UTF8.GetBytes(string.Join('\n', rows));
            places.Add((person, text.Length, file.Position));
            file.Write(text);
        }

        places.Sort((one, other) => string.CompareOrdinal(one.Person, other.Person));
        foreach (var (_, length, at) in places)
        {
            var text = new byte[length];
            file.Position = at;
            file.ReadExactly(text);
            yield return Encoding.UTF8.GetString(text);
        }
    }
}
