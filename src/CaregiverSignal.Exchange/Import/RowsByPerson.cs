using CaregiverSignal.Files;

namespace CaregiverSignal.Import;

internal sealed class RowsByPerson<T>(IEnumerable<CsvLine> lines, Func<CsvLine, string> personOf, Func<CsvLine, T> read)
    : IDisposable
{
    private readonly IEnumerator<CsvLine> lines = lines.GetEnumerator();
    private readonly List<T> rows = [];
    private bool isBegun;
    private string? next;

    public bool IsDone => isBegun && next is null;

    /// <summary>A person's rows, empty if another's come next; valid until the next person's are requested.</summary>
    public List<T> Of(string person)
    {
        rows.Clear();
        if (!isBegun)
            Advance();
        isBegun = true;
        while (next == person)
        {
            rows.Add(read(lines.Current));
            Advance();
        }

        return rows;
    }

    public void Dispose() => lines.Dispose();

    private void Advance() => next = lines.MoveNext() ? personOf(lines.Current) : null;
}
