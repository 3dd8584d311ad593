namespace CaregiverSignal.Bench;

/// <summary>Forms to fill in, each once.</summary>
/// <param name="links">What opens a form: a key for the product, a number for the reference.</param>
public sealed class Forms(IReadOnlyList<string> links)
{
    private int next;

    public string TakeLink()
    {
        var place = Interlocked.Increment(ref next) - 1;
        return place < links.Count
            ? links[place]
            : throw new InvalidOperationException("All forms are filled in; take a shorter run.");
    }
}
