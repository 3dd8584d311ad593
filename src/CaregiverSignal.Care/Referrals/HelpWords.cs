namespace CaregiverSignal.Referrals;

/// <summary>Help and its steps in words.</summary>
public static class HelpWords
{
    public static readonly Texts Words = Texts.Of(typeof(HelpWords));

    /// <summary>"Te zwaar voor een vrijwilliger"</summary>
    public static string ReasonOf(HelpReason reason) => Words["Reason." + reason.Code()];

    /// <summary>"Zoeken"</summary>
    public static string StateOf(HelpStep step) =>
        step is HelpStep.Running or HelpStep.Said or HelpStep.Kept ? Words["Runs"] : Texts.Capital(TookOf(step));

    /// <summary>"zoeken", of a step that was taken.</summary>
    public static string TookOf(HelpStep step) => Words["Took." + step.Code()];

    /// <summary>"Dagopvang (De Huiskamer)": what it is called, and the offer that gives it.</summary>
    public static string WithOffer(ArrangedHelp help, string name) =>
        help.OfferId is null ? name : $"{name} ({DisplayText.Visible(help.WithWhom)})";

    /// <summary>What is to be done with help once the care at home ended.</summary>
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
