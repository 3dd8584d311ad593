using CaregiverSignal.Referrals;

namespace CaregiverSignal.Pages.ForCoordinators.Help;

public static class HelpLine
{
    private static readonly Texts Words = HelpWords.Words;

    /// <summary>From here on weeks are clearer than days (our choice).</summary>
    private const int WeeksFromDays = 14;

    /// <summary>Such as "Wacht 3 weken sinds de keuze." or "Begon na 12 dagen."; null until after that day.</summary>
    public static string? WaitOf(ArrangedHelp help, DateOnly today) =>
        help.WantedOn is { } wanted && (help.BeganOn ?? help.EndedOn ?? today) is var until && until > wanted
            ? Words[
                help.BeganOn is not null ? "Began"
                : help.IsOpen ? "Waits"
                : "Waited",
                ("tijd", Span(wanted, until))
            ]
            : null;

    /// <summary>Such as "Zoeken, sinds 2 maart 2026", with who helps; "Niet gelukt op 2 maart 2026" after the
    /// end.</summary>
    public static string StateOf(ArrangedHelp help) =>
        Words[
            !help.IsOpen ? "StateOver"
            : help.OfferId is not null ? "StateAt"
            : help.WithWhom.Length > 0 ? "StateWith"
            : "State",
            ("stand", HelpWords.StateOf(help.Step)),
            ("dag", Texts.Day(help.Runs && help.BeganOn is { } began ? began : help.StepOn)),
            ("wie", DisplayText.Visible(help.WithWhom))
        ];

    /// <summary>The state, the reason for an end, and the waiting time.</summary>
    public static string StandOf(ArrangedHelp help, DateOnly today) =>
        Joined(StateOf(help) + ".", ReasonOf(help.Reason), WaitOf(help, today));

    /// <summary>Such as "Weer kijken op 2 maart 2026."</summary>
    public static string? NextOf(ArrangedHelp help) =>
        help.NextOn is { } next ? Words["Next", ("dag", Texts.Day(next))] : null;

    /// <summary>Such as "Zegt: het hielp een beetje."</summary>
    public static string SaidOf(HelpVerdict helped) => Words["Said." + helped.Code()];

    /// <summary>An objection, such as "Zegt: dat wil ik niet."; null if none.</summary>
    public static string? ObjectionOf(HelpStep? said) =>
        said switch
        {
            null => null,
            HelpStep.Said => SaidOf(HelpVerdict.No),
            { } words => Texts.Capital(HelpWords.TookOf(words)) + ".",
        };

    /// <summary>Such as "Wat is er met ‘Een vrijwilliger thuis’?"</summary>
    public static string AskOf(ArrangedHelp help) => Words["Ask", ("hulp", help.Kind.Name)];

    /// <summary>Where a coordinator records what happened to it.</summary>
    public static string PathOf(ArrangedHelp help) =>
        FormattableString.Invariant($"/zaak/{help.CaregiverId}/hulp#help-{help.Id}");

    /// <summary>Such as "2 maart 2026: zoeken (Els). Zij belde vier mensen."</summary>
    public static string SentenceOf(TakenStep step) =>
        Joined(
            $"{Texts.Day(step.DoneOn)}: {HelpWords.TookOf(step.Step)}{(step.By is null ? "" : $" ({DisplayText.Visible(step.By)})")}.",
            ReasonOf(step.Reason),
            step.Helped is { } helped ? SaidOf(helped) : null,
            DisplayText.Visible(step.Note)
        );

    private static string? ReasonOf(HelpReason? reason) => reason is { } why ? HelpWords.ReasonOf(why) + "." : null;

    private static string Joined(params string?[] sentences) =>
        string.Join(' ', sentences.Where(sentence => !string.IsNullOrEmpty(sentence)));

    /// <summary>The time between two days; null within one day.</summary>
    public static string? SpanOf(DateOnly from, DateOnly to) => to > from ? Span(from, to) : null;

    /// <summary>One or more days; whole weeks from two on.</summary>
    private static string Span(DateOnly from, DateOnly to)
    {
        var days = to.DayNumber - from.DayNumber;
        return days switch
        {
            < WeeksFromDays => Words.Counted("Days", days),
            _ => Words["Weeks", ("n", Texts.Number(days / 7))],
        };
    }
}
