namespace CaregiverSignal.Mail.Ledger;

/// <summary>Which mail goes first when several wait: the lowest number (our choice, docs/adr/0022).</summary>
public static class MailPriority
{
    /// <summary>
    /// Up to here somebody waits at a screen, or for a call: a lane of its own takes these beside all other mail.
    /// </summary>
    public const int Pressing = 20;

    /// <summary>
    /// A link to sign in that anybody may have asked for: after alerts, so that asking for everybody's delays none.
    /// </summary>
    public const int AskedByAnybody = 15;

    /// <summary>5 for a link to sign in to 70 for a reminder; 50 for a kind that is not known here.</summary>
    /// <remarks>
    /// A link that somebody asked for at a computer of their own comes first: without it nobody reads what the others
    /// tell of. A tip is to be read on its working day, so it goes before what waits for the morning; it comes from
    /// anybody, so it goes after what people asked of us themselves.
    /// </remarks>
    public static int Of(string kind) =>
        kind switch
        {
            "sign-in" => 5,
            "alert" => 10,
            "escalation" => 20,
            "tip" => 30,
            "new-link" => 35,
            "operator" => 40,
            "digest" => 50,
            "invitation" => 60,
            "reminder" => 70,
            _ => 50,
        };
}
