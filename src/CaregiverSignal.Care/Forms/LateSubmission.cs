namespace CaregiverSignal.Forms;

/// <summary>What came when its questions were over: answers are not kept any more, own words and a wish to be called
/// hold all the same.</summary>
/// <param name="IsHeavy">They say that it goes badly.</param>
/// <param name="HasEarlier">Answers that were given before are kept.</param>
public sealed record LateSubmission(bool IsHeavy, bool HasEarlier)
{
    /// <summary>No answer in it is other than what is kept.</summary>
    public bool LosesNothing { get; init; }

    /// <summary>Their own words that came before nobody, for themselves to keep; empty where there are none.</summary>
    public string Words { get; init; } = "";

    /// <summary>The coordinator who reads their own words; null where there was nothing new to read.</summary>
    public string? ReadBy { get; init; }

    /// <summary>Null where they did not ask for a call.</summary>
    public CallPromise? Promise { get; init; }

    /// <summary>Whether all of it was heard, or was known before.</summary>
    public bool IsIn => LosesNothing && Words.Length == 0;

    /// <summary>The way to a call is offered before all else: it goes badly, and none is promised.</summary>
    public bool OffersCall => IsHeavy && Promise is null;
}
