namespace CaregiverSignal.Storage;

/// <summary>A row that was left out of a list because it cannot be read.</summary>
/// <param name="Kind">The type it was read as.</param>
/// <param name="Key">Its first column; null when that does not identify the row.</param>
public sealed record UnreadableRow(string Kind, string? Key);

/// <summary>
/// A row of the store holds an impossible value: a day that does not exist, or a word where a number belongs.
/// </summary>
/// <remarks>The message identifies the row, and never quotes it.</remarks>
public sealed class UnreadableRowException(string kind, string? key, Exception? inner = null)
    : Exception($"A row of the store cannot be read: {kind} {key}".TrimEnd() + ".", inner)
{
    public string Kind { get; } = kind;

    /// <summary>The first column of the row, which identifies it: a whole number, or a mail's id.</summary>
    public string? Key { get; } = key;
}
