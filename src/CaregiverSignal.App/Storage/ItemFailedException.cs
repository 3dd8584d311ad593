namespace CaregiverSignal.Storage;

/// <summary>
/// The failure of a step at one item; once the item is put aside, the step can go on with the others.
/// </summary>
public sealed class ItemFailedException(string step, long item, Exception inner)
    : Exception($"Step '{step}' failed at item {item}.", inner)
{
    public string Step { get; } = step;

    public long Item { get; } = item;
}
