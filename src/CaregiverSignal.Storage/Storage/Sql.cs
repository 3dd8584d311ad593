using System.Runtime.CompilerServices;
using System.Text;

namespace CaregiverSignal.Storage;

/// <summary>A statement with its values in place, as in <c>$"… where id = {id}"</c>: each becomes a parameter, never
/// part of the text. A piece with values of its own is a <see cref="Sql"/> too.</summary>
/// <remarks>A piece of plain text is marked: <c>$"select {Columns:sql} …"</c>.</remarks>
[InterpolatedStringHandler]
internal sealed class Sql(int literalLength, int formattedCount)
{
    /// <summary>The text in pieces; null stands for a value.</summary>
    private readonly List<string?> pieces = new((2 * formattedCount) + 1);

    internal List<(object? Value, Type Type)> Given { get; } = new(formattedCount);

    /// <summary>A statement without values.</summary>
    public static Sql Of(string text)
    {
        var statement = new Sql(text.Length, 0);
        statement.AppendLiteral(text);
        return statement;
    }

    /// <summary>Pieces joined by commas, such as the rows of an insert; only few, as each count is a statement of its
    /// own.</summary>
    public static Sql Listed(IEnumerable<Sql> pieces)
    {
        var list = new Sql(0, 0);
        foreach (var (place, piece) in pieces.Index())
        {
            if (place > 0)
                list.AppendLiteral(", ");
            list.AppendFormatted(piece);
        }

        return list;
    }

    public void AppendLiteral(string piece) => pieces.Add(piece);

    /// <param name="format">Always <c>sql</c>.</param>
    public void AppendFormatted(string piece, string format) =>
        AppendLiteral(format == "sql" ? piece : throw new ArgumentException("Is no piece of SQL.", nameof(format)));

    public void AppendFormatted(Sql piece)
    {
        pieces.AddRange(piece.pieces);
        Given.AddRange(piece.Given);
    }

    public void AppendFormatted<T>(T value)
    {
        pieces.Add(null);
        Given.Add((value, typeof(T)));
    }

    /// <summary>With <c>@p0</c>, <c>@p1</c> for the values; read once the statement is complete.</summary>
    public string Text => field ??= pieces is [{ } whole] ? whole : Written();

    private string Written()
    {
        var (text, count) = (new StringBuilder(2 * literalLength), 0);
        foreach (var piece in pieces)
            _ = piece is null ? text.Append("@p").Append(count++) : text.Append(piece);
        return text.ToString();
    }
}
