using System.Text;

namespace CaregiverSignal.Cli;

/// <summary>
/// Puts the rows of people in the order of their ids: laid in a file meanwhile, so that only the ids and places are
/// held.
/// </summary>
internal static class RowsByPerson
{
    /// <param name="all">Somebody's rows at once; nobody is there twice.</param>
    /// <returns>Likewise somebody's rows at once, a line each.</returns>
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
