namespace CaregiverSignal.Referrals;

public static class HelpWords
{
    public static readonly Texts Words = Texts.Of(typeof(HelpWords));

    /// <summary>"Te zwaar voor een vrijwilliger"</summary>
    public static string ReasonOf(HelpReason reason) => Words["Reason." + reason.Code()];

    /// <summary>"Zoeken"</summary>
    public static string StateOf(HelpStep step) =>
        step is HelpStep.Running or HelpStep.Said or HelpStep.Kept ? Words["Runs"] : Texts.Capital(TookOf(step));

    /// <summary>"zoeken", for a step that was taken.</summary>
    public static string TookOf(HelpStep step) => Words["Took." + step.Code()];

    /// <summary>"Dagopvang (De Huiskamer)": its name, and the offer that gives it.</summary>
    public static string WithOffer(ArrangedHelp help, string name) =>
        help.OfferId is null ? name : $"{name} ({DisplayText.Visible(help.WithWhom)})";

    /// <summary>What to do with help once care at home has ended.</summary>
    public static string AfterCare(HelpKind kind) =>
        Words[
            !kind.IsForTheCare ? "AfterCare.Ask"
            : kind.AsksOwnPeople ? "AfterCare.Close"
            : "AfterCare.CallOff"
        ];

    /// <summary>"Een vrijwilliger thuis. Te zwaar voor een vrijwilliger.", for the event of a step.</summary>
    public static string NoteOf(ArrangedHelp help) =>
        help.Reason is { } reason ? $"{help.Kind.Name}. {ReasonOf(reason)}." : help.Kind.Name + ".";
}
