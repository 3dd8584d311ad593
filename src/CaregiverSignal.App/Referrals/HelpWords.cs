namespace CaregiverSignal.Referrals;

/// <summary>Help and its steps in words.</summary>
public static class HelpWords
{
    public static readonly Texts Words = Texts.Of(typeof(HelpWords));

    /// <summary>"Een vrijwilliger thuis"</summary>
    public static string NameOf(HelpKind kind) => Words["Kind." + kind.Code()];

    /// <summary>"een vrijwilliger bij u thuis", as one says it to the caregiver.</summary>
    public static string ToldAs(HelpKind kind) => Words["Told." + kind.Code()];

    /// <summary>"Te zwaar voor een vrijwilliger"</summary>
    public static string ReasonOf(HelpReason reason) => Words["Reason." + reason.Code()];

    /// <summary>"Zoeken"</summary>
    public static string StateOf(HelpStep step) =>
        step is HelpStep.Running or HelpStep.Said or HelpStep.Kept ? Words["Runs"] : Texts.Capital(TookOf(step));

    /// <summary>"zoeken", of a step that was taken.</summary>
    public static string TookOf(HelpStep step) => Words["Took." + step.Code()];

    /// <summary>What is to be done with help once the care at home ended.</summary>
    public static string AfterCare(HelpKind kind) =>
        Words[
            kind == HelpKind.OwnNetwork ? "AfterCare.Close"
            : HelpKinds.IsForTheCare(kind) ? "AfterCare.CallOff"
            : "AfterCare.Ask"
        ];

    /// <summary>"Een vrijwilliger thuis. Te zwaar voor een vrijwilliger.", for the event of a step.</summary>
    public static string NoteOf(ArrangedHelp help) =>
        help.Reason is { } reason ? $"{NameOf(help.Kind)}. {ReasonOf(reason)}." : NameOf(help.Kind) + ".";
}
