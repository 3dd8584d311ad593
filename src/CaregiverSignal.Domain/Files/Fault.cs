namespace CaregiverSignal.Files;

/// <summary>One problem in a file, row or setting that somebody supplied.</summary>
/// <param name="Where">The file or section, such as <c>csi-v1.json</c> or <c>answers.csv</c>.</param>
/// <param name="Place">The place within it, such as <c>scales[0].bands[1].from</c> or <c>row 3, column sleep</c>; may
/// be empty.</param>
/// <param name="Message">The value found and what is allowed.</param>
public sealed record Fault(string Where, string Place, string Message)
{
    private Fault(string where, FormattableString place, FormattableString message)
        : this(where, FormattableString.Invariant(place), FormattableString.Invariant(message)) =>
        InTable = (place, message);

    /// <summary>A table fault's place and message with separate values, for translation.</summary>
    public (FormattableString Place, FormattableString Message)? InTable { get; }

    public static Fault InRow(string file, int row, FormattableString message) => new(file, $"row {row}", message);

    /// <param name="column">Its name, or its number if it has none.</param>
    public static Fault InCell(string file, int row, string column, FormattableString message) =>
        new(file, $"row {row}, column {column}", message);

    public override string ToString() => Place.Length == 0 ? $"{Where}: {Message}" : $"{Where}: {Place}: {Message}";
}
