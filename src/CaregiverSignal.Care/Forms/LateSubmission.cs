namespace CaregiverSignal.Forms;

/// <summary>Something sent after the questions were over: answers are not kept any more, but own words and a wish to be
/// called count.</summary>
/// <param name="IsHeavy">Whether they say that they are doing badly.</param>
/// <param name="HasEarlier">Whether answers given before are kept.</param>
public sealed record LateSubmission(bool IsHeavy, bool HasEarlier)
{
    /// <summary>Whether no answer differs from those kept.</summary>
    public bool LosesNothing { get; init; }

    /// <summary>Own words that nobody received, for the caregiver to keep; empty for none.</summary>
    public string Words { get; init; } = "";

    /// <summary>The coordinator who reads their own words; null if there was nothing new to read.</summary>
    public string? ReadBy { get; init; }

    /// <summary>Null if they did not ask for a call.</summary>
    public CallPromise? Promise { get; init; }

    /// <summary>Whether all of it was handled, or known before.</summary>
    public bool IsIn => LosesNothing && Words.Length == 0;

    /// <summary>Whether to offer a call before all else: it goes badly, and none is promised.</summary>
    public bool OffersCall => IsHeavy && Promise is null;
}
