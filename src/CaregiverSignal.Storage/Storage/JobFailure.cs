namespace CaregiverSignal.Storage;

/// <summary>A job's failure: the item's number, the type of error and the place in the program; never the item's
/// content.</summary>
/// <param name="Item">The item's number in its table; null when no item is to blame.</param>
public sealed record JobFailure(string Job, long? Item, string Kind, string Where)
{
    public static JobFailure Of(string job, long? item, Exception error) =>
        new(job, item, error.GetType().Name, PlaceOf(error));

    public override string ToString() =>
        Item is { } item
            ? $"Job '{Job}' failed at item {item} with {Kind} in {Where}; the item is tried again in an hour."
            : $"Job '{Job}' failed with {Kind} in {Where}; it is tried again next time.";

    /// <summary>The innermost method of this program in the exception's stack.</summary>
    private static string PlaceOf(Exception error)
    {
        var frames = (error.StackTrace ?? "").Split('\n').Select(line => line.Trim());
        var own =
            frames.FirstOrDefault(line =>
                line.StartsWith("at CaregiverSignal.", StringComparison.Ordinal)
                && !line.StartsWith("at CaregiverSignal.Storage.", StringComparison.Ordinal)
            ) ?? frames.FirstOrDefault(line => line.StartsWith("at ", StringComparison.Ordinal));
        return own is null ? "an unknown place" : own["at ".Length..].Split('(')[0];
    }
}

/// <summary>A job failed at one item; once that is put aside, the job can continue with the others.</summary>
internal sealed class ItemFailedException(string job, long item, Exception inner)
    : Exception($"Job '{job}' failed at item {item}.", inner)
{
    public string Job { get; } = job;

    public long Item { get; } = item;
}
