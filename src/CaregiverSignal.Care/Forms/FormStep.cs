namespace CaregiverSignal.Forms;

/// <summary>What comes after a page of a form was sent; the words are the page's.</summary>
public abstract record FormStep
{
    /// <param name="Number">As in <see cref="OpenForm.PagesOf"/>.</param>
    public sealed record Questions(int Number) : FormStep;

    /// <summary>Own words, and sending.</summary>
    public sealed record Last : FormStep;

    /// <summary>It is kept until its last day, and not sent.</summary>
    /// <param name="IsBlank">Nothing was answered.</param>
    public sealed record Kept(DateOnly LastDay, bool IsBlank) : FormStep;

    /// <param name="IsSent">By this press.</param>
    public sealed record Result(bool IsSent = false) : FormStep;

    /// <summary>Its questions were closed before.</summary>
    public sealed record TooLate(LateSubmission Late) : FormStep;
}
