namespace CaregiverSignal.Storage;

/// <summary>A row left out of a list because it cannot be read.</summary>
/// <param name="Kind">The type it should map to.</param>
/// <param name="Key">Its first column; null if that does not identify the row.</param>
public sealed record UnreadableRow(string Kind, string? Key);

/// <summary>A stored row has an impossible value: a day that does not exist, or text instead of a number.</summary>
/// <remarks>The message identifies the row without quoting it.</remarks>
public sealed class UnreadableRowException(string kind, string? key, Exception? inner = null)
    : Exception($"A row of the store cannot be read: {kind} {key}".TrimEnd() + ".", inner)
{
    public string Kind { get; } = kind;

    /// <summary>The row's identifying first column: an integer, or a message's id.</summary>
    public string? Key { get; } = key;
}
