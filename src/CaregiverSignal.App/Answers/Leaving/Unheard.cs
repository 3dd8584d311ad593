namespace CaregiverSignal.Answers.Leaving;

/// <summary>
/// What came when its questions were over: answers are not kept any more, own words and a wish to be called hold all
/// the same.
/// </summary>
/// <param name="WasSent">A page was sent; else an answer was pressed in a mail.</param>
/// <param name="IsHeavy">They say that it goes badly.</param>
/// <param name="HasEarlier">Answers that were given before are kept.</param>
/// <param name="Said">Their own words that nobody had yet; empty where there are none.</param>
/// <param name="LosesNothing">No answer in it is other than what is kept.</param>
/// <param name="Heard">Null where there was nothing to hear.</param>
public sealed record Unheard(
    bool WasSent,
    bool IsHeavy,
    bool HasEarlier,
    string Said = "",
    bool LosesNothing = false,
    Heard? Heard = null
)
{
    /// <summary>Their own words, where they are not too long to come before somebody.</summary>
    public string ToTell => Said.Length <= PageAnswers.Longest ? Said : "";

    /// <summary>Their own words that came before nobody, for themselves to keep.</summary>
    public string Words => Heard is { IsTold: true } ? "" : Said;

    /// <summary>Whether all of it was heard, or was known before.</summary>
    public bool IsIn => WasSent && LosesNothing && Words.Length == 0;

    /// <summary>The way to a call is offered before all else: it goes badly, and none is promised.</summary>
    public bool OffersCall => IsHeavy && Heard?.Promise is null;
}
