using CaregiverSignal.Forms;

namespace CaregiverSignal.Pages.ForCaregivers.Answers.OptingOut;

/// <summary>Confirms a report: what was said, who reads it and when, and whom to call meanwhile.</summary>
public sealed record ChangedPage(OptOut.Changed Changed, DateOnly ReadBy, string Action, string CallPath) : Shown
{
    public bool IsLoss => Changed.Told.Any(change => change.Kind == EventKind.Death);

    public bool EndsCare => Changed.Told.Any(change => Consequences.Ends.Contains(change.Kind));

    /// <summary>Whether the report makes the questions wait for a conversation.</summary>
    public bool WaitsForIt =>
        Changed.QuestionsWait && Changed.Told.Any(change => Consequences.ConcernsAll(change.Kind));

    /// <summary>The report in sentences; empty if others may be looking.</summary>
    public IEnumerable<string> Sentences
    {
        get
        {
            if (!Changed.Came.InSession || Changed.Told.Count == 0)
                yield break;
            foreach (var end in Changed.Told.Where(change => Consequences.Ends.Contains(change.Kind)))
                yield return T["Told." + end.Kind.Code()];
            List<string> others =
            [
                .. Changed
                    .Told.Where(change => !Consequences.Ends.Contains(change.Kind))
                    .Select(change => $"‘{ChangeForm.Chosen(change.Kind)}’"),
            ];
            if (others.Count > 0)
                yield return T["Told", ("wat", Texts.Listed(others))];
            if (!Changed.Told.Any(change => change.DayUnsaid))
                yield return T["Told.On", ("dag", Texts.Day(Changed.Told[0].HappenedOn))];
        }
    }

    /// <summary>Their own words with it; empty if there are none, or others may be looking.</summary>
    public string Note => Changed.Came.InSession ? string.Concat(Changed.Told.Select(change => change.Note)) : "";
}
