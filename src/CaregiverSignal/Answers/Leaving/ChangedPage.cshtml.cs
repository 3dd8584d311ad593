namespace CaregiverSignal.Answers.Leaving;

/// <summary>The page that says what was told, who reads it and when, and whom to call meanwhile.</summary>
/// <param name="Told">What they told just now; none once that is a while ago.</param>
/// <param name="TakeBack">The events that can be taken back from here.</param>
/// <param name="EndsQuestions">They are asked nothing any more.</param>
public sealed record ChangedPage(
    string Coordinator,
    DateOnly ReadBy,
    TellChange.Place Place,
    IReadOnlyList<CareEvent> Told,
    IReadOnlyList<long> TakeBack,
    bool EndsQuestions
) : Shown
{
    public bool IsLoss => Told.Any(one => one.Kind == EventKind.Death);

    public bool EndsCare => Told.Any(one => LifeChange.EndsCare.Contains(one.Kind));

    /// <summary>What was told, in sentences; none where others may look.</summary>
    public IEnumerable<string> Sentences
    {
        get
        {
            if (!Place.InSession || Told.Count == 0)
                yield break;
            foreach (var end in Told.Where(one => LifeChange.EndsCare.Contains(one.Kind)))
                yield return T["Told." + end.Kind.Code()];
            List<string> others =
            [
                .. Told.Where(one => !LifeChange.EndsCare.Contains(one.Kind))
                    .Select(one => $"‘{TellChange.Chosen(one.Kind)}’"),
            ];
            if (others.Count > 0)
                yield return T["Told", ("wat", Texts.Listed(others))];
            if (!Told.Any(one => one.DayUnsaid))
                yield return T["Told.On", ("dag", Texts.Day(Told[0].HappenedOn))];
        }
    }

    /// <summary>Their own words with it; empty where there are none, or others may look.</summary>
    public string Note => Place.InSession ? string.Concat(Told.Select(one => one.Note)) : "";
}
