namespace CaregiverSignal.Storage;

/// <summary>A step failed at one item; the step can go on with the others once this one is put aside.</summary>
public sealed class ItemFailedException(string step, long item, Exception inner)
    : Exception($"Step '{step}' failed at item {item}.", inner)
{
    public string Step { get; } = step;

    public long Item { get; } = item;
}
