using System.Runtime.CompilerServices;
using System.Text;

namespace CaregiverSignal.Storage;

/// <summary>
/// A statement with its values where they stand, as in <c>$"… where id = {id}"</c>: each becomes a parameter, and never
/// text of the statement. A piece with values of its own is one too.
/// </summary>
/// <remarks>A piece that is text is marked as such: <c>$"select {Columns:sql} …"</c>.</remarks>
[InterpolatedStringHandler]
public sealed class Sql(int literalLength, int formattedCount)
{
    private readonly List<(string? Piece, object? Value, Type Type)> parts = new((2 * formattedCount) + 1);

    public void AppendLiteral(string piece) => parts.Add((piece, null, typeof(Sql)));

    /// <param name="format">Always <c>sql</c>.</param>
    public void AppendFormatted(string piece, string format) =>
        AppendLiteral(format == "sql" ? piece : throw new ArgumentException("Is no piece of SQL.", nameof(format)));

    public void AppendFormatted(Sql piece) => parts.AddRange(piece.parts);

    public void AppendFormatted<T>(T value) => parts.Add((null, value, typeof(T)));

    /// <summary>With <c>@p0</c>, <c>@p1</c> where the values stand.</summary>
    public string Text
    {
        get
        {
            var (text, count) = (new StringBuilder(2 * literalLength), 0);
            foreach (var (piece, _, _) in parts)
                _ = piece is null ? text.Append("@p").Append(count++) : text.Append(piece);
            return text.ToString();
        }
    }

    internal IReadOnlyList<Member> Members =>
        [.. Given.Select((one, place) => Values.MemberOf($"p{place}", one.Type, of => ((Sql)of).Given[place].Value))];

    private List<(string? Piece, object? Value, Type Type)> Given => parts.FindAll(part => part.Piece is null);
}
