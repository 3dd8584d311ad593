namespace CaregiverSignal.Forms;

/// <summary>The step after a page of the form was sent; the words belong to the page.</summary>
public abstract record FormStep
{
    /// <param name="Number">As in <see cref="OpenForm.PagesOf"/>.</param>
    public sealed record Questions(int Number) : FormStep;

    public sealed record Last : FormStep;

    /// <summary>It is kept until its last day, and not sent.</summary>
    public sealed record Kept(DateOnly LastDay, bool IsBlank) : FormStep;

    /// <param name="IsSent">Whether this press sent it.</param>
    public sealed record Result(bool IsSent = false) : FormStep;

    /// <summary>Its questions were closed before.</summary>
    public sealed record TooLate(LateSubmission Late) : FormStep;
}
