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

/// <summary>What a caregiver does with a form.</summary>
public enum Filling
{
    /// <summary>The one page of a usual month, sent with one post.</summary>
    Page,

    /// <summary>A form in steps, as a month with lists has them: open, three pages, send.</summary>
    Steps,
}
