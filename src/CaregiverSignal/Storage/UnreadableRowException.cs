namespace CaregiverSignal.Storage;

/// <summary>
/// A row of the store holds what cannot be: a day that does not exist, a word where a number belongs.
/// </summary>
/// <remarks>The message names the row and never what is in it.</remarks>
public sealed class UnreadableRowException(string kind, string? key, Exception inner)
    : Exception($"A row of the store cannot be read: {kind} {key}".TrimEnd() + ".", inner)
{
    /// <summary>What the row was read as.</summary>
    public string Kind { get; } = kind;

    /// <summary>The first column of the row, which names it: a whole number, or a mail's id.</summary>
    public string? Key { get; } = key;
}
